import { CandidateInlet } from './candidate-inlet.js';
import { CandidateOutlet } from './candidate-outlet.js';
import { preferCodecs } from './codecs.js';
import { addCandidate, renewRelays, stateOf } from './connections.js';
import { Encodings } from './encoding.js';
import { LinkMeter } from './link-meter.js';
import { hears, sent, taken, takeTheSame } from './passing.js';
import { forTheWire, fromTheWire } from './session-description.js';
import { TrackGivers } from './track-givers.js';
import { Turns } from './turns.js';

/** The places of a link's media, in the order of its description. The screen's stays empty until somebody shows it. */
const [AUDIO, CAMERA] = [0, 1];

/**
 * @typedef {import('../protocol/types.js').LinkEntry} LinkEntry
 * @typedef {import('../protocol/types.js').SignalBody} SignalBody
 * @typedef {import('../protocol/types.js').DescriptionBody} DescriptionBody
 * @typedef {{microphone: MediaStreamTrack|null, camera: MediaStreamTrack|null}} Tracks
 *
 * @typedef {object} LinkOwner
 * @property {() => RTCConfiguration} configuration with the newest relay credentials
 * @property {(configuration: RTCConfiguration) => RTCPeerConnection} connect
 * @property {(body: SignalBody) => boolean} signal whether it left
 * @property {() => Tracks} tracks what may leave on any link now
 * @property {() => void} changed the connection's state
 * @property {() => void} streamed the other side's stream is there
 * @property {(ms: number, act: () => void) => void} after
 */

/**
 * One RTCPeerConnection, named by its pair and epoch. The lower seat offers, the other one asks for it: no glare. After
 * the first offer only ICE restarts are negotiated; tracks come and go by replaceTrack in three fixed transceivers.
 */
export class Link {
    /** @type {MediaStream|null} the other side's */
    stream = null;
    /** @type {import('./quality.js').Quality|null} kept here by the ladder of quality */
    quality = null;

    #owner;
    #connection;
    #configuration;
    #encodings;
    #givers = new TrackGivers();
    #outlet;
    #inlet;
    #closed = false;
    #turns;
    #meter;
    /** The last n offered (offerer) or applied (answerer). */
    #n = 0;
    /** @type {DescriptionBody|null} the offerer's, until it is answered */
    #openOffer = null;
    /** @type {DescriptionBody|null} the answerer's, to the last offer */
    #answer = null;

    /**
     * @param {LinkEntry} entry
     * @param {LinkOwner} owner
     */
    constructor(entry, owner) {
        this.entry = entry;
        this.#owner = owner;
        this.#encodings = new Encodings(owner.after);
        // A step that fails leaves a link that doesn't connect: the mending tries again, then asks for a new one.
        this.#turns = new Turns(owner.after,
            (error) => { if (!this.#closed) console.warn('link', entry.peer, String(error)); });
        this.#connection = owner.connect(this.#configuration = owner.configuration());
        this.#meter = new LinkMeter(this.#connection, owner.after);
        this.#connection.onconnectionstatechange = this.#connection.oniceconnectionstatechange = () => {
            if (!this.#closed) owner.changed();
        };
        this.#connection.onicecandidate = ({ candidate }) => { if (!this.#closed) this.#outlet.gathered(candidate); };
        this.#outlet = new CandidateOutlet(owner.signal, entry.paths, (ms, act) => {
            owner.after(ms, () => { if (!this.#closed) act(); });
        });
        this.#inlet = new CandidateInlet((candidate) => addCandidate(this.#connection, candidate));
        if (entry.offerer) this.#run(() => this.#begin());
    }

    /** Whether the browser has stopped negotiating without an end: only a new link helps. */
    get isStuck() { return this.#turns.isStuck; }
    get state() { return this.#closed ? 'closed' : stateOf(this.#connection); }

    /** Mends the path: the offerer by a new offer, the other side by asking for it. */
    restart() {
        if (!this.entry.offerer) this.#owner.signal({ kind: 'restart' });
        else this.#run(() => this.#offer(true));
    }

    /** @param {SignalBody} body */
    received(body) {
        this.#run(async () => {
            if (body.kind === 'candidates') return this.#inlet.received(body);
            if (body.kind === 'restart') {
                if (!this.entry.offerer) return;
                // An offer that is still open is the restart that was asked for.
                if (this.#openOffer) this.#owner.signal(this.#openOffer);
                else await this.#offer(true);
            } else if (body.kind === 'description') {
                if (body.sdp.type === 'offer') await this.#offered(body);
                else await this.#answered(body);
            }
        });
    }

    /**
     * After a welcome: what left before it may be lost. Each n is applied once, so that a repeat does no harm.
     * @param {boolean} all false: the server replayed, only what is unfinished can be missing
     */
    repeat(all) {
        this.#run(async () => {
            if (!all && this.state === 'connected' && !this.#openOffer) return;
            const description = this.entry.offerer ? this.#openOffer : this.#answer;
            if (description) this.#owner.signal(description);
            this.#outlet.repeat();
        });
    }

    /**
     * Gives the senders the tracks that the capture has now.
     * @returns {Promise<unknown>} until they carry them: without an end where negotiation has none
     */
    setTracks() {
        const { microphone, camera } = sent(this.entry, this.#owner.tracks());
        const senders = this.#connection.getTransceivers().map((transceiver) => transceiver.sender);
        /** @type {[RTCRtpSender, MediaStreamTrack|null][]} */
        const given = [[senders[AUDIO], microphone], [senders[CAMERA], camera]];
        return Promise.all(given.map(([sender, track]) => {
            if (!sender || this.#closed) return undefined;
            return this.#givers.give(sender, track);
        }));
    }

    /** @param {LinkEntry} entry the same link, with other media let pass */
    pass(entry) {
        const before = this.entry;
        this.entry = entry;
        this.setTracks();
        if (!this.stream || takeTheSame(before, entry)) return;
        this.stream = null;
        this.#streamed();
    }

    /** @param {import('./encoding.js').PictureEncoding} picture */
    async setEncoding(picture) {
        const [audio, camera] = this.#connection.getTransceivers();
        if (camera && !this.#closed) await this.#encodings.use(picture, audio.sender, camera.sender);
    }

    /** @param {number} now */
    async measure(now) {
        const reading = this.#closed ? null : await this.#meter.measure(now);
        return this.#closed ? null : reading;
    }

    /** What was measured last. */
    get reading() { return this.#meter.reading; }

    /** How loud the other side is this moment, 0 to 1. */
    get level() {
        if (!hears(this.entry)) return 0;
        const receiver = this.#connection.getTransceivers()[AUDIO]?.receiver;
        // Since Chromium 69, Safari 12.1, Firefox 61; the level itself is optional.
        const source = receiver?.getSynchronizationSources ? receiver.getSynchronizationSources()[0] : undefined;
        return source?.audioLevel ?? this.reading?.level ?? 0;
    }

    /** Whether nothing can pass any more, as the browser itself says. */
    get isShut() { return this.#closed && stateOf(this.#connection) === 'closed'; }

    close() {
        if (this.#closed) return;
        this.#closed = true;
        this.#connection.onconnectionstatechange = this.#connection.oniceconnectionstatechange = null;
        this.#connection.onicecandidate = null;
        this.#connection.close();
    }

    #begin = async () => {
        this.#connection.addTransceiver('audio', { direction: 'sendrecv' });
        preferCodecs(this.#connection.addTransceiver('video', { direction: 'sendrecv' }));
        preferCodecs(this.#connection.addTransceiver('video', { direction: 'sendrecv' }));
        await this.setTracks();
        await this.#offer(false);
    };

    /** @param {boolean} iceRestart */
    #offer = async (iceRestart) => {
        this.#configuration = renewRelays(this.#connection, this.#configuration, this.#owner.configuration());
        const offer = await this.#connection.createOffer({ iceRestart });
        this.#outlet.restart();
        await this.#connection.setLocalDescription(offer);
        this.#n += 1;
        this.#openOffer = { kind: 'description', n: this.#n, sdp: { type: 'offer', sdp: forTheWire(offer.sdp ?? '') } };
        this.#owner.signal(this.#openOffer);
    };

    /** @param {DescriptionBody} body */
    #offered = async ({ n, sdp }) => {
        if (this.entry.offerer || n < this.#n) return;
        if (n === this.#n) {
            if (this.#answer) this.#owner.signal(this.#answer);
            return;
        }
        this.#n = n;
        this.#answer = null;
        this.#configuration = renewRelays(this.#connection, this.#configuration, this.#owner.configuration());
        await this.#connection.setRemoteDescription(fromTheWire(sdp));
        for (const transceiver of this.#connection.getTransceivers()) {
            transceiver.direction = 'sendrecv';
            if (transceiver.receiver.track.kind === 'video') preferCodecs(transceiver);
        }
        await this.setTracks();
        const answer = await this.#connection.createAnswer();
        this.#outlet.restart();
        await this.#connection.setLocalDescription(answer);
        this.#answer = { kind: 'description', n, sdp: { type: 'answer', sdp: forTheWire(answer.sdp ?? '') } };
        this.#owner.signal(this.#answer);
        await this.#described(sdp.sdp);
    };

    /** @param {DescriptionBody} body */
    #answered = async ({ n, sdp }) => {
        if (n !== this.#openOffer?.n) return;
        await this.#connection.setRemoteDescription(fromTheWire(sdp));
        this.#openOffer = null;
        await this.#described(sdp.sdp);
    };

    /** @param {string} sdp */
    #described = async (sdp) => {
        const adding = this.#inlet.described(sdp);
        this.#streamed();
        await adding;
    };

    #streamed = () => {
        if (this.stream) return;
        const receivers = this.#connection.getTransceivers().map((transceiver) => transceiver.receiver);
        this.stream = new MediaStream(taken(this.entry, receivers[AUDIO].track, receivers[CAMERA].track));
        this.#owner.streamed();
    };

    /** @param {() => Promise<void>} step */
    #run = (step) => {
        this.#turns.run(() => (this.#closed ? undefined : step()));
    };
}
