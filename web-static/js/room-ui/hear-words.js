// The hear bar's sentences. They speak from the links that are open now, measured by this page, and from nothing else;
// between two other people the officer's page knows what those two pages measured.

import { t } from '../lib/text.js';
import { hearing } from '../model/hearing.js';
import { isInCall, sortSeats, waitingSeats } from '../model/seats.js';
import { areKeptApart } from '../model/shields.js';
import { called, enumerated, listed } from './names.js';

/**
 * @typedef {import('../protocol/types.js').RoomState} RoomState
 * @typedef {import('../protocol/types.js').Seat} Seat
 * @typedef {import('./hear-bar.js').Said} Said
 */

/** @param {number} people */
function together(people) {
    return people === 2 ? t('live.hear.two') : people === 3 ? t('live.hear.three') : t('live.hear.many', { n: people });
}

/**
 * @param {RoomState | null} state
 * @param {number[]} openPeers
 * @param {{online: boolean, microphone: string, camera: string}} own
 * @returns {Said}
 */
export function partyWords(state, openPeers, own) {
    const { hears, sees, missing } = hearing(state, openPeers);
    const names = listed(hears.map(called));
    if (!hears.length) {
        if (!own.online) return { state: 'apart', title: t('live.hear.cut'), words: t('live.hear.cut_says') };
        if (missing.length) {
            return {
                state: 'apart',
                title: t('live.hear.joining'),
                words: t('live.hear.joining_says', { names: listed(missing.map(called)) }),
            };
        }
        return { state: 'alone', title: t('live.hear.alone'), words: t('live.hear.alone_says') };
    }
    const heard = own.microphone === 'live' ? t(hears.length > 1 ? 'live.hear.you_all' : 'live.hear.you_one', { names })
        : t(own.microphone === 'muted' ? 'live.hear.you_muted' : 'live.hear.you_silent', { names });
    const mine = t('live.hear.both', { heard, sees: seenWords(sees, hears, own) });
    if (!missing.length) return { state: 'open', title: together(hears.length + 1), words: mine };
    return {
        state: 'apart',
        title: t('live.hear.some'),
        words: t('live.hear.some_says', { mine, names: listed(missing.map(called)) }),
    };
}

/**
 * Who sees the person at this page, after who hears them: measured in the same way.
 * @param {Seat[]} sees
 * @param {Seat[]} hears
 * @param {{microphone: string, camera: string}} own
 */
export function seenWords(sees, hears, own) {
    if (own.camera !== 'live') return t('live.hear.camera_off');
    if (!sees.length) return t('live.hear.unseen');
    const same = sees.length === hears.length && sees.every((seat) => hears.includes(seat));
    if (!same) return t('live.hear.seen_by', { names: listed(sees.map(called)) });
    return t(own.microphone === 'live' ? 'live.hear.seen' : 'live.hear.seen_muted');
}

/** Nobody hears a person who waits. */
export function waitingWords() {
    return /** @type {Said} */ ({ state: 'alone', title: t('live.hear.nobody'), words: t('live.hear.nobody_sees') });
}

/**
 * @param {RoomState | null} state
 * @param {number[]} openPeers
 * @param {{online: boolean, microphone: string, camera: string}} own
 * @returns {Said}
 */
export function officerWords(state, openPeers, own) {
    const { hears, sees, missing } = hearing(state, openPeers);
    const me = state?.seats.find((seat) => seat.seat === state.me.seat);
    const waits = waitingSeats(state).filter((seat) => seat.presence === 'here');
    const outside = waits.map((seat) => seat.name);
    const tail = waits.length ? t('live.hear.outside', { n: waits.length }) : '';
    const joined = [me ? me.name : '', ...hears.map((seat) => seat.name)];
    if (!hears.length) {
        if (!own.online) return { state: 'apart', title: t('live.hear.cut'), words: t('live.hear.cut_officer') };
        if (missing.length) {
            return {
                state: 'apart',
                title: t('live.hear.joining'),
                words: t('live.hear.joining_says', { names: listed(missing.map((seat) => seat.name)) }) + tail,
                joined, outside,
            };
        }
        return {
            state: 'alone',
            title: t('live.hear.alone'),
            words: t('live.hear.alone_officer') + tail,
            joined, outside,
        };
    }
    const others = hears.map((seat) => seat.name);
    const apart = state ? partedPairs(state) : [];
    const kept = keptVoices(state);
    let words = apart.length || kept.length
        ? t('live.hear.you_and', { names: listed(others) })
        : t('live.hear.each_other', { names: enumerated(joined) });
    for (const pair of apart) words += t('live.hear.pair_apart', { a: pair[0], b: pair[1] });
    for (const { subject, from } of kept) words += t('live.hear.kept', { subject, from });
    words += officerSeen(sees, hears, own.camera);
    if (own.microphone !== 'live') {
        words += t(own.microphone === 'muted' ? 'live.hear.officer_muted' : 'live.hear.officer_silent');
    }
    if (missing.length) words += t('live.hear.missing', { names: listed(missing.map((seat) => seat.name)) });
    return {
        state: missing.length || apart.length ? 'apart' : 'open',
        title: missing.length || apart.length ? t('live.hear.some')
            : kept.length ? t('live.hear.arranged')
            : together(joined.length),
        words: words + tail,
        joined, outside,
    };
}

/**
 * @param {Seat[]} sees
 * @param {Seat[]} hears
 * @param {string} camera
 */
function officerSeen(sees, hears, camera) {
    if (camera !== 'live') return t('live.hear.officer_camera');
    return sees.length === hears.length
        ? t('live.hear.officer_seen')
        : t('live.hear.officer_seen_by', { names: listed(sees.map((seat) => seat.name)) });
}

/**
 * Whom the officer has kept from whose hearing, of those in the call, by name.
 * @param {RoomState | null} state
 */
function keptVoices(state) {
    if (!state) return [];
    /** @type {(number: number) => Seat | undefined} */
    const inCall = (number) => state.seats.find((seat) => seat.seat === number && isInCall(seat));
    return state.shields.filter((each) => each.medium === 'voice' && inCall(each.subject) && inCall(each.from))
        .map((each) => ({ subject: inCall(each.subject)?.name ?? '', from: inCall(each.from)?.name ?? '' }));
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
            if (areKeptApart(state, a.seat, b.seat)) continue;
            const edges = state.edges.filter((edge) =>
                (edge.from === a.seat && edge.to === b.seat) || (edge.from === b.seat && edge.to === a.seat));
            if (!edges.length || edges.some((edge) => edge.verdict === 'down')) found.push([a.name, b.name]);
        }
    });
    return found;
}
