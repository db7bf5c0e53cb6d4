import { isInCall, sortSeats } from './seats.js';
import { areKeptApart, isKept } from './shields.js';
import { isOutside, wallOf } from './wall.js';

/**
 * @typedef {import('../protocol/types.js').RoomState} RoomState
 * @typedef {import('../protocol/types.js').Seat} Seat
 *
 * @typedef {object} Tile
 * @property {Seat} seat
 * @property {boolean} mine
 * @property {'picture'|'face'|'joining'|'lost'} shows `picture`: the camera is live and the link is up; `face`: no
 *   picture, sound passes; `joining`: the link is being made or mended; `lost`: the person's page is gone, grace runs
 * @property {boolean} kept the officer has arranged that this page's person does not see them
 * @property {number|null} lostSince server time, while `lost`
 * @property {boolean} speaks
 */

/**
 * Which tiles a call shows, and in which order. They follow the server's list and not the network: nobody's tile
 * vanishes with a packet, and none stays as a ghost. The own tile is last, so that those of the others never move for
 * it.
 * @param {RoomState|null} state
 * @param {Iterable<number>} openPeers the seats whose link is connected now
 * @param {number|null} [speaker]
 * @returns {Tile[]}
 */
export function tiles(state, openPeers, speaker = null) {
    if (!state) return [];
    const open = new Set(openPeers);
    const me = state.me.seat;
    const wall = wallOf(state);
    // Across a wall there is nobody to be seen: inside only those inside, outside only oneself.
    const beyond = (/** @type {number} */ seat) => seat !== me && (isOutside(wall, seat) || isOutside(wall, me));
    return sortSeats(state.seats.filter((seat) => isInCall(seat) && !beyond(seat.seat)))
        .sort((a, b) => Number(a.seat === me) - Number(b.seat === me))
        .map((seat) => {
        const mine = seat.seat === me;
        return {
            seat,
            mine,
            shows: shown(seat, mine || open.has(seat.seat) || areKeptApart(state, me, seat.seat),
                mine || faceArrives(state, seat.seat)),
            kept: !mine && isKept(state, seat.seat, me, 'face'),
            lostSince: seat.presence === 'lost' ? seat.since : null,
            speaks: seat.seat === speaker,
        };
    });
}

/**
 * Whether a picture of this seat may reach this page at all.
 * @param {RoomState} state
 * @param {number} seat
 */
function faceArrives(state, seat) {
    const link = (state.links ?? []).find((each) => each.peer === seat);
    return link ? !link.receive || link.receive.face : !isKept(state, seat, state.me.seat, 'face');
}

/**
 * @param {Seat} seat
 * @param {boolean} linked
 * @param {boolean} faceArrives
 * @returns {Tile['shows']}
 */
function shown(seat, linked, faceArrives) {
    // While a link stands its media runs on, whatever became of the page's socket.
    if (linked) return seat.media.camera === 'live' && faceArrives ? 'picture' : 'face';
    return seat.presence === 'lost' ? 'lost' : 'joining';
}
