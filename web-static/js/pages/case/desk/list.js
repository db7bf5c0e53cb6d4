// The ledger: what is due, by when, with one act a row.

import { due } from '../../../lib/deadline.js';
import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { levelBadge } from '../../../ui/badge.js';
import { dotted } from '../../../ui/dotted.js';
import { icon } from '../../../ui/icon.js';
import { GROUPS, groupOf } from './sorting.js';

/** @typedef {import('./sorting.js').CaseLine} CaseLine */
/** @typedef {import('./sorting.js').LostLine} LostLine */

/**
 * @param {CaseLine[]} lines
 * @returns {HTMLElement[]}
 */
export function ledgerGroups(lines) {
    return GROUPS.map((group) => {
        const rows = lines.filter((line) => groupOf(line) === group).sort((one, other) =>
            (one.due ? one.due.at : 0) - (other.due ? other.due.at : 0));
        if (!rows.length) return null;
        return h('section', null,
            h('h3', { class: 'ledger__group' },
                t(`bureau.desk.group.${group}`), ' ', h('span', null, t('bureau.desk.count', { n: rows.length }))),
            h('ul', null, rows.map((line) => row(line, group))));
    }).filter(/** @returns {each is HTMLElement} */ (each) => each !== null);
}

/**
 * Cases that the server has and can't read: they are not gone, and somebody can do something about it.
 * @param {LostLine[]} lost
 * @returns {HTMLElement | null}
 */
export function lostGroup(lost) {
    if (!lost.length) return null;
    return h('section', null,
        h('h3', { class: 'ledger__group' },
            t('bureau.desk.lost'), ' ', h('span', null, t('bureau.desk.count', { n: lost.length }))),
        h('ul', null, lost.map((line) => h('li', { class: 'row row--lost' },
            h('p', { class: 'row__due' }, icon('alert')),
            h('div', { class: 'row__main' },
                h('p', { class: 'row__title' }, line.caseNo || t('bureau.desk.lost_unnamed')),
                h('p', { class: 'row__meta' },
                    t('bureau.desk.lost_says'),
                    line.id ? [' ', h('span', { class: 'nb' }, t('bureau.desk.lost_id', { id: line.id }))] : null))))));
}

/**
 * @param {CaseLine} line
 * @param {string} group
 */
function row(line, group) {
    const address = `/case?id=${encodeURIComponent(line.id)}`;
    const sign = group === 'late' ? 'alert' : group === 'today' ? 'clock' : null;
    const title = line.masked ? t('bureau.case.masked_title') : line.title || line.caseNo;
    const limit = line.due && group !== 'undated' ? due(line.due.at) : null;
    return h('li', { class: 'row', data: { id: line.id } },
        h('p', { class: `row__due row__due--${group}` },
            h('b', null, sign ? icon(sign) : null, limit ? limit.words : t('bureau.desk.no_limit')),
            limit && line.due
                ? h('small', null, coded('bureau.due', line.due.kind), ' ', h('span', { class: 'nb' }, limit.date))
                : null),
        h('div', { class: 'row__main' },
            h('p', { class: 'row__title' }, levelBadge(line.level), h('a', { href: address, title }, title)),
            h('p', { class: 'row__meta dots' }, dotted(meta(line)))),
        h('p', { class: 'row__stage' },
            coded('bureau.status', line.status),
            h('small', null, line.session ? t('bureau.desk.talk_open') : line.unit)),
        h('a', {
            class: 'btn row__act',
            href: line.session ? `${address}&session=${encodeURIComponent(line.session.id)}` : address,
            'aria-label': t('bureau.desk.act_label', { act: act(line), title }),
        }, act(line)));
}

/** @param {CaseLine} line */
function meta(line) {
    const people = line.petitioner && line.respondent
        ? t('bureau.desk.between', { petitioner: line.petitioner, respondent: line.respondent })
        : line.petitioner;
    return [line.caseNo, people, coded('bureau.channel', line.channel)];
}

/**
 * The next act of this case.
 * @type {(line: CaseLine) => string}
 */
function act(line) {
    if (line.masked) return t('bureau.desk.act.open');
    if (line.session) return t('bureau.desk.act.session');
    return coded('bureau.desk.act', line.status, 'bureau.desk.act.open');
}
