// The cards of the month's page.

import { h } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { bars, lines } from './charts.js';
import { BESIDES, CLASSES, compared, COMPARED, figureOf, LOOP, percent, percentSign } from './figures.js';
import { monthAt } from './table.js';

/** @typedef {import('../../protocol/http-types.js').Month} Month */
/** @typedef {import('../../protocol/vocabulary.js').Figure} Figure */
/**
 * @typedef {object} View
 * @property {Month} month
 * @property {import('./figures.js').Span} span
 * @property {Figure | null} opened
 * @property {(figure: Figure) => void} open
 * @property {(some: Figure[]) => HTMLElement} behind what is opened, where it is one of these
 */

/**
 * Opens the definition of a figure.
 * @param {View} view
 * @param {Figure} name
 * @param {string} [words]
 */
function opener(view, name, words) {
    const isOpen = view.opened === name;
    return h('button', {
        class: 'link', type: 'button', data: { open: name }, 'aria-expanded': isOpen,
        'aria-controls': isOpen ? `behind-${name}` : null,
        'aria-label': `${t(`month.figure_name.${name}`)}: ${t(isOpen ? 'month.close' : 'month.how')}`,
        on: { click: () => view.open(name) },
    }, isOpen ? t('month.close') : words || t('month.how'));
}

/**
 * @param {View} view
 * @param {Figure} name
 */
export function leadCard(view, name) {
    const { now } = compared(figureOf(view.month, name), view.span);
    const base = now.base || 0;
    return h('div', { class: view.opened === name ? 'lead__one lead__one--open' : 'lead__one' },
        h('h2', null, t(`month.figure_name.${name}`)),
        h('p', { class: 'lead__n', data: { figure: name } },
            percent(now.tenths), base ? h('small', null, '%') : null),
        h('p', { class: 'small' }, t('month.pieces', { top: now.top, base })),
        opener(view, name));
}

/**
 * @param {View} view
 * @param {string} heading
 * @param {Figure[]} names
 */
function comparedTable(view, heading, names) {
    const each = names.map((name) => ({ name, ...compared(figureOf(view.month, name), view.span) }));
    const most = Math.max(0, ...each.flatMap(({ now, before }) => [now.top, before.top]));
    return h('section', { class: 'card' },
        h('div', { class: 'card__head' }, h('h2', null, heading),
            h('p', { class: 'legend small' },
                h('span', { class: 'legend__last' }, t('month.last')),
                h('span', { class: 'legend__now' }, t('month.this')))),
        h('div', { class: 'card__body' },
            h('table', { class: 'grid grid--month' },
                h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('month.what')),
                    h('th', { scope: 'col', class: 'r' }, t('month.last')),
                    h('th', { scope: 'col', class: 'r' }, t('month.this')), h('td', { class: 'grid__bars' }),
                    h('th', { scope: 'col', class: 'r' }, t('month.change')), h('td', null))),
                h('tbody', null, each.map(({ name, now, before, change }) => h('tr', { data: { figure: name } },
                    h('th', { scope: 'row' }, t(`month.figure_name.${name}`),
                        h('small', null, t(`month.figure_top.${name}`))),
                    h('td', { class: 'r' }, before.top), h('td', { class: 'r' }, h('b', null, now.top)),
                    h('td', { class: 'grid__bars' }, bars(t(`month.figure_name.${name}`), before.top, now.top, most)),
                    h('td', { class: 'r' }, h('b', null, percentSign(change, true))),
                    h('td', { class: 'r' }, opener(view, name)))))),
            view.behind(names)));
}

/** @param {View} view */
export const comparison = (view) => comparedTable(view, t('month.compare'), COMPARED);
/** @param {View} view */
export const classes = (view) => comparedTable(view, t('month.classes'), CLASSES);

/** @param {Month} month */
export function units(month) {
    const most = Math.max(0, ...month.units.flatMap((each) => each.months));
    return h('section', { class: 'card' },
        h('div', { class: 'card__head' }, h('h2', null, t('month.units'))),
        h('div', { class: 'card__body' },
            h('p', { class: 'small' }, t(month.units.length ? 'month.units_says' : 'month.units_none')),
            h('div', { class: 'multiples' }, month.units.map((each) => lines(each, month.month, most))),
            month.units.length ? h('details', { class: 'more' }, h('summary', null, t('month.table')),
                h('div', { class: 'scrolls', tabindex: '0', role: 'region', 'aria-label': t('month.units') },
                    h('table', { class: 'grid' },
                        h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('month.unit')),
                            month.units[0].months.map((_, place) =>
                                h('th', { scope: 'col', class: 'r' }, monthAt(month, place))))),
                        h('tbody', null, month.units.map((each) => h('tr', null, h('th', { scope: 'row' }, each.unit),
                            each.months.map((n) => h('td', { class: 'r' }, n)))))))) : null));
}

/** @param {View} view */
export function besides(view) {
    return h('section', { class: 'card' },
        h('div', { class: 'card__head' }, h('h2', null, t('month.besides'))),
        h('div', { class: 'card__body' },
            h('ul', { class: 'tally' }, BESIDES.map((name) => {
                const { now } = compared(figureOf(view.month, name), view.span);
                return h('li', { data: { figure: name } }, h('b', null, now.top),
                    h('span', null, t(`month.figure_top.${name}`)), opener(view, name));
            })), view.behind(BESIDES)));
}

/** @param {View} view */
export function loop(view) {
    return h('section', { class: 'card' },
        h('div', { class: 'card__head' }, h('h2', null, t('month.loop'))),
        h('div', { class: 'card__body' },
            h('ul', { class: 'tally tally--shares' }, LOOP.map((name) => {
                const { now } = compared(figureOf(view.month, name), view.span);
                return h('li', { data: { figure: name } },
                    h('span', null, t(`month.figure_name.${name}`), h('small', null, `${now.top} ÷ ${now.base ?? 0}`)),
                    h('b', null, percentSign(now.tenths, true)), opener(view, name));
            })), view.behind(LOOP)));
}
