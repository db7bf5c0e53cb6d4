// What the page shows as rows: for its tables, for the paper, and for a spreadsheet.

import { t } from '../../lib/text.js';
import { BESIDES, CLASSES, compared, COMPARED, figureOf, LEAD, LOOP, otherMonth, percent } from './figures.js';

/** @typedef {import('../../protocol/http-types.js').Month} Month */

/**
 * Every figure, for both spans, with last year; then the units by month.
 * @param {Month} month
 * @returns {(string | number | null)[][]}
 */
export function rowsOf(month) {
    const spans = /** @type {const} */ ([['year', t('month.span_year')], ['month', t('month.span_month')]]);
    const head = [
        t('month.what'), t('month.column_span'), t('month.column_top'), t('month.column_base'), t('month.column_value'),
        t('month.column_last_year'), `${t('month.column_last_year')} ${t('month.column_base')}`,
        `${t('month.column_last_year')} ${t('month.column_value')}`,
    ];
    const figures = [...LEAD, ...COMPARED, ...CLASSES, ...BESIDES, ...LOOP].flatMap((name) => {
        const figure = figureOf(month, name);
        return spans.map(([span, words]) => {
            const { now, before, change } = compared(figure, span);
            const isShare = now.base !== null && now.base !== undefined;
            return [
                t(`month.figure_name.${name}`), words, now.top, isShare ? now.base ?? null : null,
                shown(isShare ? now.tenths : change), before.top, isShare ? before.base ?? null : null,
                isShare ? shown(before.tenths) : null,
            ];
        });
    });
    const units = month.units.map((each) => [each.unit, ...each.months]);
    return [
        [t('month.of_month', monthWords(month.month))], head, ...figures, [],
        [t('month.unit'), ...(month.units[0] ? month.units[0].months.map((_, place) => monthAt(month, place)) : [])],
        ...units,
    ];
}

/** @param {number | null | undefined} tenths */
function shown(tenths) {
    const words = percent(tenths, true);
    return words === '—' ? words : `${words}%`;
}

/**
 * The month of a place in the series.
 * @param {Month} month
 * @param {number} place
 */
export function monthAt(month, place) {
    return otherMonth(month.month, place + 1 - (month.units[0] ? month.units[0].months.length : 1));
}

/** @param {string} month */
export function monthWords(month) {
    return { year: Number(month.slice(0, 4)), month: Number(month.slice(5, 7)) };
}
