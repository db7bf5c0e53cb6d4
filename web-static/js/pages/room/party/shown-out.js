import { randomID } from '../../../lib/random.js';
import { RoomClient } from '../../../protocol/room-client.js';
import { roomAddress } from '../../../protocol/surroundings.js';
import { trouble } from './seat.js';

/**
 * A page that was shown the door asks once why: removed, declined and a changed link are told apart only by a new
 * hello.
 * @param {import('./visit.js').Visit} visit
 * @returns {Promise<string>} a problem's code
 */
export function whyShownOut(visit) {
    return new Promise((resolve) => {
        const asking = new RoomClient({
            url: roomAddress(visit.opened.session),
            identity: { seatCredential: visit.opened.seatCredential },
            page: randomID(),
            device: randomID(),
            store: null,
        });
        asking.addEventListener('connection', async () => {
            const { phase, code, closeCode } = asking.connection;
            if (phase !== 'refused' && phase !== 'stopped' && phase !== 'open') return;
            asking.close();
            const known = code || (closeCode === 4002 ? 'link_revoked' : 'removed');
            resolve((await trouble(known, null)).code);
        });
        asking.open();
    });
}
