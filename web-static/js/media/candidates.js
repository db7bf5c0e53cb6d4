/**
 * @typedef {import('../protocol/types.js').WireCandidate} WireCandidate
 */

/**
 * What of a local candidate may leave this page. On a relay link only relayed candidates pass, and where they were
 * gathered from is zeroed (RFC 8839, 5.1: raddr and rport), so that nobody learns another's address; the server refuses
 * the rest.
 * @param {RTCIceCandidate|WireCandidate} candidate
 * @param {'relay'|'direct'} paths
 * @returns {WireCandidate|null}
 */
export function forTheWire(candidate, paths) {
    const text = candidate.candidate.replace(/^a=/, '').trim();
    if (!text.startsWith('candidate:')) return null;
    const words = text.split(/\s+/);
    const type = words[words.indexOf('typ') + 1];
    if (words.length < 8 || words[6] !== 'typ') return null;
    if (paths === 'relay') {
        if (type !== 'relay') return null;
        replaceAfter(words, 'raddr', '0.0.0.0');
        replaceAfter(words, 'rport', '0');
    }
    return {
        candidate: words.join(' '),
        sdpMid: candidate.sdpMid ?? null,
        sdpMLineIndex: candidate.sdpMLineIndex ?? null,
        usernameFragment: candidate.usernameFragment || userFragmentOf(text),
    };
}

/**
 * @param {string} candidate
 * @returns {string|null} what its own text says, for browsers that don't say it beside
 */
export function userFragmentOf(candidate) {
    return /\sufrag\s(\S+)/.exec(candidate)?.[1] ?? null;
}

/**
 * @param {string[]} words
 * @param {string} name
 * @param {string} value
 */
function replaceAfter(words, name, value) {
    // From the type on: a foundation or a user fragment may be any word.
    for (let index = 8; index < words.length - 1; index += 2) {
        if (words[index] === name) words[index + 1] = value;
    }
}
