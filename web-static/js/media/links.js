import { within } from '../lib/within.js';
import { BEGIN_MS } from './after-links.js';
import { Link } from './link.js';
import { Mending } from './mending.js';

/** A link that isn't connected after so long has to be mended and is no longer on its way; ms. */
const SETTLE_MS = 2_000;
/** A certificate is made in milliseconds; without one after so long, links are made all the same; ms. */
const CERTIFICATE_MS = 3_000;

/**
 * @typedef {import('../protocol/room-client.js').RoomClient} RoomClient
 * @typedef {import('../protocol/types.js').LinkEntry} LinkEntry
 * @typedef {import('../protocol/types.js').SignalBody} SignalBody
 * @typedef {{link: Link, mending: Mending, shown: string, madeAt: number}} Held
 *
 * @typedef {object} LinksOwner
 * @property {() => import('./link.js').Tracks} tracks
 * @property {(peer: number, stream: MediaStream|null) => void} streamed
 * @property {(peer: number, state: string) => void} changed
 */

/**
 * The links that this page holds, kept equal to the server's list: what isn't listed is closed at once, another epoch
 * is another link, what is missing is made.
 */
export class Links {
    /** @type {Map<number, Held>} by the peer's seat */
    held = new Map();

    #client;
    #owner;
    #surroundings;
    /** @type {Map<number, {epoch: number, bodies: SignalBody[]}>} signals for links that are listed and not yet made */
    #early = new Map();
    /** @type {RTCCertificate[]|null} null: not yet known */
    #certificates = null;
    #over = false;
    /** @type {Set<Link>} closed, and not yet shut by the browser's own word */
    #closing = new Set();

    /**
     * @param {RoomClient} client
     * @param {LinksOwner} owner
     * @param {import('./mesh-surroundings.js').MeshSurroundings} surroundings
     */
    constructor(client, owner, surroundings) {
        this.#client = client;
        this.#owner = owner;
        this.#surroundings = surroundings;
    }

    /** Links can be made from here on, all under one certificate. */
    async prepare() {
        try {
            const { certificate, after } = this.#surroundings;
            const made = await within(CERTIFICATE_MS, certificate(), null, after);
            this.#certificates = made ? [made] : [];
        } catch {
            // The browser makes one a link; the server will bind the first.
            this.#certificates = [];
        }
        this.follow();
    }

    follow() {
        const { state, connection } = this.#client;
        if (this.#over || !state || !this.#certificates || connection.phase === 'stopped') return;
        const listed = new Map(state.links.map((entry) => [entry.peer, entry]));
        for (const [peer, { link }] of this.held) {
            const entry = listed.get(peer);
            const same = entry && entry.epoch === link.entry.epoch && entry.offerer === link.entry.offerer
                && entry.paths === link.entry.paths;
            if (!same) this.#close(peer);
            else if (entry !== link.entry) link.pass(entry);
        }
        for (const [peer, entry] of listed) if (!this.held.has(peer)) this.#make(entry);
    }

    /** @param {{from: number, epoch: number, body: SignalBody}} signal */
    signalled({ from, epoch, body }) {
        const held = this.held.get(from);
        if (held) {
            if (held.link.entry.epoch !== epoch) return;
            const isOffer = body.kind === 'description' && body.sdp.type === 'offer';
            if (isOffer) held.mending.otherSideTries(this.#surroundings.now());
            held.link.received(body);
            return;
        }
        if (!this.#client.state?.links.some((entry) => entry.peer === from && entry.epoch === epoch)) return;
        const early = this.#early.get(from);
        if (early && early.epoch === epoch) early.bodies.push(body);
        else this.#early.set(from, { epoch, bodies: [body] });
    }

    /** The peers to which this page has any connection, also one that is closed and not yet shut. */
    get peers() {
        this.#forgetShut();
        return [...new Set([...this.held.keys(), ...[...this.#closing].map((link) => link.entry.peer)])];
    }

    #forgetShut = () => {
        for (const link of this.#closing) if (link.isShut) this.#closing.delete(link);
    };

    /** Whether this page holds no connection but those that are listed: measured, not asked for. */
    get isWithinList() {
        this.#forgetShut();
        const listed = this.#client.state?.links ?? [];
        return this.#closing.size === 0
            && [...this.held.keys()].every((peer) => listed.some((entry) => entry.peer === peer));
    }

    /** Whether a link is being made this very moment: what both sides have to say before a path can be tried. */
    get isBeginning() {
        return this.#isAnyYoung(BEGIN_MS, (state) => state === 'new');
    }

    /**
     * @param {number} ms
     * @param {(state: string) => boolean} is
     */
    #isAnyYoung = (ms, is) => {
        const now = this.#surroundings.now();
        return [...this.held.values()].some(({ link, madeAt }) => now - madeAt < ms && is(link.state));
    };

    /**
     * How loud everybody is this moment. Null while a link is on its way: the browser answers on the threads that are
     * making it, and the page would stand still until they do.
     * @returns {[number, number][]|null} seat and level
     */
    get levels() {
        if (this.#isAnyYoung(SETTLE_MS, (state) => state !== 'connected')) return null;
        return [...this.held].map(([peer, { link }]) => [peer, link.level]);
    }

    /** Closes every link; none is made any more. */
    end() {
        this.#over = true;
        this.closeAll();
    }

    closeAll() {
        for (const peer of [...this.held.keys()]) this.#close(peer);
        this.#early.clear();
    }

    /** @param {LinkEntry} entry */
    #make = (entry) => {
        // A relay link without a relay could only fail: the credentials come with the welcome or soon after consent.
        if (entry.paths === 'relay' && !this.#client.ice) return;
        const { peer, epoch } = entry;
        const { now, random, connect, after } = this.#surroundings;
        /** @type {Link} */
        const link = new Link(entry, {
            configuration: () => this.#configuration(entry.paths),
            connect,
            after,
            signal: (body) => this.#client.signal(peer, epoch, body),
            tracks: this.#owner.tracks,
            changed: () => this.#changed(peer),
            streamed: () => this.#owner.streamed(peer, link.stream),
        });
        this.held.set(peer, { link, mending: new Mending(now(), random), shown: link.state, madeAt: now() });
        const early = this.#early.get(peer);
        this.#early.delete(peer);
        if (early?.epoch === epoch) for (const body of early.bodies) link.received(body);
        this.#owner.changed(peer, link.state);
    };

    /**
     * @param {'relay'|'direct'} paths
     * @returns {RTCConfiguration}
     */
    #configuration = (paths) => ({
        iceServers: this.#client.ice?.servers ?? [],
        iceTransportPolicy: paths === 'relay' ? 'relay' : 'all',
        bundlePolicy: 'max-bundle',
        ...(this.#certificates?.length ? { certificates: this.#certificates } : {}),
    });

    /** @param {number} peer */
    #changed = (peer) => {
        const held = this.held.get(peer);
        if (!held || held.shown === held.link.state) return;
        held.shown = held.link.state;
        this.#owner.changed(peer, held.shown);
    };

    /** @param {number} peer */
    #close = (peer) => {
        const held = this.held.get(peer);
        if (!held) return;
        this.held.delete(peer);
        held.link.close();
        if (!held.link.isShut) this.#closing.add(held.link);
        if (held.link.stream) this.#owner.streamed(peer, null);
        this.#owner.changed(peer, 'closed');
    };
}
