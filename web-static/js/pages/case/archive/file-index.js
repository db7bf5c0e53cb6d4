// What the file holds: its index, what lacks, and how long it is kept.

import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { fullDate } from '../../../lib/time.js';
import { icon } from '../../../ui/icon.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */

/** @param {CaseFile} file */
export function fileIndex(file) {
    return h('div', null,
        h('table', { class: 'grid grid--index' },
            h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('bureau.index.no')),
                h('th', { scope: 'col' }, t('bureau.index.paper')),
                h('th', { scope: 'col', class: 'r' }, t('bureau.index.papers')))),
            h('tbody', null, file.index.map((each, place) => h('tr', null, h('td', null, place + 1),
                h('th', { scope: 'row' }, t(`bureau.index.item.${each.item}`)),
                h('td', { class: 'r' },
                    each.papers || h('span', { class: 'warn' }, icon('alert'), ' ', t('bureau.index.lacks'))))))),
        file.retention ? h('p', { class: 'small' }, kept(file.retention)) : null);
}

/**
 * How many papers there are.
 * @param {CaseFile} file
 */
export function papersOf(file) {
    return t('bureau.index.all', { n: file.index.reduce((all, each) => all + each.papers, 0) });
}

/** @param {NonNullable<CaseFile['retention']>} retention */
function kept({ years, until }) {
    return years && until
        ? t('bureau.index.until', { years, date: fullDate(until) }) : t('bureau.index.for_ever');
}
