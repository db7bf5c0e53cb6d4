// How good a line is, in a word and four bars.

import { h } from '../lib/html.js';
import { t } from '../lib/text.js';

/** @typedef {'good' | 'fair' | 'poor' | 'audio_only' | 'down' | 'unknown'} Verdict */

/** @type {Record<Verdict, number>} */
const BARS = { good: 4, fair: 3, poor: 2, audio_only: 2, down: 0, unknown: 0 };
const WORST_FIRST = /** @type {Verdict[]} */ (['down', 'poor', 'audio_only', 'fair', 'good']);

/**
 * Judges what arrives by the same bounds as the server: ITU-T G.114 for delay, Opus and the ladder of pictures for
 * loss.
 * @param {{lossPercent: number | null, rttMs: number | null} | null} received
 * @returns {Verdict}
 */
export function judge(received) {
    if (!received) return 'unknown';
    const loss = received.lossPercent || 0;
    const delay = received.rttMs || 0;
    if (loss > 10 || delay > 800) return 'poor';
    return loss > 3 || delay > 300 ? 'fair' : 'good';
}

/**
 * This page's own line: the best of its links. Where one is poor and another good, the trouble is at the other end.
 * @param {Verdict[]} verdicts
 * @returns {Verdict}
 */
export function ownLine(verdicts) {
    const known = verdicts.filter((verdict) => verdict !== 'unknown');
    if (!known.length) return 'unknown';
    return known.reduce((best, each) => (WORST_FIRST.indexOf(each) > WORST_FIRST.indexOf(best) ? each : best));
}

/**
 * @param {Verdict[]} verdicts
 * @returns {Verdict}
 */
export function worst(verdicts) {
    const known = verdicts.filter((verdict) => verdict !== 'unknown');
    if (!known.length) return 'unknown';
    return known.reduce((least, each) => (WORST_FIRST.indexOf(each) < WORST_FIRST.indexOf(least) ? each : least));
}

/**
 * @param {Verdict} verdict
 * @returns {string}
 */
export function networkWords(verdict) {
    return t(`live.network.${verdict}`);
}

/**
 * Four bars; the words stand hidden beside them unless they are shown anyway.
 * @param {Verdict} verdict
 * @param {boolean} [spoken] the words are visible
 */
export function networkBars(verdict, spoken) {
    const words = networkWords(verdict);
    return [
        h('span', { class: 'bars4', 'aria-hidden': 'true' },
            [0, 1, 2, 3].map((step) => h('i', { class: step < BARS[verdict] ? 'on' : null }))),
        h('span', { class: spoken ? null : 'vh' }, words),
    ];
}
