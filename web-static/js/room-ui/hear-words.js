// The hear bar's sentences. They speak from the links that are open now, measured by this page, and from nothing else; between two
// other people the officer's page knows what those two pages measured.

import { t } from '../lib/text.js';
import { hearing } from '../model/hearing.js';
import { isInCall, sortSeats, waitingSeats } from '../model/seats.js';
import { called, enumerated, listed } from './names.js';

/**
 * @typedef {import('../protocol/types.js').RoomState} RoomState
 * @typedef {import('./hear-bar.js').Said} Said
 */

/** @param {number} people */
function together(people) {
    return people === 2 ? t('live.hear.two') : people === 3 ? t('live.hear.three') : t('live.hear.many', { n: people });
}

/**
 * @param {RoomState | null} state
 * @param {number[]} openPeers
 * @param {{online: boolean, microphone: string}} own
 * @returns {Said}
 */
export function partyWords(state, openPeers, own) {
    const { hears, missing } = hearing(state, openPeers);
    const names = listed(hears.map(called));
    if (!hears.length) {
        if (!own.online) return { state: 'apart', title: t('live.hear.cut'), words: t('live.hear.cut_says') };
        if (missing.length) return { state: 'apart', title: t('live.hear.joining'), words: t('live.hear.joining_says', { names: listed(missing.map(called)) }) };
        return { state: 'alone', title: t('live.hear.alone'), words: t('live.hear.alone_says') };
    }
    const mine = own.microphone === 'live' ? t(hears.length > 1 ? 'live.hear.you_all' : 'live.hear.you_one', { names })
        : t(own.microphone === 'muted' ? 'live.hear.you_muted' : 'live.hear.you_silent', { names });
    if (!missing.length) return { state: 'open', title: together(hears.length + 1), words: mine };
    return { state: 'apart', title: t('live.hear.some'), words: t('live.hear.some_says', { mine, names: listed(missing.map(called)) }) };
}

/** Nobody hears a person who waits. */
export function waitingWords() {
    return /** @type {Said} */ ({ state: 'alone', title: t('live.hear.nobody'), words: t('live.hear.nobody_sees') });
}

/**
 * @param {RoomState | null} state
 * @param {number[]} openPeers
 * @param {{online: boolean, microphone: string}} own
 * @returns {Said}
 */
export function officerWords(state, openPeers, own) {
    const { hears, missing } = hearing(state, openPeers);
    const me = state?.seats.find((seat) => seat.seat === state.me.seat);
    const waits = waitingSeats(state).filter((seat) => seat.presence === 'here');
    const outside = waits.map((seat) => seat.name);
    const tail = waits.length ? t('live.hear.outside', { n: waits.length }) : '';
    const joined = [me ? me.name : '', ...hears.map((seat) => seat.name)];
    if (!hears.length) {
        if (!own.online) return { state: 'apart', title: t('live.hear.cut'), words: t('live.hear.cut_officer') };
        if (missing.length) return { state: 'apart', title: t('live.hear.joining'), words: t('live.hear.joining_says', { names: listed(missing.map((seat) => seat.name)) }) + tail, joined, outside };
        return { state: 'alone', title: t('live.hear.alone'), words: t('live.hear.alone_officer') + tail, joined, outside };
    }
    const others = hears.map((seat) => seat.name);
    const apart = state ? partedPairs(state) : [];
    let words = apart.length ? t('live.hear.you_and', { names: listed(others) }) : t('live.hear.each_other', { names: enumerated(joined) });
    for (const pair of apart) words += t('live.hear.pair_apart', { a: pair[0], b: pair[1] });
    if (own.microphone !== 'live') words += t(own.microphone === 'muted' ? 'live.hear.officer_muted' : 'live.hear.officer_silent');
    if (missing.length) words += t('live.hear.missing', { names: listed(missing.map((seat) => seat.name)) });
    return { state: missing.length || apart.length ? 'apart' : 'open', title: missing.length || apart.length ? t('live.hear.some') : together(joined.length), words: words + tail, joined, outside };
}

/**
 * Pairs of other people of whom one reports nothing, or that the line is down.
 * @param {RoomState} state
 * @returns {[string, string][]}
 */
function partedPairs(state) {
    const others = sortSeats(state.seats).filter((seat) => isInCall(seat) && seat.seat !== state.me.seat);
    /** @type {[string, string][]} */
    const found = [];
    others.forEach((a, index) => {
        for (const b of others.slice(index + 1)) {
            const edges = state.edges.filter((edge) => (edge.from === a.seat && edge.to === b.seat) || (edge.from === b.seat && edge.to === a.seat));
            if (!edges.length || edges.some((edge) => edge.verdict === 'down')) found.push([a.name, b.name]);
        }
    });
    return found;
}
