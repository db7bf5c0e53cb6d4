// Looks into a session's lobby without taking the host's seat.

import { randomID } from '../../lib/random.js';
import { RoomClient } from '../../protocol/room-client.js';
import { roomAddress } from '../../protocol/surroundings.js';

/**
 * @typedef {object} Watch
 * @property {(seat: number) => import('../../protocol/types.js').Seat | undefined} seat
 * @property {() => boolean} connected
 * @property {() => import('../../protocol/types.js').RoomState | null} state
 * @property {() => boolean} over whether the session has ended
 * @property {() => void} stop
 */

/**
 * @param {string} session
 * @param {() => void} changed
 * @returns {Watch}
 */
export function watchLobby(session, changed) {
    const client = new RoomClient({
        url: roomAddress(session),
        identity: { session, watch: true },
        page: randomID(),
        device: randomID(),
        store: null,
    });
    client.open();
    // Listening begins after opening: whoever watches has not got this object yet.
    client.addEventListener('state', changed);
    client.addEventListener('connection', changed);
    return {
        seat: (number) => (client.state ? client.state.seats.find((each) => each.seat === number) : undefined),
        connected: () => client.connection.phase === 'open',
        state: () => client.state,
        over: () => client.connection.closeCode === 4005 || client.state?.session.phase === 'ended',
        stop: () => client.close(),
    };
}
