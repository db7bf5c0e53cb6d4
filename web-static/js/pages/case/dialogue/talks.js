// The talks of a case, newest first.

import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { moment, span } from '../../../lib/time.js';
import { chip } from '../../../ui/badge.js';
import { emptyPlace } from '../../../ui/skeleton.js';
import { talkHearing } from './hearing.js';
import { phaseChip } from './phase.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../../protocol/http-types.js').Talk} Talk */

/**
 * @param {CaseFile} file
 * @param {(id: string) => void} invite
 */
export function talks(file, invite) {
    if (!file.sessions.length) return emptyPlace('people', t('bureau.talks.none'), t('bureau.talks.none_says'));
    const newest = file.sessions.slice().sort((one, other) => other.number - one.number);
    return [
        h('table', { class: 'grid grid--talks' },
            h('thead', null, h('tr', null,
                ['talk', 'who', 'result', 'minutes'].map((each) =>
                    h('th', { scope: 'col' }, t(`bureau.talks.${each}`))),
                h('th', { scope: 'col' }, h('span', { class: 'vh' }, t('bureau.talks.act'))))),
            h('tbody', null, newest.map((talk) => row(talk, invite)))),
        newest.filter((talk) => talk.startedAt).map(talkHearing),
    ];
}

/**
 * @param {Talk} talk
 * @param {(id: string) => void} invite
 */
function row(talk, invite) {
    const when = talk.startedAt && talk.endedAt
        ? span(talk.startedAt, talk.endedAt)
        : moment(talk.startedAt || talk.createdAt);
    const open = talk.phase !== 'ended';
    const number = t('bureau.talks.number', { n: talk.number });
    return h('tr', null,
        h('td', null,
            h('b', null, number),
            h('br'),
            h('span', { class: 'muted small' }, talk.unreadable ? t('bureau.talks.unreadable') : when)),
        h('td', null,
            talk.attendees.map((each) => each.name).join(t('bureau.comma'))
                || h('span', { class: 'muted' }, t('bureau.talks.nobody'))),
        h('td', null, open ? phaseChip(talk.phase) : coded('common.end_reason', talk.reason, 'bureau.phase.ended')),
        h('td', null,
            talk.minutes
                ? [t('bureau.talks.version', { n: talk.minutes.version }), h('br'), label(talk.minutes.label)]
                : h('span', { class: 'muted' }, '—')),
        h('td', { class: 'r' },
            talk.unreadable ? null : open ? inviteButton(talk, invite) : readLink(talk)));
}

/**
 * @param {Talk} talk
 * @param {(id: string) => void} invite
 */
function inviteButton(talk, invite) {
    return h('button', {
        class: 'link', type: 'button',
        'aria-label': t('bureau.talks.invite_label', { number: t('bureau.talks.number', { n: talk.number }) }),
        on: { click: () => invite(talk.id) },
    }, t('bureau.talks.invite'));
}

/** @param {Talk} talk */
function readLink(talk) {
    return h('a', {
        href: `/minutes?session=${encodeURIComponent(talk.id)}`,
        'aria-label': t('bureau.talks.read_label', { number: t('bureau.talks.number', { n: talk.number }) }),
    }, t('bureau.talks.read'));
}

/** @param {string} state */
export function label(state) {
    return chip(state === 'signed' ? 'ok' : 'none', coded('bureau.label', state));
}
