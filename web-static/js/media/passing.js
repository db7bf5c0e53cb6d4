/**
 * What shielding lets pass on a link (docs/protocol.md, 2.4a): what is kept from the other side is given to no sender,
 * and what is kept from this page is not taken, whatever arrives.
 *
 * @typedef {import('../protocol/types.js').LinkEntry} LinkEntry
 * @typedef {import('./link.js').Tracks} Tracks
 */

const ALL = { voice: true, face: true };

/**
 * @param {LinkEntry} entry
 * @param {Tracks} tracks
 * @returns {Tracks}
 */
export function sent({ send = ALL }, { microphone, camera }) {
    return { microphone: send.voice ? microphone : null, camera: send.face ? camera : null };
}

/**
 * @template T
 * @param {LinkEntry} entry
 * @param {T} voice
 * @param {T} face
 * @returns {T[]}
 */
export function taken({ receive = ALL }, voice, face) {
    return [...(receive.voice ? [voice] : []), ...(receive.face ? [face] : [])];
}

/** @param {LinkEntry} entry */
export function hears({ receive = ALL }) {
    return receive.voice;
}

/**
 * @param {LinkEntry} one
 * @param {LinkEntry} other
 */
export function takeTheSame({ receive: one = ALL }, { receive: other = ALL }) {
    return one.voice === other.voice && one.face === other.face;
}
