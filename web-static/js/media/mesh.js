import { pictureEncoding } from './encoding.js';
import { Link } from './link.js';
import { Mending } from './mending.js';
import { browserMeshSurroundings } from './mesh-surroundings.js';
import { BEST, step } from './quality.js';
import { Speaker } from './speaker.js';

/** How often the page looks whether links need mending, follows the list, and measures; ms. */
const LOOK_MS = 1_000;
const FOLLOW_MS = 3_000;
const MEASURE_MS = 5_000;
const SPEAKER_MS = 400;

/**
 * @typedef {import('../protocol/room-client.js').RoomClient} RoomClient
 * @typedef {import('../protocol/types.js').LinkEntry} LinkEntry
 * @typedef {import('../protocol/types.js').SignalBody} SignalBody
 * @typedef {import('./mesh-surroundings.js').MeshSurroundings} MeshSurroundings
 * @typedef {EventTarget & {status: import('../protocol/types.js').MediaState, tracks: import('./link.js').Tracks,
 *   level: number, profile?: import('./encoding.js').Profile}} MediaSource a Capture, or what looks like one
 * @typedef {{link: Link, mending: Mending, shown: string}} Held
 */

/**
 * All links of this page. The server's list is the whole truth: what isn't listed is closed at once, what is missing is
 * made, at each change and every 3 s. It reports what the tracks do (`media`) and what the links carry (`stats`) by itself.
 *
 * Events: `stream` {peer, stream|null}, `link` {peer, state}, `speaker` {seat|null}, `stats` {peer, stats}.
 */
export class Mesh extends EventTarget {
    #client;
    #capture;
    #surroundings;
    #speaker = new Speaker();
    /** @type {Map<number, Held>} by the peer's seat */
    #held = new Map();
    /** @type {Map<number, {epoch: number, bodies: SignalBody[]}>} signals for links that are listed and not yet made */
    #early = new Map();
    /** @type {RTCCertificate[]} */
    #certificates = [];
    #ready = false;
    /** @type {(() => void)[]} */
    #ends = [];
    #reported = '';
    #measuredAt = 0;

    /** @param {{client: RoomClient, capture: MediaSource, surroundings?: MeshSurroundings}} parts */
    constructor({ client, capture, surroundings = browserMeshSurroundings() }) {
        super();
        this.#client = client;
        this.#capture = capture;
        this.#surroundings = surroundings;
        client.heldLinks = () => [...this.#held.values()].map(({ link }) => ({ peer: link.entry.peer, epoch: link.entry.epoch }));
        this.#listen(client, 'state', (event) => { if (event.detail.changed.has('links')) this.#follow(); });
        this.#listen(client, 'signal', (event) => this.#signalled(event.detail));
        this.#listen(client, 'welcome', (event) => this.#welcomed(event.detail.replay));
        this.#listen(client, 'ice', () => this.#follow());
        this.#listen(client, 'connection', () => { if (client.connection.phase === 'stopped') this.#closeAll(); });
        this.#listen(capture, 'change', () => this.#captured());
        this.#ends.push(
            surroundings.every(LOOK_MS, this.#mend),
            surroundings.every(FOLLOW_MS, () => this.#follow()),
            surroundings.every(MEASURE_MS, () => { this.#measure(); }),
            surroundings.every(SPEAKER_MS, this.#listenForSpeaker),
            surroundings.onNetworkChange(this.#networkChanged),
        );
        surroundings.certificate().then((certificate) => { this.#certificates = [certificate]; }, () => {}).then(() => {
            this.#ready = true;
            this.#follow();
        });
        this.#reportMedia();
    }

    /** The seats whose link is connected now, measured. */
    openPeers() {
        return [...this.#held.values()].filter(({ link }) => link.state === 'connected').map(({ link }) => link.entry.peer);
    }

    /** @param {number} peer */
    streamOf(peer) {
        return this.#held.get(peer)?.link.stream ?? null;
    }

    /** What arrives from this peer, as last measured. @param {number} peer */
    statsOf(peer) {
        return this.#held.get(peer)?.link.reading?.received ?? null;
    }

    /** The seat that speaks, or null. */
    get speaker() {
        return this.#speaker.current;
    }

    /** Leaves: every link is closed at once and none comes back. */
    close() {
        for (const end of this.#ends) end();
        this.#ends = [];
        this.#ready = false;
        this.#closeAll();
        this.#client.heldLinks = () => [];
    }

    #follow = () => {
        const state = this.#client.state;
        if (!state || !this.#ready || this.#client.connection.phase === 'stopped') return;
        const listed = new Map(state.links.map((entry) => [entry.peer, entry]));
        const count = this.#held.size;
        for (const [peer, { link }] of this.#held) {
            const entry = listed.get(peer);
            const same = entry && entry.epoch === link.entry.epoch && entry.offerer === link.entry.offerer
                && entry.paths === link.entry.paths;
            if (!same) this.#close(peer);
        }
        for (const [peer, entry] of listed) if (!this.#held.has(peer)) this.#make(entry);
        if (this.#held.size !== count) this.#setEncodings();
    };

    /** @param {LinkEntry} entry */
    #make = (entry) => {
        // A relay link without a relay could only fail: the credentials come with the welcome or soon after consent.
        if (entry.paths === 'relay' && !this.#client.ice) return;
        const { peer, epoch } = entry;
        const { now, random, connect, after } = this.#surroundings;
        const link = new Link(entry, {
            configuration: () => this.#configuration(entry),
            connect,
            after,
            signal: (body) => this.#client.signal(peer, epoch, body),
            tracks: () => this.#capture.tracks,
            changed: () => this.#changed(peer),
            streamed: () => this.#tell('stream', { peer, stream: link.stream }),
        });
        this.#held.set(peer, { link, mending: new Mending(now(), random), shown: link.state });
        const early = this.#early.get(peer);
        this.#early.delete(peer);
        if (early?.epoch === epoch) for (const body of early.bodies) link.received(body);
        this.#tell('link', { peer, state: link.state });
    };

    /**
     * @param {LinkEntry} entry
     * @returns {RTCConfiguration}
     */
    #configuration = (entry) => ({
        iceServers: this.#client.ice?.servers ?? [],
        iceTransportPolicy: entry.paths === 'relay' ? 'relay' : 'all',
        bundlePolicy: 'max-bundle',
        certificates: this.#certificates.length ? this.#certificates : undefined,
    });

    /** @param {number} peer */
    #close = (peer) => {
        const held = this.#held.get(peer);
        if (!held) return;
        this.#held.delete(peer);
        held.link.close();
        this.#tell('stream', { peer, stream: null });
        this.#tell('link', { peer, state: 'closed' });
    };

    #closeAll = () => {
        for (const peer of [...this.#held.keys()]) this.#close(peer);
        this.#early.clear();
    };

    /** @param {{from: number, epoch: number, body: SignalBody}} signal */
    #signalled = ({ from, epoch, body }) => {
        const held = this.#held.get(from);
        if (held) {
            if (held.link.entry.epoch !== epoch) return;
            if (body.kind === 'description' && body.sdp?.type === 'offer') held.mending.otherSideTries(this.#surroundings.now());
            return held.link.received(body);
        }
        if (!this.#client.state?.links.some((entry) => entry.peer === from && entry.epoch === epoch)) return;
        const early = this.#early.get(from);
        if (early?.epoch === epoch) early.bodies.push(body);
        else this.#early.set(from, { epoch, bodies: [body] });
    };

    /** @param {boolean} replay */
    #welcomed = (replay) => {
        this.#follow();
        for (const { link } of this.#held.values()) link.repeat(!replay);
        this.#reported = '';
        this.#reportMedia();
        this.#mend();
    };

    /** @param {number} peer */
    #changed = (peer) => {
        const held = this.#held.get(peer);
        if (!held || held.shown === held.link.state) return;
        held.shown = held.link.state;
        if (held.shown === 'connected') this.#setEncodings();
        this.#tell('link', { peer, state: held.shown });
        this.#mend();
    };

    #mend = () => {
        const now = this.#surroundings.now();
        const live = this.#client.connection.phase === 'open';
        for (const [peer, { link, mending }] of this.#held) {
            const seat = this.#client.state?.seats.find((each) => each.seat === peer);
            const act = mending.next(now, {
                state: link.state,
                reachable: live && (seat?.presence ?? 'here') === 'here',
                soundExpected: seat?.media?.microphone === 'live',
            });
            if (act === 'restart') link.restart();
            if (act === 'renew') this.#client.request('renew_link', { peer, epoch: link.entry.epoch }).catch(() => {});
        }
    };

    #networkChanged = () => {
        for (const { mending } of this.#held.values()) mending.networkChanged();
        this.#mend();
    };

    #captured = () => {
        for (const { link } of this.#held.values()) link.setTracks();
        this.#reportMedia();
    };

    #reportMedia = () => {
        const { microphone, camera } = this.#capture.status;
        const said = `${microphone} ${camera}`;
        if (said !== this.#reported && this.#client.report('media', { microphone, camera })) this.#reported = said;
    };

    #setEncodings = () => {
        for (const { link } of this.#held.values()) {
            const { rung } = link.quality ?? BEST;
            link.setEncoding(pictureEncoding(rung, this.#held.size, this.#capture.profile ?? 'phone'));
        }
    };

    #measure = async () => {
        const now = this.#surroundings.now();
        const rows = [];
        for (const [peer, { link, mending }] of [...this.#held]) {
            const packets = link.reading?.packets ?? 0;
            const reading = await link.measure(now);
            if (!reading) continue;
            if (reading.packets > packets) mending.heard(now);
            if (link.state === 'connected') link.quality = step(link.quality ?? BEST, reading.sample);
            rows.push({ peer, epoch: link.entry.epoch, state: link.state, ...reading.received });
            this.#tell('stats', { peer, stats: reading.received });
        }
        this.#measuredAt = now;
        if (rows.length) this.#client.report('stats', { links: rows });
        this.#setEncodings();
    };

    #listenForSpeaker = () => {
        /** @type {[number, number][]} */
        const levels = [...this.#held].map(([peer, { link }]) => [peer, link.level]);
        const me = this.#client.state?.me.seat;
        if (me !== undefined && this.#held.size) levels.push([me, this.#capture.status.microphone === 'live' ? this.#capture.level : 0]);
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
