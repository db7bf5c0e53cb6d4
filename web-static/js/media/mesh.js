import { AfterLinks } from './after-links.js';
import { pictureEncoding } from './encoding.js';
import { Links } from './links.js';
import { browserMeshSurroundings } from './mesh-surroundings.js';
import { MediaReport } from './media-report.js';
import { hears } from './passing.js';
import { BEST, step } from './quality.js';
import { Speaker } from './speaker.js';
import { WallGuard } from './wall-guard.js';

/** How often the page looks whether links need mending, follows the list, measures, and listens for who speaks; ms. */
const LOOK_MS = 1_000;
const FOLLOW_MS = 3_000;
const MEASURE_MS = 5_000;
const SPEAKER_MS = 400;

/**
 * @typedef {import('../protocol/room-client.js').RoomClient} RoomClient
 *
 * @typedef {object} Capturing
 * @property {import('../protocol/types.js').MediaState} status
 * @property {import('./link.js').Tracks} tracks
 * @property {number} level
 * @property {(on: boolean) => Promise<void>} setMicrophone
 * @property {import('./encoding.js').Profile} profile
 */

/**
 * All links of this page, and what is told about them: the page reports what its tracks do (`media`) and what its links
 * carry (`stats`) by itself.
 *
 * Events: `stream` {peer, stream|null}, `link` {peer, state}, `speaker` {seat|null}, `stats` {peer, stats}.
 */
export class Mesh extends EventTarget {
    #client;
    #capture;
    #surroundings;
    /** @type {Links} */
    #links;
    #speaker = new Speaker();
    /** @type {WallGuard} */
    #guard;
    /** @type {(() => void)[]} */
    #ends = [];
    #report;
    #afterLinks;

    /**
     * @param {object} parts
     * @param {RoomClient} parts.client
     * @param {Capturing & EventTarget} parts.capture a Capture
     * @param {import('./mesh-surroundings.js').MeshSurroundings} [parts.surroundings]
     */
    constructor({ client, capture, surroundings = browserMeshSurroundings() }) {
        super();
        this.#client = client;
        this.#capture = capture;
        this.#surroundings = surroundings;
        /** @type {Links} */
        const links = this.#links = new Links(client, {
            tracks: () => (this.#guard.resting ? { ...capture.tracks, microphone: null } : capture.tracks),
            streamed: (peer, stream) => this.#streamed(peer, stream),
            changed: (peer, state) => this.#linkChanged(peer, state),
        }, surroundings);
        this.#afterLinks = new AfterLinks(() => links.isBeginning, surroundings.after);
        this.#guard = new WallGuard(client, {
            rest: () => Promise.all([...links.held.values()].map(({ link }) => link.setTracks())),
            follow: () => links.follow(),
            isWithinList: () => links.isWithinList,
            mute: () => { capture.setMicrophone(false); },
            after: surroundings.after,
        });
        client.heldLinks = () =>
            [...links.held.values()].map(({ link: { entry: { peer, epoch } } }) => ({ peer, epoch }));
        this.#listen(client, 'state', (event) => {
            if (event.detail.changed.has('wall') || event.detail.changed.has('seats')) this.#guard.look();
            if (event.detail.changed.has('links')) links.follow();
        });
        this.#listen(client, 'signal', (event) => links.signalled(event.detail));
        this.#listen(client, 'welcome', (event) => this.#welcomed(event.detail.replay));
        this.#listen(client, 'ice', () => links.follow());
        this.#listen(client, 'connection', () => { if (client.connection.phase === 'stopped') links.closeAll(); });
        this.#report = new MediaReport(client, capture, surroundings.after);
        this.#listen(client, 'report-refused', (event) => this.#report.refused(event.detail.code));
        this.#listen(capture, 'change', this.#captured);
        this.#ends.push(
            surroundings.every(LOOK_MS, this.#mend),
            surroundings.every(FOLLOW_MS, () => links.follow()),
            surroundings.every(MEASURE_MS, this.#measure),
            surroundings.every(SPEAKER_MS, this.#listenForSpeaker),
            surroundings.onNetworkChange(this.#networkChanged),
        );
        this.#guard.look();
        links.prepare();
        this.#report.tell();
    }

    /** The seats whose link is connected now, measured. */
    openPeers() {
        return [...this.#links.held].filter(([, { link }]) => link.state === 'connected').map(([peer]) => peer);
    }

    /** The seats to which this page holds a connection, whatever its state. */
    heldPeers() {
        return this.#links.peers;
    }

    /** @param {number} peer */
    streamOf(peer) {
        return this.#links.held.get(peer)?.link.stream ?? null;
    }

    /**
     * What arrives from this peer, as last measured.
     * @param {number} peer
     */
    statsOf(peer) {
        return this.#links.held.get(peer)?.link.reading?.received ?? null;
    }

    /** The seat that speaks, or null. */
    get speaker() {
        return this.#speaker.current;
    }

    /**
     * Runs something soon, and as soon as no link is being made.
     * @param {() => void} act
     */
    whenBegun(act) {
        this.#afterLinks.run(act);
    }

    /** Leaves: every link is closed at once and none comes back. */
    close() {
        for (const end of this.#ends) end();
        this.#ends = [];
        this.#report.end();
        this.#links.end();
        this.#afterLinks.look();
        this.#client.heldLinks = () => [];
    }

    /** @param {boolean} replay */
    #welcomed = (replay) => {
        this.#links.follow();
        for (const { link } of this.#links.held.values()) link.repeat(!replay);
        this.#report.tellAnew();
        this.#mend();
    };

    /**
     * @param {number} peer
     * @param {MediaStream|null} stream
     */
    #streamed = (peer, stream) => {
        // Before anything is sent: an encoder that is set up anew loses its first frames.
        if (stream) this.#setEncodings();
        this.#tell('stream', { peer, stream });
    };

    /**
     * @param {number} peer
     * @param {string} state
     */
    #linkChanged = (peer, state) => {
        if (state === 'connected' || state === 'closed') this.#setEncodings();
        this.#tell('link', { peer, state });
        if (state !== 'new' && state !== 'closed') this.#mend();
        this.#afterLinks.look();
    };

    #mend = () => {
        const now = this.#surroundings.now();
        const live = this.#client.connection.phase === 'open';
        for (const [peer, { link, mending }] of this.#links.held) {
            const seat = this.#client.state?.seats.find((each) => each.seat === peer);
            const act = mending.next(now, {
                state: link.state,
                reachable: live && (seat?.presence ?? 'here') === 'here',
                soundExpected: seat?.media.microphone === 'live' && !this.#guard.resting && hears(link.entry),
            });
            if (act === 'restart' && !link.isStuck) link.restart();
            else if (act) this.#client.request('renew_link', { peer, epoch: link.entry.epoch }).catch(() => {});
        }
    };

    #networkChanged = () => {
        for (const { mending } of this.#links.held.values()) mending.networkChanged();
        this.#mend();
    };

    #captured = () => {
        for (const { link } of this.#links.held.values()) link.setTracks();
        this.#report.tell();
    };

    #setEncodings = () => {
        const { held } = this.#links;
        for (const { link } of held.values()) {
            link.setEncoding(pictureEncoding((link.quality ?? BEST).rung, held.size, this.#capture.profile));
        }
    };

    #measure = async () => {
        const now = this.#surroundings.now();
        const rows = [];
        for (const [peer, { link, mending }] of [...this.#links.held]) {
            const packets = link.reading?.packets ?? 0;
            const reading = await link.measure(now);
            const { state } = link;
            if (!reading || state === 'closed') continue;
            if (reading.packets > packets) mending.heard(now);
            if (state === 'connected') link.quality = step(link.quality ?? BEST, reading.sample);
            rows.push({ peer, epoch: link.entry.epoch, state, ...reading.received });
            this.#tell('stats', { peer, stats: reading.received });
        }
        if (rows.length) this.#client.report('stats', { links: rows });
        this.#setEncodings();
    };

    #listenForSpeaker = () => {
        const { levels } = this.#links;
        if (!levels) return;
        const { status, level } = this.#capture;
        const me = this.#client.state?.me.seat;
        if (me !== undefined && levels.length) levels.push([me, status.microphone === 'live' ? level : 0]);
        if (this.#speaker.look(levels)) this.#tell('speaker', { seat: this.#speaker.current });
    };

    /**
     * @param {EventTarget} target
     * @param {string} type
     * @param {(event: CustomEvent) => void} act
     */
    #listen = (target, type, act) => {
        const listener = /** @type {EventListener} */ (act);
        target.addEventListener(type, listener);
        this.#ends.push(() => target.removeEventListener(type, listener));
    };

    /**
     * @param {string} type
     * @param {object} detail
     */
    #tell = (type, detail) => {
        this.dispatchEvent(new CustomEvent(type, { detail }));
    };
}
