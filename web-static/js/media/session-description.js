/**
 * What a description looks like on the wire. SDP is opaque to the server but for two kinds of lines; the page changes
 * three kinds, and takes away those of formats that aren't there.
 */

/**
 * Candidates travel by themselves, under the rules of their link: none may hide in a description.
 * @param {string} sdp
 */
export function withoutCandidates(sdp) {
    return lines(sdp).filter((line) => !/^a=(?:candidate:|end-of-candidates|remote-candidates:)/.test(line)).join('');
}

/**
 * Asks the other side to send Opus with in-band error correction and to fall nearly silent with its speaker (RFC 7587,
 * 6.1: both are preferences of the receiver, so that they are said in what is sent and not set locally).
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

/**
 * What speaks of one format of its media part, by the payload type: RFC 8866 6.6 and 6.15, RFC 4585 4.2, RFC 6236 3.1.
 */
const OF_A_FORMAT = /^a=(?:rtpmap|fmtp|rtcp-fb|imageattr):(\d+)(?=\s)/;

/**
 * Firefox (153) leaves lines of formats in its offers that setCodecPreferences took away, and Chromium refuses the
 * whole description for them: what speaks of a format that its media line doesn't list says nothing, and goes.
 * @param {string} sdp
 */
export function withoutAbsentFormats(sdp) {
    /** @type {Set<string>|null} null: before the first media part, where no format is known */
    let listed = null;
    return lines(sdp).filter((line) => {
        // m=<media> <port> <proto> <fmt> ... (RFC 8866, 5.14)
        if (line.startsWith('m=')) listed = new Set(line.trimEnd().split(/\s+/).slice(3));
        const format = OF_A_FORMAT.exec(line)?.[1];
        return format === undefined || listed === null || listed.has(format);
    }).join('');
}

/** @param {string} sdp */
export function forTheWire(sdp) {
    return withoutAbsentFormats(withVoicePreferences(withoutCandidates(sdp)));
}

/**
 * What the browser is given of the other side's description: an older page may have sent its browser's as it was.
 * @template {{sdp: string}} Description
 * @param {Description} description
 * @returns {Description}
 */
export function fromTheWire(description) {
    return { ...description, sdp: withoutAbsentFormats(description.sdp) };
}

/**
 * The ICE user fragments of a description: candidates name theirs, so that an old generation's can be told from a new
 * one's.
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
