/**
 * A desk with two of everything, as the browser shows it: devices can be pulled out, put back and held by another
 * program.
 */

const ALL = [
    { kind: 'videoinput', deviceId: 'c1', label: 'front' }, { kind: 'videoinput', deviceId: 'c2', label: 'back' },
    { kind: 'audioinput', deviceId: 'default', label: 'Default - built in' },
    { kind: 'audioinput', deviceId: 'm1', label: 'built in' }, { kind: 'audioinput', deviceId: 'm2', label: 'headset' },
    { kind: 'audiooutput', deviceId: 'default', label: 'Default - quiet' },
    { kind: 'audiooutput', deviceId: 's1', label: 'quiet' }, { kind: 'audiooutput', deviceId: 's2', label: 'loud' },
];

class Track {
    readyState = 'live';
    enabled = true;
    muted = false;

    constructor(device) {
        this.device = device;
        this.kind = device.kind === 'videoinput' ? 'video' : 'audio';
        this.label = device.label;
    }

    getSettings() { return { deviceId: this.device.deviceId }; }
    stop() { this.readyState = 'ended'; }
}

class Stream {
    #tracks;

    constructor(tracks = []) { this.#tracks = [...tracks]; }
    getVideoTracks() { return this.#tracks.filter(({ kind }) => kind === 'video'); }
    getAudioTracks() { return this.#tracks.filter(({ kind }) => kind === 'audio'); }
    addTrack(track) { this.#tracks.push(track); }
    removeTrack(track) { this.#tracks = this.#tracks.filter((each) => each !== track); }
}

/** An element that sounds. */
export class Element {
    sinkId = '';
    async setSinkId(id) { this.sinkId = id; }
}

const media = new EventTarget();
const given = [];
const gone = new Set();
const held = new Set();

media.enumerateDevices = async () => ALL.filter(({ label }) => !gone.has(label));
media.getUserMedia = async ({ video, audio }) => {
    const there = await media.enumerateDevices();
    const tracks = [[video, 'videoinput'], [audio, 'audioinput']].filter(([wanted]) => wanted).map(([wanted, kind]) => {
        const id = wanted.deviceId?.exact;
        const device = there.find(
            (each) => each.kind === kind && each.deviceId !== 'default' && (!id || each.deviceId === id));
        if (!device) throw new DOMException('', 'OverconstrainedError');
        if (held.has(device.label)) throw new DOMException('', 'NotReadableError');
        return new Track(device);
    });
    given.push(...tracks);
    return new Stream(tracks);
};

// Debian's node 18 knows it by a flag only.
globalThis.CustomEvent ??= class extends Event {
    constructor(type, options) {
        super(type, options);
        this.detail = options?.detail ?? null;
    }
};
globalThis.MediaStream = Stream;
globalThis.HTMLMediaElement = Element;
globalThis.document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
globalThis.window = globalThis;
Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { mediaDevices: media } });

export const desk = {
    reset() {
        gone.clear();
        held.clear();
        given.length = 0;
    },

    /** What is recording now, by label. */
    live: () => given.filter(({ readyState }) => readyState === 'live').map(({ label }) => label).sort(),

    unplug(label) {
        gone.add(label);
        for (const track of given) {
            if (track.label !== label || track.readyState !== 'live') continue;
            track.readyState = 'ended';
            track.onended?.();
        }
        media.dispatchEvent(new Event('devicechange'));
    },

    plug(label) {
        gone.delete(label);
        media.dispatchEvent(new Event('devicechange'));
    },

    /** Another program has it. */
    hold(label) { held.add(label); },
};
