// What was promised: who does what by when, and what is known of it.

import { due } from '../../../lib/deadline.js';
import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { date, now } from '../../../lib/time.js';
import { chip } from '../../../ui/badge.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../../protocol/http-types.js').CasePromise} CasePromise */

/**
 * How many were kept, and how many are late.
 * @param {CasePromise[]} promises
 */
export function promisesInShort(promises) {
    return t('bureau.promises.short', {
        all: promises.length, kept: promises.filter((each) => each.performance === 'whole').length,
        late: promises.filter(isLate).length,
    });
}

/** @param {CasePromise[]} promises */
export function promiseList(promises) {
    return h('ol', { class: 'promises' }, promises.map((each) => h('li', null,
        h('b', { class: `promises__n promises__n--${state(each)}` }, each.number),
        h('div', null, h('p', { class: 'promises__what' }, each.who, ' ', each.what),
            h('p', { class: 'small muted' }, t('bureau.promises.until', { date: date(each.due) })),
            each.notedAt ? h('p', { class: 'small' },
                h('span', { class: 'nb' }, date(each.notedAt)), ' ', each.notedBy || '', ' ', each.note || '') : null),
        chipOf(each))));
}

/** @param {CasePromise} each */
function isLate(each) {
    return each.performance !== 'whole' && each.due < now();
}

/** @param {CasePromise} each */
function state(each) {
    return each.performance === 'whole' ? 'ok' : isLate(each) ? 'bad' : 'open';
}

/** @param {CasePromise} each */
function chipOf(each) {
    if (each.performance === 'whole') return chip('ok', t('bureau.performance.whole'));
    if (each.performance === 'part' || each.performance === 'none') {
        return chip(isLate(each) ? 'bad' : 'warn', t(`bureau.performance.${each.performance}`));
    }
    return chip(isLate(each) ? 'bad' : 'now', due(each.due).words);
}
