// Charts, drawn by elements: bars of two years, and lines of two years on one scale. Each has its words; the table
// beside it has the numbers.

import { h, svg } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { otherMonth } from './figures.js';

const BAR = { width: 240, height: 34 };
const LINE = { width: 180, height: 92, left: 22, right: 22, top: 8, bottom: 20 };

/**
 * Last year above, this year below.
 * @param {string} name
 * @param {number} last
 * @param {number} now
 * @param {number} most of all bars beside it
 */
export function bars(name, last, now, most) {
    const width = (/** @type {number} */ n) => (most ? Math.max(n ? 2 : 0, ((BAR.width - 2) * n) / most) : 0);
    return svg('svg', {
        class: 'bars', viewBox: `0 0 ${BAR.width} ${BAR.height}`, role: 'img',
        'aria-label': t('month.bar', { name, last, now }),
    },
        svg('rect', { class: 'bars__last', x: 1, y: 2, width: width(last), height: 12 }),
        svg('rect', { class: 'bars__now', x: 1, y: 19, width: width(now), height: 13 }));
}

/**
 * The twelve months that end with this one, and those before them.
 * @param {{unit: string, months: number[]}} series
 * @param {string} month
 * @param {number} most of all units
 */
export function lines(series, month, most) {
    const half = series.months.length / 2;
    const [before, after] = [series.months.slice(0, half), series.months.slice(half)];
    const sum = (/** @type {number[]} */ some) => some.reduce((all, each) => all + each, 0);
    const top = Math.max(1, most);
    const x = (/** @type {number} */ place) =>
        LINE.left + ((LINE.width - LINE.left - LINE.right) * place) / Math.max(1, half - 1);
    const room = LINE.height - LINE.top - LINE.bottom;
    const y = (/** @type {number} */ n) => LINE.top + room - (room * n) / top;
    const path = (/** @type {number[]} */ some) =>
        some.map((n, place) => `${place ? 'L' : 'M'}${x(place).toFixed(1)} ${y(n).toFixed(1)}`).join('');
    const last = after[half - 1];
    const label = (/** @type {number} */ by) => t('month.before', { month: Number(otherMonth(month, by).slice(5)) });
    return h('figure', { class: 'multiple' },
        h('figcaption', null, h('b', null, series.unit),
            h('span', { class: 'muted' }, t('month.two_years', { last: sum(before), now: sum(after) }))),
        svg('svg', {
            class: 'lines', viewBox: `0 0 ${LINE.width} ${LINE.height}`, role: 'img',
            'aria-label': t('month.series', { unit: series.unit, now: sum(after), last: sum(before), n: last }),
        },
            [0, top].map((n) => [
                svg('path', { class: 'lines__rule', d: `M${LINE.left} ${y(n)}H${LINE.width - LINE.right}` }),
                svg('text', { x: LINE.left - 6, y: y(n) + 4, 'text-anchor': 'end' }, n),
            ]),
            svg('path', { class: 'lines__last', d: path(before) }),
            svg('path', { class: 'lines__now', d: path(after) }),
            svg('rect', { class: 'lines__end', x: x(half - 1) - 2.5, y: y(last) - 2.5, width: 5, height: 5 }),
            svg('text', { class: 'lines__value', x: x(half - 1) + 7, y: y(last) + 4 }, last),
            svg('text', { x: LINE.left, y: LINE.height - 4 }, label(1 - half)),
            svg('text', { x: x(half - 1), y: LINE.height - 4, 'text-anchor': 'end' }, label(0))));
}
