import { isInCall } from './seats.js';

/**
 * @typedef {import('../protocol/types.js').RoomState} RoomState
 * @typedef {import('../protocol/types.js').Seat} Seat
 * @typedef {import('../protocol/types.js').Wall} Wall
 */

/** @type {Wall} */
const OPEN = { number: 0, phase: 'open', members: [], confirmed: [], raisedAt: null, until: null };

/**
 * @param {RoomState|null} state
 * @returns {Wall}
 */
export function wallOf(state) {
    return state?.wall ?? OPEN;
}

/**
 * Whether this seat stands outside of a wall that is up.
 * @param {Wall} wall
 * @param {number} seat
 */
export function isOutside(wall, seat) {
    return wall.phase !== 'open' && !wall.members.includes(seat);
}

/**
 * Whom a caucus leaves outside.
 * @param {RoomState|null} state
 * @returns {Seat[]}
 */
export function outsiders(state) {
    const wall = wallOf(state);
    return state ? state.seats.filter((seat) => isInCall(seat) && isOutside(wall, seat.seat)) : [];
}

/**
 * With whom a caucus can be held now: guests at the table whose page is here.
 * @param {RoomState|null} state
 * @returns {Seat[]}
 */
export function guestsHere(state) {
    if (!state) return [];
    return state.seats.filter((seat) => seat.seat !== state.me.seat && seat.standing === 'admitted' && seat.presence === 'here');
}
