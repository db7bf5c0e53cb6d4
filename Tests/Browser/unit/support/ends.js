import { Link } from '../../../../web-static/js/media/link.js';
import { Clock, settled } from './clock.js';
import { FakeConnection } from './connections.js';

/**
 * Two ends of one link; what each sends is in `sent` until the test delivers it. Without `servers` there are newer
 * relays each time.
 */
export function ends(paths = 'relay', servers = null) {
    const clock = new Clock();
    const [near, far] = [[1, 2, true], [2, 1, false]].map(([, peer, offerer]) => {
        const end = { sent: [], told: [], live: true,
            tracks: { microphone: { id: `mic${peer}` }, camera: { id: `cam${peer}` } } };
        end.link = new Link({ peer, epoch: 5, offerer, paths }, {
            configuration: () => ({ iceServers: servers ?? [{ urls: [`turn:${clock.time}`] }],
                iceTransportPolicy: 'relay', certificates: ['one'] }),
            connect: (configuration) => (end.connection = new FakeConnection(configuration)),
            signal: (body) => { if (end.live) end.sent.push(JSON.parse(JSON.stringify(body))); return end.live; },
            tracks: () => end.tracks,
            changed: () => end.told.push(end.link.state),
            streamed: () => end.told.push('stream'),
            after: clock.after,
        });
        return end;
    });
    return { clock, near, far };
}

/** Delivers what waits at both ends until nothing moves. */
export async function deliver(...pairs) {
    await settled();
    for (let moved = true; moved;) {
        moved = false;
        for (const [from, to] of pairs) {
            for (const body of from.sent.splice(0)) { moved = true; to.link.received(body); }
        }
        await settled();
    }
}
/** @param {object} room both ends of `ends` */
export const both = ({ near, far }) => deliver([near, far], [far, near]);
/** What was sent, a word each. */
export const kinds = (sent) => sent.map((body) => body.sdp?.type ?? body.kind);
