/**
 * What a description looks like on the wire. SDP is opaque to the server but for two kinds of lines; the page changes three.
 */

/**
 * Candidates travel by themselves, under the rules of their link: none may hide in a description.
 * @param {string} sdp
 */
export function withoutCandidates(sdp) {
    return lines(sdp).filter((line) => !/^a=(?:candidate:|end-of-candidates|remote-candidates:)/.test(line)).join('');
}

/**
 * Asks the other side to send Opus with in-band error correction and to fall nearly silent with its speaker (RFC 7587, 6.1:
 * both are preferences of the receiver, so that they are said in what is sent and not set locally).
 * @param {string} sdp
 */
export function withVoicePreferences(sdp) {
    const opus = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
    if (!opus) return sdp;
    return lines(sdp).map((line) => {
        if (!line.startsWith(`a=fmtp:${opus} `)) return line;
        const kept = line.trimEnd().slice(`a=fmtp:${opus} `.length).split(';').map((part) => part.trim())
            .filter((part) => part && !/^(?:useinbandfec|usedtx)=/.test(part));
        return `a=fmtp:${opus} ${[...kept, 'useinbandfec=1', 'usedtx=1'].join(';')}\r\n`;
    }).join('');
}

/** @param {string} sdp */
export function forTheWire(sdp) {
    return withVoicePreferences(withoutCandidates(sdp));
}

/**
 * The ICE user fragments of a description: candidates name theirs, so that an old generation's can be told from a new one's.
 * @param {string} sdp
 * @returns {Set<string>}
 */
export function userFragments(sdp) {
    const found = new Set();
    for (const match of sdp.matchAll(/^a=ice-ufrag:(\S+)/gm)) found.add(match[1]);
    return found;
}

/**
 * @param {string} sdp
 * @returns {string[]} each with its line end
 */
function lines(sdp) {
    return sdp.match(/[^\r\n]+(?:\r\n|\n|$)/g) ?? [];
}
