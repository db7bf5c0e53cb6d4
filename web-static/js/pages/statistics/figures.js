// The figures of a month as people read them: in which group each stands, its share, its comparison.

/** @typedef {import('../../protocol/http-types.js').Month} Month */
/** @typedef {import('../../protocol/http-types.js').MonthFigure} MonthFigure */
/** @typedef {import('../../protocol/http-types.js').MonthCount} MonthCount */
/** @typedef {import('../../protocol/vocabulary.js').Figure} Figure */
/** @typedef {'year' | 'month'} Span */

/** @type {Figure[]} */
export const LEAD = ['first_resolved', 'satisfied', 'revisited', 'rated'];
/** @type {Figure[]} */
export const COMPARED = ['hotline', 'letters_and_visits', 'bypass', 'persons', 'received', 'closed'];
/** Of these, what stands on paper. */
/** @type {Figure[]} */
export const PRINTED = ['hotline', 'letters_and_visits', 'bypass'];
/** @type {Figure[]} */
export const BESIDES = ['consulted', 'discussed', 'joint', 'talked'];
/** @type {Figure[]} */
export const LOOP = [
    'notice_in_time', 'handling_in_time', 'followed_up', 'signed_off', 'returned', 'strictly_satisfied',
    'talk_with_lawyer', 'talk_agreed',
];
/** @type {Figure[]} */
export const CLASSES = ['appeal_request', 'suggestion', 'litigation_related', 'accusation'];
/** Those that count something else than matters: their number is not how many stand behind it. */
const NUMBERS = new Set(['persons', 'consulted', 'talked', 'talk_agreed', 'talk_with_lawyer']);

/** @param {Figure} figure */
export function countsMatters(figure) {
    return !NUMBERS.has(figure);
}

/**
 * @param {Month} month
 * @param {Figure} name
 * @returns {MonthFigure}
 */
export function figureOf(month, name) {
    const found = month.figures.find((each) => each.figure === name);
    const none = { top: 0 };
    return found || { figure: name, month: none, monthBefore: none, year: none, yearBefore: none };
}

/**
 * @param {MonthFigure} figure
 * @param {Span} span
 * @returns {{now: MonthCount, before: MonthCount, change: number | null}}
 */
export function compared(figure, span) {
    const change = span === 'year' ? figure.yearChange : figure.monthChange;
    return {
        now: figure[span], before: span === 'year' ? figure.yearBefore : figure.monthBefore,
        change: change ?? null,
    };
}

/**
 * Tenths of a percent with one decimal: "98.6", "100" without one, "—" where there is none.
 * @param {number | null | undefined} tenths
 * @param {boolean} [always] one decimal, whatever it is
 */
export function percent(tenths, always = false) {
    if (tenths === null || tenths === undefined) return '—';
    const size = Math.abs(tenths);
    const text = size % 10 || always ? `${Math.floor(size / 10)}.${size % 10}` : `${size / 10}`;
    return `${tenths < 0 ? '\u2212' : ''}${text}`;
}

/**
 * The same with its sign: "98.6%", "—".
 * @param {number | null | undefined} tenths
 * @param {boolean} [always]
 */
export function percentSign(tenths, always) {
    const words = percent(tenths, always);
    return words === '—' ? words : `${words}%`;
}

/**
 * `YYYY-MM` some months on.
 * @param {string} month
 * @param {number} by
 */
export function otherMonth(month, by) {
    const serial = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
    return `${String(Math.floor(serial / 12)).padStart(4, '0')}-${String((serial % 12) + 1).padStart(2, '0')}`;
}
