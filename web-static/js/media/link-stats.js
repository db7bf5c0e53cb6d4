/**
 * What a link's statistics say, without any address.
 *
 * @typedef {import('../protocol/types.js').LinkStats} LinkStats
 *
 * @typedef {object} Reading
 * @property {Omit<LinkStats, 'peer'|'epoch'|'state'>} received the row of the report `stats`
 * @property {number} packets received so far, sound and picture
 * @property {number} level how loud the other side is, 0 to 1
 * @property {import('./quality.js').LinkSample} sample what the ladder of quality judges
 * @property {Totals} totals for the next reading
 *
 * @typedef {object} Totals
 * @property {number} at
 * @property {number} packets
 * @property {number} lost
 * @property {number} audioBytes
 * @property {number} videoBytes
 * @property {number} framesDecoded
 * @property {number} samples
 * @property {number} concealed
 */

/**
 * @param {Iterable<any>} reports the values of an RTCStatsReport
 * @param {Totals|null} before
 * @param {number} now
 * @returns {Reading}
 */
export function read(reports, before, now) {
    const all = [...reports];
    const byID = new Map(all.map((report) => [report.id, report]));
    const inbound = all.filter((report) => report.type === 'inbound-rtp');
    const audio = inbound.filter((report) => (report.kind ?? report.mediaType) === 'audio');
    const video = inbound.filter((report) => (report.kind ?? report.mediaType) === 'video');
    const pair = chosenPair(all, byID);
    /** @type {Totals} */
    const totals = {
        at: now,
        packets: sum(inbound, 'packetsReceived'),
        lost: sum(inbound, 'packetsLost'),
        audioBytes: sum(audio, 'bytesReceived'),
        videoBytes: sum(video, 'bytesReceived'),
        framesDecoded: sum(video, 'framesDecoded'),
        samples: sum(audio, 'totalSamplesReceived'),
        concealed: sum(audio, 'concealedSamples'),
    };
    const past = before ?? { ...totals, at: now };
    const seconds = Math.max(0, (now - past.at) / 1000);
    /** @param {keyof Totals} name */
    const grown = (name) => Math.max(0, totals[name] - past[name]);
    const expected = grown('packets') + grown('lost');
    const samples = grown('samples');
    return {
        totals,
        packets: totals.packets,
        level: audio.reduce((most, report) => Math.max(most, report.audioLevel ?? 0), 0),
        sample: sent(all, pair, seconds),
        received: {
            path: pathOf(pair, byID),
            rttMs: pair?.currentRoundTripTime === undefined ? null : Math.round(pair.currentRoundTripTime * 1000),
            jitterMs: audio.length ? Math.round(Math.max(...audio.map((report) => report.jitter ?? 0)) * 1000) : null,
            lossPercent: expected > 0 ? percent(grown('lost') / expected) : null,
            audioKbps: rate(grown('audioBytes'), seconds),
            videoKbps: rate(grown('videoBytes'), seconds),
            framesDecoded: totals.framesDecoded,
            framesPerSecond: seconds > 0 ? Math.round(grown('framesDecoded') / seconds) : 0,
            freezes: sum(video, 'freezeCount'),
            concealedPercent: samples > 0 ? percent(grown('concealed') / samples) : 0,
        },
    };
}

/**
 * @param {any[]} all
 * @param {any} pair
 * @param {number} seconds
 * @returns {import('./quality.js').LinkSample}
 */
function sent(all, pair, seconds) {
    const heard = all.filter((report) => report.type === 'remote-inbound-rtp' && report.fractionLost !== undefined);
    const pictures = all.filter((report) =>
        report.type === 'outbound-rtp' && (report.kind ?? report.mediaType) === 'video');
    return {
        seconds,
        availableKbps: pair?.availableOutgoingBitrate ? Math.round(pair.availableOutgoingBitrate / 1000) : null,
        lossPercent: heard.length ? percent(Math.max(...heard.map((report) => report.fractionLost))) : null,
        cpuLimited: pictures.some((report) => report.qualityLimitationReason === 'cpu'),
    };
}

/**
 * @param {any[]} all
 * @param {Map<string, any>} byID
 */
function chosenPair(all, byID) {
    const transport = all.find((report) => report.type === 'transport' && report.selectedCandidatePairId);
    // Firefox has no such transport report and marks the pair itself.
    return (transport && byID.get(transport.selectedCandidatePairId))
        ?? all.find((report) =>
            report.type === 'candidate-pair' && (report.selected || (report.nominated && report.state === 'succeeded')))
        ?? null;
}

/**
 * @param {any} pair
 * @param {Map<string, any>} byID
 * @returns {string|null} as `relay/udp`: the candidate's type, and how this side reaches the relay
 */
function pathOf(pair, byID) {
    const local = pair && byID.get(pair.localCandidateId);
    if (!local) return null;
    return `${local.candidateType}/${local.relayProtocol ?? local.protocol ?? 'udp'}`.toLowerCase();
}

/**
 * @param {any[]} reports
 * @param {string} name
 */
function sum(reports, name) {
    return reports.reduce((total, report) => total + (report[name] ?? 0), 0);
}

/** @param {number} fraction */
function percent(fraction) {
    return Math.round(fraction * 1000) / 10;
}

/**
 * @param {number} bytes
 * @param {number} seconds
 */
function rate(bytes, seconds) {
    return seconds > 0 ? Math.round((bytes * 8) / 1000 / seconds) : 0;
}
