import { DeviceChoice } from './device-choice.js';
import { acquire, canCapture, watchDevices } from './devices.js';
import { LevelMeter } from './level-meter.js';
import { statusOfTrack } from './media-errors.js';
import { Questions } from './questions.js';

/** How long a track that the system took away is left before it is asked for anew; ms. */
const RECOVER_MS = 4_000;

/**
 * @typedef {import('../protocol/types.js').MediaState} MediaState
 * @typedef {import('../protocol/types.js').MediaStatus} MediaStatus
 * @typedef {import('./devices.js').Kind} Kind
 */

/**
 * This page's camera and microphone. Its status is what the tracks do, measured, and not what was asked of them. There
 * is one capture a page: a second one would silence the first on iOS.
 *
 * Event: `change`, when `status` or `tracks` is another one.
 */
export class Capture extends EventTarget {
    /** @type {MediaState} */
    status = { microphone: 'off', camera: 'off' };
    /** @type {{microphone: MediaStreamTrack|null, camera: MediaStreamTrack|null}} what a call sends; null: nothing */
    tracks = { microphone: null, camera: null };
    /** @type {MediaStream|null} for the preview (muted); one object for as long as the page lives */
    stream = null;

    #profile;
    #meter = new LevelMeter();
    /** @type {Record<Kind, boolean|null>} what is wanted; null: never asked for */
    #wanted = { microphone: null, camera: null };
    /** @type {Record<Kind, MediaStatus|null>} why a device could not be had */
    #lacking = { microphone: null, camera: null };
    #choice;
    /** @type {Record<Kind, number>} */
    #triedAt = { microphone: 0, camera: 0 };
    #questions = new Questions(() => { this.dispatchEvent(new CustomEvent('change')); });
    /** @type {(() => void)|null} */
    #unwatch = null;

    /**
     * @param {{profile?: import('./encoding.js').Profile, choice?: DeviceChoice}} [options] `desk`: 960x540, for the
     *   officer; else 640x360
     */
    constructor(options) {
        super();
        this.#profile = options?.profile ?? 'phone';
        this.#choice = options?.choice ?? new DeviceChoice();
    }

    get profile() { return this.#profile; }

    /** Whether the browser's question has been open for long, so that it may be put anew. */
    get isUnanswered() { return this.#questions.isUnanswered; }

    /** Whether this browser can give devices at all; where not, only another browser helps. */
    get supported() {
        return canCapture();
    }

    /** How loud the own microphone is, 0 to 1. */
    get level() { return this.#meter.level; }

    /**
     * Asks for what is wanted. It never rejects: `status` says what came of it.
     * @param {{camera?: boolean, microphone?: boolean}} [wanted]
     */
    async start(wanted) {
        const { camera = true, microphone = true } = wanted ?? {};
        this.#watch();
        /** @type {Kind[]} */
        const kinds = [];
        if (microphone) kinds.push('microphone');
        if (camera) kinds.push('camera');
        for (const kind of kinds) this.#wanted[kind] = true;
        this.#meter.resume();
        await this.#ask(kinds);
    }

    /** Lets go of both devices. */
    stop() {
        this.#unwatch?.();
        this.#unwatch = null;
        for (const kind of /** @type {Kind[]} */ (['microphone', 'camera'])) {
            this.#wanted[kind] = this.#lacking[kind] = null;
            this.#drop(kind);
        }
        this.#meter.close();
        this.#look();
    }

    /**
     * Mutes by the track itself: it is silence from this moment on.
     * @param {boolean} on
     */
    async setMicrophone(on) {
        this.#watch();
        this.#wanted.microphone = on;
        const track = this.tracks.microphone;
        if (track && track.readyState === 'live') {
            track.enabled = on;
            this.#meter.restart();
            this.#meter.resume();
            this.#look();
        } else if (on) await this.#ask(['microphone']);
    }

    /**
     * Off lets go of the camera, so that its light goes out.
     * @param {boolean} on
     */
    async setCamera(on) {
        this.#watch();
        this.#wanted.camera = on;
        if (on) return this.#ask(['camera']);
        this.#lacking.camera = null;
        this.#drop('camera');
        this.#look();
    }

    /**
     * The device that is in use; '' when there is none, or the browser does not tell.
     * @param {Kind} kind
     */
    deviceOf(kind) {
        return this.tracks[kind]?.getSettings?.().deviceId ?? '';
    }

    /**
     * Another device was chosen: it is in use at once where this kind is in use, muted or not as it was.
     * @param {Kind} kind
     */
    async change(kind) {
        await this.#questions.last;
        if (!this.tracks[kind] && !this.#lacking[kind]) return;
        // Phones give one camera at a time.
        this.#drop(kind);
        await this.#ask([kind]);
    }

    /** @param {Kind[]} kinds */
    #ask = (kinds) => this.#questions.put(() => this.#acquire(kinds));

    /** @param {Kind[]} kinds */
    #acquire = async (kinds) => {
        const needed = kinds.filter((kind) => this.#wanted[kind] !== null && !isGood(this.tracks[kind]));
        if (!needed.length) return this.#look();
        const [cameraId, microphoneId] = [this.#choice.of('camera'), this.#choice.of('microphone')];
        const { had, lacking } = await acquire(needed, { cameraId, microphoneId, profile: this.#profile });
        for (const kind of needed) {
            this.#triedAt[kind] = Date.now();
            const track = had[kind];
            if (track && this.#isUnwanted(kind)) track.stop();
            else if (track) this.#hold(kind, track);
            this.#lacking[kind] = this.#wanted[kind] === null ? null : lacking[kind] ?? null;
        }
        this.#look();
    };

    /** @param {Kind} kind stopped, switched off, or had by a later question, while the browser was asking */
    #isUnwanted = (kind) =>
        this.#wanted[kind] === null || (kind === 'camera' && !this.#wanted.camera) || isGood(this.tracks[kind]);

    /**
     * @param {Kind} kind
     * @param {MediaStreamTrack} track
     */
    #hold = (kind, track) => {
        this.#drop(kind);
        this.stream ??= new MediaStream();
        this.stream.addTrack(track);
        this.tracks = { ...this.tracks, [kind]: track };
        track.onended = track.onmute = track.onunmute = this.#look;
        if (kind === 'microphone') {
            track.enabled = this.#wanted.microphone !== false;
            this.#meter.listenTo(track);
        }
    };

    /** @param {Kind} kind */
    #drop = (kind) => {
        const track = this.tracks[kind];
        if (!track) return;
        track.onended = track.onmute = track.onunmute = null;
        track.stop();
        this.stream?.removeTrack(track);
        this.tracks = { ...this.tracks, [kind]: null };
        if (kind === 'microphone') this.#meter.listenTo(null);
    };

    #shown = '';
    /** @type {object} */
    #shownTracks = this.tracks;

    #look = () => {
        const status = { microphone: this.#statusOf('microphone'), camera: this.#statusOf('camera') };
        const shown = `${status.microphone} ${status.camera}`;
        if (shown === this.#shown && this.tracks === this.#shownTracks) return;
        this.#shown = shown;
        this.#shownTracks = this.tracks;
        this.status = status;
        this.dispatchEvent(new CustomEvent('change'));
    };

    /**
     * @param {Kind} kind
     * @returns {MediaStatus}
     */
    #statusOf = (kind) => {
        const track = this.tracks[kind];
        if (track) return statusOfTrack(track, kind === 'microphone' && this.#meter.isSilent);
        if (this.#lacking[kind]) return this.#lacking[kind] ?? 'missing';
        return this.#wanted[kind] === false ? 'muted' : 'off';
    };

    /**
     * After a phone call live tracks are dead on iOS, and a pulled plug ends one: ask anew while somebody looks.
     * @param {boolean} now without waiting
     */
    #recover = (now) => {
        if (document.visibilityState !== 'visible') return;
        for (const kind of /** @type {Kind[]} */ (['microphone', 'camera'])) {
            const status = this.#statusOf(kind);
            const lost = status === 'stopped' || status === 'busy' || (now && status === 'missing');
            if (!this.#wanted[kind] || !lost || (!now && Date.now() - this.#triedAt[kind] < RECOVER_MS)) continue;
            this.#triedAt[kind] = Date.now();
            this.#ask([kind]);
        }
    };

    #watch = () => {
        if (this.#unwatch) return;
        this.#unwatch = watchDevices({
            looked: () => { this.#look(); this.#recover(false); },
            shown: () => this.#meter.resume(),
            plugged: () => this.#recover(true),
        });
    };
}

/**
 * Whether there is no need for another track of this kind.
 * @param {MediaStreamTrack|null} track
 */
function isGood(track) {
    return track !== null && track.readyState === 'live' && !track.muted;
}
