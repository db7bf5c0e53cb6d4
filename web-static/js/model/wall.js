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
 * The guests at the table, also those whose page is lost: they can't be inside of a wall, but they can be left outside.
 * @param {RoomState|null} state
 * @returns {Seat[]}
 */
export function guestsAtTable(state) {
    return state ? state.seats.filter((seat) => seat.seat !== state.me.seat && seat.standing === 'admitted') : [];
}

/**
 * Whether a caucus can be held now: with somebody whose page is here, and with somebody left to be outside.
 * @param {RoomState|null} state
 */
export function canSpeakAlone(state) {
    const guests = guestsAtTable(state);
    return guests.length > 1 && guests.some((seat) => seat.presence === 'here');
}
