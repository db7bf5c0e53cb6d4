import { within } from '../lib/within.js';
import { statusOfError } from './media-errors.js';

/**
 * Asking the browser for devices.
 *
 * @typedef {'camera'|'microphone'} Kind
 * @typedef {{camera?: MediaStreamTrack, microphone?: MediaStreamTrack}} Had
 * @typedef {{camera?: 'denied'|'missing'|'busy', microphone?: 'denied'|'missing'|'busy'}} Lacking
 * @typedef {{cameraId?: string, microphoneId?: string, profile: import('./encoding.js').Profile}} Choice
 */

/** Which permissions stand is answered at once or not at all; ms. */
const TELL_MS = 1_000;

/** Whether this page can be given devices at all: not in some in-app browsers, and only over HTTPS. */
export function canCapture() {
    return typeof navigator !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/**
 * One question for all that is wanted, so that people are asked once; when it fails, each kind by itself, so that one
 * broken device doesn't cost the other.
 * @param {Kind[]} kinds
 * @param {Choice} choice
 * @returns {Promise<{had: Had, lacking: Lacking}>}
 */
export async function acquire(kinds, choice) {
    /** @type {Had} */
    const had = {};
    /** @type {Lacking} */
    const lacking = {};
    if (!canCapture()) {
        for (const kind of kinds) lacking[kind] = 'missing';
        return { had, lacking };
    }
    try {
        take(await ask(kinds, choice), had);
    } catch (error) {
        const status = statusOfError(error);
        // A refusal was a person's answer: asking for each kind again is right only where it concerns one of them.
        const refused = status === 'denied' ? await refusedKinds(kinds) : [];
        const again = status === 'denied' && refused.length === 0
            ? []
            : kinds.filter((kind) => !refused.includes(kind));
        for (const kind of kinds) if (!again.includes(kind)) lacking[kind] = 'denied';
        for (const kind of again) {
            // Alone it was asked for just now; where a chosen device is gone or taken, any other one will do.
            const tries = kinds.length === 1 ? [] : [choice];
            if (chosenID(kind, choice)) tries.push({ profile: choice.profile });
            lacking[kind] = await askInTurn(kind, tries, had, status);
        }
    }
    for (const kind of kinds) if (!had[kind]) lacking[kind] ??= 'missing';
    return { had, lacking };
}

/**
 * @param {Kind} kind
 * @param {Choice[]} tries
 * @param {Had} had
 * @param {'denied'|'missing'|'busy'} before why it could not be had until now
 */
async function askInTurn(kind, tries, had, before) {
    let why = before;
    for (const choice of tries) {
        try {
            take(await ask([kind], choice), had);
            return undefined;
        } catch (error) {
            why = statusOfError(error);
        }
    }
    return why;
}

/**
 * @param {Kind} kind
 * @param {Choice} choice
 */
function chosenID(kind, choice) {
    return kind === 'camera' ? choice.cameraId : choice.microphoneId;
}

/**
 * @param {MediaStream} stream
 * @param {Had} had
 */
function take(stream, had) {
    had.camera ??= stream.getVideoTracks()[0];
    had.microphone ??= stream.getAudioTracks()[0];
}

/**
 * @param {Kind[]} kinds
 * @param {Choice} choice
 */
function ask(kinds, { cameraId, microphoneId, profile }) {
    const [width, height] = profile === 'desk' ? [960, 540] : [640, 360];
    return navigator.mediaDevices.getUserMedia({
        audio: kinds.includes('microphone') && {
            echoCancellation: true, noiseSuppression: true, autoGainControl: true,
            ...(microphoneId ? { deviceId: { exact: microphoneId } } : {}),
        },
        video: kinds.includes('camera') && {
            width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 24, max: 30 },
            ...(cameraId ? { deviceId: { exact: cameraId } } : { facingMode: 'user' }),
        },
    });
}

/**
 * Which of them a standing permission refuses. Empty where the browser doesn't tell (Firefox before 132, Safari before
 * 16).
 * @param {Kind[]} kinds
 * @returns {Promise<Kind[]>}
 */
async function refusedKinds(kinds) {
    const answers = await Promise.all(kinds.map(async (kind) => {
        try {
            const asked = navigator.permissions.query(/** @type {any} */ ({ name: kind }));
            return (await within(TELL_MS, asked, null))?.state === 'denied';
        } catch {
            return false;
        }
    }));
    return kinds.filter((_, index) => answers[index]);
}

/** How often tracks are looked at: not every browser tells when the system silences one; ms. */
const LOOK_MS = 1_000;

/**
 * @param {object} tell
 * @param {() => void} tell.looked it is time to look at the tracks
 * @param {() => void} tell.shown somebody looks at the page again
 * @param {() => void} tell.plugged a device came or went
 * @returns {() => void} ends it
 */
export function watchDevices({ looked, shown, plugged }) {
    const visible = () => {
        if (document.visibilityState === 'visible') shown();
        looked();
    };
    const timer = window.setInterval(looked, LOOK_MS);
    document.addEventListener('visibilitychange', visible);
    // Chromium 57, Safari 11, Firefox 52; in-app browsers may lack the whole of it.
    navigator.mediaDevices?.addEventListener?.('devicechange', plugged);
    return () => {
        window.clearInterval(timer);
        document.removeEventListener('visibilitychange', visible);
        navigator.mediaDevices?.removeEventListener?.('devicechange', plugged);
    };
}
