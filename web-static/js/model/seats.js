/**
 * @typedef {import('../protocol/types.js').RoomState} RoomState
 * @typedef {import('../protocol/types.js').Seat} Seat
 */

/** Even-handed and steady: the host first, then parties, then those beside them; within a role by seat number. */
const ROLE_ORDER = [
    'host', 'petitioner', 'petition_rep', 'respondent', 'unit_representative', 'lawyer', 'agent', 'guardian',
    'interpreter', 'sign_interpreter', 'witness',
];

/** @param {Seat} seat */
function rank(seat) {
    const place = ROLE_ORDER.indexOf(seat.role);
    return place < 0 ? ROLE_ORDER.length : place;
}

/**
 * The order in which every list and every row of tiles shows people; it never changes while someone speaks.
 * @param {readonly Seat[]} seats
 * @returns {Seat[]}
 */
export function sortSeats(seats) {
    return seats.slice().sort((a, b) => rank(a) - rank(b) || a.seat - b.seat);
}

/**
 * @param {RoomState|null} state
 * @param {number} number
 * @returns {Seat|null}
 */
export function seatOf(state, number) {
    return state?.seats.find((seat) => seat.seat === number) ?? null;
}

/**
 * @param {RoomState|null} state
 * @returns {Seat|null}
 */
export function mySeat(state) {
    return state ? seatOf(state, state.me.seat) : null;
}

/**
 * @param {RoomState|null} state
 * @returns {Seat|null}
 */
export function hostSeat(state) {
    return state?.seats.find((seat) => seat.role === 'host') ?? null;
}

/**
 * Whether this seat has a place in the call: admitted, and not gone for good. A seat in its grace keeps its place.
 * @param {Seat} seat
 */
export function isInCall(seat) {
    return seat.standing === 'admitted' && (seat.presence === 'here' || seat.presence === 'lost');
}

/**
 * Who waits to be let in, the longest wait first.
 * @param {RoomState|null} state
 * @returns {Seat[]}
 */
export function waitingSeats(state) {
    if (!state) return [];
    return state.seats
        .filter((seat) => seat.standing === 'waiting')
        .sort((a, b) => a.since - b.since || a.seat - b.seat);
}
