import { within } from '../lib/within.js';

/**
 * How a picture is encoded for one link. Every link encodes anew, so that caps fall with their number: a phone in a
 * call of three uploads less than 1.2 Mbit/s, sound (two voices at 40) and headers included.
 *
 * @typedef {'phone'|'desk'} Profile
 * @typedef {import('./quality.js').Rung} Rung
 * @typedef {{active: boolean, maxBitrate: number, maxFramerate: number, scaleResolutionDownBy: number}} PictureEncoding
 */

/**
 * All pictures of a page together, and one of them at most; kbit/s.
 * @type {Readonly<Record<Profile, {all: number, one: number}>>}
 */
const UPLOAD = {
    phone: { all: 1000, one: 700 },
    desk: { all: 2400, one: 1200 },
};

export const VOICE_BPS = 40_000;

/**
 * @param {Rung} rung
 * @param {number} links how many links this page sends to
 * @param {Profile} profile
 * @returns {PictureEncoding}
 */
export function pictureEncoding(rung, links, profile) {
    const { all, one } = UPLOAD[profile];
    const share = Math.min(one, Math.floor(all / Math.max(1, links)));
    switch (rung) {
        case 'full': return encoding(share, links > 2 ? 15 : 24, 1);
        case 'lower': return encoding(Math.min(share, 250), 15, 1.5);
        case 'least': return encoding(Math.min(share, 120), 10, 2);
        default: return { ...encoding(120, 10, 2), active: false };
    }
}

/**
 * @param {number} kbps
 * @param {number} framerate
 * @param {number} scale
 * @returns {PictureEncoding}
 */
function encoding(kbps, framerate, scale) {
    return { active: true, maxBitrate: kbps * 1000, maxFramerate: framerate, scaleResolutionDownBy: scale };
}

/** A sender that has not taken its parameters after so long is asked anew with the next step of the ladder; ms. */
const TAKE_MS = 2_000;

/**
 * What the two senders of a link use. It remembers what they have been told: whoever asks them waits for the threads
 * that carry media.
 */
export class Encodings {
    #told = '';
    #after;

    /** @param {(ms: number, act: () => void) => void} after */
    constructor(after) {
        this.#after = after;
    }

    /**
     * @param {PictureEncoding} picture
     * @param {RTCRtpSender} voice
     * @param {RTCRtpSender} camera
     */
    async use(picture, voice, camera) {
        const wanted = JSON.stringify(picture);
        if (wanted === this.#told) return;
        this.#told = wanted;
        const taken = await Promise.all([
            applyEncoding(voice, { maxBitrate: VOICE_BPS, priority: 'high', networkPriority: 'high' }),
            applyEncoding(camera, picture, 'balanced'),
        ].map((applied) => within(TAKE_MS, applied, false, this.#after)));
        if (taken.includes(false) && this.#told === wanted) this.#told = '';
    }
}

/**
 * Sets what a sender may use. Parameters are read anew before each write: browsers refuse old ones.
 * @param {RTCRtpSender} sender
 * @param {Partial<RTCRtpEncodingParameters> & {networkPriority?: string}} wanted
 * @param {RTCDegradationPreference} [preference]
 * @returns {Promise<boolean>} whether it uses it now
 */
async function applyEncoding(sender, wanted, preference) {
    try {
        /** @type {any} */
        const parameters = sender.getParameters();
        if (!parameters.encodings || parameters.encodings.length === 0) parameters.encodings = [{}];
        const [now] = parameters.encodings;
        const isSo = Object.entries(wanted).every(([name, value]) => now[name] === value);
        if (isSo && (!preference || parameters.degradationPreference === preference)) return true;
        Object.assign(now, wanted);
        if (preference) parameters.degradationPreference = preference;
        await sender.setParameters(parameters);
        return true;
    } catch {
        // Not negotiated yet, or a browser that doesn't know one of them: the next step of the ladder sets them again.
        return false;
    }
}
