import { isInCall, sortSeats } from './seats.js';

/**
 * Who hears whom, as data; the page puts it into words.
 *
 * @typedef {import('../protocol/types.js').RoomState} RoomState
 * @typedef {import('../protocol/types.js').Seat} Seat
 *
 * @typedef {object} Hearing
 * @property {'alone'|'open'|'apart'} kind `alone`: nobody hears me; `open`: everyone in the call and I hear each other;
 *   `apart`: somebody who is in the call is cut off from me
 * @property {Seat[]} hears those who hear me and whom I hear, in seat order
 * @property {Seat[]} missing those in the call with whom no sound passes now, in seat order
 * @property {string[]} names the names of `hears`
 * @property {string[]} missingNames the names of `missing`
 * @property {boolean} muted whether my own microphone sends nothing: I hear them, they don't hear me
 */

/**
 * @param {RoomState|null} state
 * @param {Iterable<number>} openPeers the seats whose link is connected now, measured
 * @returns {Hearing}
 */
export function hearing(state, openPeers) {
    const open = new Set(openPeers);
    /** @type {Seat[]} */
    const hears = [];
    /** @type {Seat[]} */
    const missing = [];
    const me = state?.seats.find((seat) => seat.seat === state.me.seat);
    if (state && me && isInCall(me)) {
        for (const seat of sortSeats(state.seats)) {
            if (seat.seat === me.seat || !isInCall(seat)) continue;
            (open.has(seat.seat) ? hears : missing).push(seat);
        }
    }
    const kind = hears.length === 0 ? (missing.length === 0 ? 'alone' : 'apart') : missing.length === 0 ? 'open' : 'apart';
    return {
        kind,
        hears,
        missing,
        names: hears.map((seat) => seat.name),
        missingNames: missing.map((seat) => seat.name),
        muted: me !== undefined && me.media.microphone !== 'live',
    };
}
