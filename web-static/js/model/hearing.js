import { isInCall, sortSeats } from './seats.js';
import { areKeptApart } from './shields.js';
import { isOutside, wallOf } from './wall.js';

/**
 * Who hears whom, as data; the page puts it into words.
 *
 * @typedef {import('../protocol/types.js').RoomState} RoomState
 * @typedef {import('../protocol/types.js').Seat} Seat
 *
 * @typedef {object} Hearing
 * @property {'alone'|'open'|'apart'|'sealing'|'sealed'|'parting'|'outside'} kind `alone`: nobody hears me; `open`:
 *   everyone in the call and I hear each other; `apart`: somebody who is in the call is cut off from me; `sealing`: a
 *   wall goes up, nobody may speak yet; `sealed`: it stands, and this page holds no connection across it; `parting`: I
 *   am outside, and this page still has a connection to close; `outside`: I am outside, and it has none
 * @property {Seat[]} hears those who hear me and whom I hear, in seat order
 * @property {Seat[]} sees those to whom a picture of mine can go, in seat order
 * @property {Seat[]} missing those in the call with whom no sound passes now, in seat order; not those beyond a wall,
 *   nor those who are kept apart from me
 * @property {Seat[]} excluded those beyond the wall, seen from inside
 * @property {string[]} names the names of `hears`
 * @property {string[]} missingNames the names of `missing`
 * @property {boolean} muted whether my own microphone sends nothing: I hear them, they don't hear me
 */

/**
 * @param {RoomState|null} state
 * @param {Iterable<number>} openPeers the seats whose link is connected now, measured
 * @param {Iterable<number>} [heldPeers] the seats to which this page holds any connection, measured
 * @returns {Hearing}
 */
export function hearing(state, openPeers, heldPeers = openPeers) {
    const open = new Set(openPeers);
    const wall = wallOf(state);
    const up = wall.phase !== 'open';
    const kept = (/** @type {'voice' | 'face'} */ medium) =>
        new Set((state?.links ?? []).filter((link) => link.send && !link.send[medium]).map((link) => link.peer));
    const unheard = kept('voice');
    const unseen = kept('face');
    /** @type {Seat[]} */
    const excluded = [];
    /** @type {Seat[]} */
    const hears = [];
    /** @type {Seat[]} */
    const missing = [];
    /** @type {Seat[]} */
    const sees = [];
    const me = state?.seats.find((seat) => seat.seat === state.me.seat);
    if (state && me && isInCall(me)) {
        for (const seat of sortSeats(state.seats)) {
            if (seat.seat === me.seat || !isInCall(seat)) continue;
            if (up && isOutside(wall, seat.seat)) excluded.push(seat);
            else if (areKeptApart(state, me.seat, seat.seat)) continue;
            else if (!open.has(seat.seat)) missing.push(seat);
            else {
                if (!unheard.has(seat.seat)) hears.push(seat);
                if (!unseen.has(seat.seat)) sees.push(seat);
            }
        }
    }
    const plain = hears.length === 0 ? (missing.length === 0 ? 'alone' : 'apart')
        : missing.length === 0 ? 'open'
        : 'apart';
    return {
        kind: up && state && me && isInCall(me) ? behindWall(state, [...heldPeers]) : plain,
        hears,
        sees,
        missing,
        excluded,
        names: hears.map((seat) => seat.name),
        missingNames: missing.map((seat) => seat.name),
        muted: me !== undefined && me.media.microphone !== 'live',
    };
}

/**
 * The green word needs both: the server's word that every member confirmed, and this page's own connections, none of
 * which leads across.
 * @param {RoomState} state
 * @param {number[]} held
 * @returns {'sealing'|'sealed'|'parting'|'outside'}
 */
function behindWall({ wall, links, me }, held) {
    if (isOutside(wall, me.seat)) return held.length ? 'parting' : 'outside';
    const within = held.length === links.length && held.every((peer) => links.some((link) => link.peer === peer));
    return wall.phase === 'sealed' && within ? 'sealed' : 'sealing';
}
