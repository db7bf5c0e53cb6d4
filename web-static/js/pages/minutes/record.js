// What is kept of a session besides the minutes: who was there, how they were known, how the lines were, what happened
// when.

import { h } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { clock, dayNumber, duration } from '../../lib/time.js';
import { written, writtenSpan } from '../../lib/written-time.js';
import { note } from '../../ui/note.js';
import { timeElement } from '../../ui/time.js';
import { hearingSection } from './hearing.js';

/** @typedef {import('../../protocol/http-types.js').SessionRecord} SessionRecord */
/** @typedef {import('../../protocol/http-types.js').Attendee} Attendee */

/** @param {SessionRecord} record */
export function recordSections(record) {
    const who = nameIn(record);
    const time = timeIn(record);
    return [
        h('h2', { class: 'record__h' }, t('bureau.record.title')),
        gaps(record),
        h('section', { class: 'card' }, h('div', { class: 'card__body' }, summary(record))),
        block('people', h('ul', { class: 'attendees' }, record.attendees.map((each) => attendee(each, time)))),
        hearingSection(record, who),
        block('edges',
            record.edges.length ? edges(record, who) : h('p', { class: 'muted' }, t('bureau.record.no_edges'))),
        block('events',
            record.events.length
                ? h('ol', { class: 'line' }, record.events.map((each) => h('li', null,
                    timeElement(each.at, time(each.at)), h('span', { class: 'dot' }),
                    h('p', null,
                        h('b', null, coded('bureau.happening', each.what)),
                        each.seat ? [' ', who(each.seat)] : null,
                        detail(each.what, each.detail, { who, time })))))
                : h('p', { class: 'muted' }, t('bureau.record.no_events'))),
    ];
}

/**
 * A record of which entries can't be read says so before it tells the rest.
 * @param {SessionRecord} record
 */
export function gaps(record) {
    return record.unreadable
        ? note('bad', h('p', null, t('bureau.record.unreadable', { n: record.unreadable })))
        : null;
}

/**
 * Names a seat of that record.
 * @param {SessionRecord} record
 * @returns {(seat: number | null) => string}
 */
export function nameIn(record) {
    return (seat) => {
        if (!seat) return '';
        const known = record.attendees.find((each) => each.seat === seat);
        return known ? known.name : seat === 1 ? t('common.role.host') : t('bureau.record.seat', { n: seat });
    };
}

/**
 * A time of that record: of the day on which it began; with its own day, when that is another.
 * @param {SessionRecord} record
 * @returns {(at: number) => string}
 */
function timeIn(record) {
    const day = dayNumber(record.startedAt || record.createdAt);
    return (at) => (dayNumber(at) === day ? clock(at) : written(at));
}

/**
 * @param {string} name
 * @param {import('../../lib/html.js').Child} body
 */
function block(name, body) {
    return h('section', { class: 'card', 'aria-labelledby': `rec-${name}` },
        h('header', { class: 'card__head' }, h('h3', { id: `rec-${name}` }, t(`bureau.record.${name}`))),
        h('div', { class: 'card__body' }, body));
}

/** @param {SessionRecord} record */
function summary(record) {
    /** @type {[string, string][]} */
    const facts = [
        [
            'when',
            record.startedAt && record.endedAt
                ? writtenSpan(record.startedAt, record.endedAt)
                : written(record.startedAt || record.createdAt),
        ],
        ['length', record.startedAt && record.endedAt ? duration((record.endedAt - record.startedAt) / 1000) : '—'],
        ['result', record.reason ? coded('common.end_reason', record.reason) : coded('bureau.phase', record.phase)],
        ['note', record.note || ''],
        ['interrupted', record.interruptedSeconds ? duration(record.interruptedSeconds) : t('bureau.record.none')],
        ['paths', coded('bureau.paths', record.paths)],
        ['recording', t(record.recording ? 'bureau.record.recorded' : 'bureau.record.not_recorded')],
    ];
    return h('dl', { class: 'kv kv--wide' }, facts.filter(([, words]) => words).map(([key, words]) =>
        [h('dt', null, t(`bureau.record.${key}`)), h('dd', null, words)]));
}

/**
 * @param {Attendee} each
 * @param {(at: number) => string} time
 */
function attendee(each, time) {
    const identity = each.identity
        ? t('bureau.record.identity', {
            how: coded('common.identity', each.identity.method),
            time: time(each.identity.at),
        })
            + (each.identity.note ? t('bureau.record.identity_note', { note: each.identity.note }) : '')
        : t(each.role === 'host' ? 'bureau.record.signed_in' : 'bureau.record.no_identity');
    /** @type {[string, import('../../lib/html.js').Child][]} */
    const facts = [
        ['identity', identity],
        [
            'consented',
            each.consentedAt
                ? t('bureau.record.consent', { time: written(each.consentedAt), notice: each.notice || '—' })
                : each.role === 'host' ? '' : t('bureau.record.never'),
        ],
        [
            'arrived',
            each.arrivals.map((one) => stay(one, time)).join(t('bureau.comma')) || t('bureau.record.never'),
        ],
        ['present', duration(each.presentSeconds)],
        [
            'breaks',
            each.interruptions.length
                ? each.interruptions
                    .map((one) => t('bureau.record.break', { time: time(one.from), length: duration(one.seconds) }))
                    .join(t('bureau.comma'))
                : t('bureau.record.none'),
        ],
        ['browser', each.browser || '—'],
        ['fingerprints', each.fingerprints.length ? h('code', { class: 'finger' }, each.fingerprints.join(' ')) : ''],
    ];
    return h('li', null, h('h4', null, each.name, ' ', h('span', { class: 'muted' }, coded('common.role', each.role))),
        h('dl', { class: 'kv kv--wide' }, facts.filter(([, words]) => words).map(([key, words]) =>
            [h('dt', null, t(`bureau.record.of.${key}`)), h('dd', null, words)])));
}

/**
 * @param {SessionRecord['attendees'][number]['arrivals'][number]} one
 * @param {(at: number) => string} time
 */
function stay({ at, until, why }, time) {
    const filling = { from: time(at), until: until ? time(until) : '—', why: why ? coded('bureau.left_why', why) : '' };
    return t('bureau.record.stay', filling).trim();
}

/**
 * @param {SessionRecord} record
 * @param {(seat: number | null) => string} who
 */
function edges(record, who) {
    const columns = ['way', 'path', 'rtt', 'loss', 'audio', 'video', 'freezes'];
    return h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t('bureau.record.edges') },
        h('table', { class: 'grid grid--edges' },
            h('thead', null, h('tr', null, columns.map((each, index) =>
                h('th', { scope: 'col', class: index > 1 ? 'r' : null }, t(`bureau.record.edge.${each}`))))),
            h('tbody', null,
                record.edges.map((edge) => h('tr', null,
                    h('th', { scope: 'row' }, t('bureau.record.from_to', { from: who(edge.from), to: who(edge.to) })),
                    h('td', null, edge.path || '—'),
                    measures(edge).map((words) => h('td', { class: 'r' }, words)))))));
}

/** @param {SessionRecord['edges'][number]} edge */
function measures(edge) {
    return [
        measured(edge.rttMs, 'ms'), measured(edge.lossPercent, '%'),
        measured(edge.audioKbps, 'kbit/s'), measured(edge.videoKbps, 'kbit/s'),
        measured(edge.freezes, ''),
    ];
}

/**
 * @param {number | null | undefined} value absent while nothing was measured
 * @param {string} unit
 */
function measured(value, unit) {
    return value === null || value === undefined ? '—' : `${value} ${unit}`.trim();
}

/** @typedef {{who: (seat: number | null) => string, time: (at: number) => string}} Names */

/** What a reader of the record needs of a detail, by event; the rest stays in the journal. */
const DETAILS = /** @type {Record<string, ((detail: string, names: Names) => string) | undefined>} */ ({
    arrived: (browser) => browser,
    identified: (said) => {
        const [method, ...note] = said.split(': ');
        return [coded('common.identity', method), ...note].join(' ');
    },
    asked_to_wait: (minutes) => t('common.time.minutes', { n: minutes }),
    guardian_declined: (reason) => reason,
    declined: (reason) => reason,
    removed: (reason) => reason,
    frozen: (said) => t('bureau.talks.version', { n: said.split(' ')[0] }),
    reopened: (version) => t('bureau.talks.version', { n: version }),
    clock_stepped: (seconds) => t(Number(seconds) < 0 ? 'bureau.record.clock_back' : 'bureau.record.clock_forward', {
        length: duration(Math.abs(Number(seconds))),
    }),
    presented: (state) => t(state === 'on' ? 'bureau.record.on' : 'bureau.record.off'),
    ended: (reason) => coded('common.end_reason', reason),
    claim_decided: (answer) => t(answer === 'allowed' ? 'bureau.record.allowed' : 'bureau.record.not_allowed'),
    wall_raised: (said, { who }) =>
        (said.split(': ')[1] || '').split(' ').map((seat) => who(Number(seat))).join(t('bureau.comma')),
    wall_extended: (until, { time }) => t('bureau.record.until', { time: time(Number(until)) }),
    wall_lowered: (said) => (said.endsWith('cancelled') ? t('bureau.record.cancelled') : ''),
    shielded: (said, { who }) => {
        const [medium, reader, state] = said.split(' ');
        return t(state === 'on' ? 'bureau.record.shielded_on' : 'bureau.record.shielded_off', {
            what: coded('bureau.record.medium', medium),
            name: who(Number(reader)),
        });
    },
});

/**
 * @param {string} what
 * @param {unknown} given
 * @param {Names} names
 */
function detail(what, given, names) {
    const say = DETAILS[what];
    const words = say && typeof given === 'string' && given ? say(given, names) : '';
    return words ? h('span', { class: 'muted' }, ` ${words}`) : null;
}
