// The same as the drawing of who could hear whom, as a table, to the second.

import { h } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { date, dayNumber } from '../../lib/time.js';
import { extent } from './hearing-layout.js';

/** @typedef {import('../../protocol/http-types.js').SessionRecord} SessionRecord */
/** @typedef {(seat: number) => string} Who */

/**
 * @param {SessionRecord} record
 * @param {Who} who
 */
export function hearingTable(record, who) {
    const { intervals, caucuses } = record.hearing;
    const { start, end } = extent(record.hearing, record.startedAt, record.endedAt);
    const severalDays = dayNumber(start) !== dayNumber(end);
    /** @param {number} at */
    const instant = (at) => h('time', { datetime: new Date(at).toISOString() },
        severalDays ? `${date(at)} ${clockWithSeconds(at)}` : clockWithSeconds(at));
    return h('details', { class: 'more hearing__table' }, h('summary', null, t('bureau.record.hearing.table')),
        grid(t('bureau.record.hearing.title'), ['who', 'whom', 'from', 'to'],
            intervals.map((each) => [who(each.to), who(each.from), instant(each.since), instant(each.until)])),
        caucuses.length ? grid(t('bureau.record.hearing.caucuses'), ['inside', 'from', 'confirmed', 'sealed', 'to'],
            caucuses.map((each) => [
                each.members.map(who).join(t('bureau.comma')), instant(each.since), confirmations(each, who, instant),
                each.sealedAt ? instant(each.sealedAt) : t('bureau.record.hearing.not_sealed'), instant(each.until),
            ])) : null);
}

/**
 * Who confirmed the wall and when, and who was left outside because their page was silent.
 * @param {import('../../protocol/http-types.js').Caucus} caucus
 * @param {Who} who
 * @param {(at: number) => HTMLElement} instant
 */
function confirmations({ confirmations: given, leftOutside }, who, instant) {
    const said = (/** @type {import('../../lib/html.js').Child[]} */ ...words) =>
        h('span', { class: 'hearing__said' }, words);
    return [
        ...given.map(({ seat, at }) => said(who(seat), ' ', instant(at))),
        ...leftOutside.map((seat) => said(t('bureau.record.hearing.left_outside', { name: who(seat) }))),
    ];
}

/**
 * @param {string} caption
 * @param {string[]} columns
 * @param {import('../../lib/html.js').Child[][]} rows
 */
function grid(caption, columns, rows) {
    return h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption },
        h('table', { class: 'grid hearing__grid' },
            h('caption', null, caption),
            h('thead', null,
                h('tr', null, columns.map((each) => h('th', { scope: 'col' }, t(`bureau.record.hearing.${each}`))))),
            h('tbody', null, rows.map(([first, ...rest]) =>
                h('tr', null, h('th', { scope: 'row' }, first), rest.map((each) => h('td', null, each)))))));
}

const seconds = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});

/** @param {number} at */
function clockWithSeconds(at) {
    return seconds.format(at);
}
