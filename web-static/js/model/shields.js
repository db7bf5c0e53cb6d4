/**
 * What the officer has arranged between two people (docs/protocol.md, 2.4a), as far as this page was told.
 *
 * @typedef {import('../protocol/types.js').RoomState} RoomState
 * @typedef {import('../protocol/types.js').Shield} Shield
 */

/**
 * @param {RoomState} state
 * @param {number} subject
 * @param {number} from
 * @param {Shield['medium']} medium
 */
export function isKept(state, subject, from, medium) {
    return (state.shields ?? []).some((each) =>
        each.subject === subject && each.from === from && each.medium === medium);
}

/**
 * Whether neither voice nor face may pass between two people, either way: they have no connection, and none is missing.
 * @param {RoomState} state
 * @param {number} one
 * @param {number} other
 */
export function areKeptApart(state, one, other) {
    return [[one, other], [other, one]].every(([subject, from]) =>
        isKept(state, subject, from, 'voice') && isKept(state, subject, from, 'face'));
}
