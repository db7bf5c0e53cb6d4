// The month on paper: what the page prints in place of itself.

import { h } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { fullDate, now as nowAt } from '../../lib/time.js';
import { compared, figureOf, LOOP, percentSign, PRINTED } from './figures.js';
import { monthWords } from './table.js';

/** @typedef {import('../../protocol/http-types.js').Month} Month */
/** @typedef {import('../../protocol/vocabulary.js').Figure} Figure */

/**
 * @param {Month} month
 * @param {import('../../ui/shell.js').Me} me
 * @param {import('./figures.js').Span} span
 */
export function paper(month, me, span) {
    const now = (/** @type {Figure} */ name) => compared(figureOf(month, name), span).now;
    const share = (/** @type {Figure} */ name) => percentSign(now(name).tenths);
    const words = monthWords(month.month);
    const from = span === 'year' ? { ...words, month: 1 } : words;
    return h('article', {
        class: 'a4 a4--month on-paper', lang: document.documentElement.lang,
        data: { mark: me.demo ? t('common.demo.title') : null },
    },
        h('header', { class: 'a4__head' }, h('p', { class: 'a4__no' }, me.office),
            h('p', { class: 'a4__title' }, t('month.paper_title'))),
        h('p', { class: 'a4__line' }, h('span', null, t('month.paper_no', words)),
            h('span', null,
                t('month.paper_span', { from: t('month.of_month', from), to: t('month.of_month', words) }))),
        h('h2', null, t('month.paper_one')),
        h('p', null, t('month.paper_lead', {
            first: now('first_resolved').base || 0, resolved: now('first_resolved').top,
            firstRate: share('first_resolved'), rated: now('satisfied').base || 0, satisfied: now('satisfied').top,
            satisfiedRate: share('satisfied'), ratedRate: share('rated'), closed: now('revisited').base || 0,
            revisited: now('revisited').top, revisitedRate: share('revisited'),
        })),
        h('h2', null, t('month.paper_two')),
        h('table', { class: 'a4__table' },
            h('thead', null, h('tr', null, [t('month.what'), t('month.last'), t('month.this'), t('month.change')].map(
                (each) => h('th', { scope: 'col' }, each)))),
            h('tbody', null, PRINTED.map((name) => {
                const line = compared(figureOf(month, name), span);
                return h('tr', null, h('th', { scope: 'row' }, t(`month.figure_name.${name}`)),
                    [line.before.top, line.now.top, percentSign(line.change, true)].map(
                        (each) => h('td', { class: 'r' }, each)));
            }))),
        h('h2', null, t('month.paper_three')),
        h('p', null, t('month.paper_besides', {
            consulted: now('consulted').top, discussed: now('discussed').top, joint: now('joint').top,
            talked: now('talked').top,
        })),
        h('h2', null, t('month.paper_four')),
        h('table', { class: 'a4__table' }, h('tbody', null, LOOP.map((name) => h('tr', null,
            h('th', { scope: 'row' }, t(`month.figure_name.${name}`)),
            h('td', { class: 'r' }, `${now(name).top} ÷ ${now(name).base ?? 0}`),
            h('td', { class: 'r' }, percentSign(now(name).tenths, true)))))),
        h('p', { class: 'small' }, t('month.base_says')),
        h('p', { class: 'a4__line' }, h('span', null, t('month.paper_made', { name: me.account.name })),
            h('span', null, fullDate(nowAt()))),
        h('p', { class: 'a4__foot' }, h('span', null, t('month.paper_foot'))));
}
