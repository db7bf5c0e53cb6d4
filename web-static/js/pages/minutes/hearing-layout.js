// Where everything of the time line "who could hear whom" stands. Arithmetic only: no DOM, no words of its own.

/** @typedef {{from: number, to: number, since: number, until: number}} Interval `to` could hear `from` */
/** @typedef {{members: number[], since: number, sealedAt?: number | null, until: number}} Caucus */
/** @typedef {{since: number, until: number}} Span */
/**
 * @typedef {object} Row
 * @property {number} a who hears
 * @property {number} b who is heard
 * @property {boolean} mutual whether b heard a at the same times
 * @property {Span[]} spans
 */
/**
 * @typedef {object} Setting
 * @property {number} width of the drawing, px
 * @property {number} em size of its type, px
 * @property {number} start
 * @property {number} end
 * @property {(row: Row) => string} rowWords
 * @property {(caucus: Caucus, index: number) => string} bandWords
 * @property {(at: number) => string} clock
 */
/**
 * @typedef {{x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end', mark: number}} Label `mark`: x of
 *   what it names
 */

/** Below this width the words of a row stand above its bars. */
const WIDE = 560;
const GAP = 8;

/**
 * One row for each pair; two when not both heard each other at the same times.
 * @param {Interval[]} intervals
 * @param {number[]} seats
 * @returns {Row[]}
 */
export function rowsOf(intervals, seats) {
    /** @type {Row[]} */
    const rows = [];
    seats.forEach((a, index) => seats.slice(index + 1).forEach((b) => {
        const there = spansOf(intervals, a, b);
        const back = spansOf(intervals, b, a);
        if (same(there, back)) rows.push({ a, b, mutual: true, spans: there });
        else rows.push({ a, b, mutual: false, spans: there }, { a: b, b: a, mutual: false, spans: back });
    }));
    return rows;
}

/**
 * When `a` could hear `b`: in order, and what touches is one.
 * @param {Interval[]} intervals
 * @param {number} a
 * @param {number} b
 */
function spansOf(intervals, a, b) {
    /** @type {Span[]} */
    const spans = [];
    const between = intervals.filter((one) => one.to === a && one.from === b);
    for (const each of between.sort((one, other) => one.since - other.since)) {
        const last = spans[spans.length - 1];
        if (last && each.since <= last.until) last.until = Math.max(last.until, each.until);
        else spans.push({ since: each.since, until: each.until });
    }
    return spans;
}

/**
 * @param {Span[]} some
 * @param {Span[]} others
 */
function same(some, others) {
    return some.length === others.length
        && some.every((each, index) => each.since === others[index].since && each.until === others[index].until);
}

/**
 * The time that the drawing covers: the session, and whatever was heard or walled beside it.
 * @param {{intervals: Interval[], caucuses: Caucus[]}} hearing
 * @param {number | null | undefined} startedAt
 * @param {number | null | undefined} endedAt
 * @returns {{start: number, end: number}}
 */
export function extent(hearing, startedAt, endedAt) {
    const all = [...hearing.intervals, ...hearing.caucuses];
    const starts = all.map((each) => each.since);
    const ends = all.map((each) => each.until);
    if (startedAt) starts.push(startedAt);
    if (endedAt) ends.push(endedAt);
    const start = Math.min(...starts);
    return { start, end: Math.max(start + 1, ...ends) };
}

/**
 * @param {{intervals: Interval[], caucuses: Caucus[]}} hearing
 * @param {number[]} seats
 * @param {Setting} setting
 */
export function layOut(hearing, seats, setting) {
    const { width, em, start, end, clock } = setting;
    const rows = rowsOf(hearing.intervals, seats);
    const names = rows.map(setting.rowWords);
    const gutter = width < WIDE
        ? 0
        : round(Math.min(width * .34, Math.max(...names.map((words) => textWidth(words, em)), 0) + 2 * GAP));
    const left = gutter || 1;
    const right = width - 1;
    /** @param {number} at */
    const x = (at) => round(left + (right - left) * Math.min(1, Math.max(0, (at - start) / (end - start))));

    const caucuses = hearing.caucuses.map((caucus, index) => ({ caucus, words: setting.bandWords(caucus, index) }));
    const lanes = bandLabels(caucuses.map(({ caucus, words }) => ({ mark: x(caucus.since), words })), left, right, em);
    const lane = em * 1.6;
    const top = lanes.reduce((most, each) => Math.max(most, each.lane + 1), 0) * lane + (lanes.length ? GAP : 0);

    const step = gutter ? em * 2.6 : em * 3.4;
    const bar = round(em * .9);
    const bottom = round(top + step * rows.length + GAP);
    const placed = rows.map((row, index) => {
        const y = top + GAP / 2 + step * index;
        const middle = round(gutter ? y + step / 2 : y + em * 2.2);
        const height = row.mutual ? bar : round(bar / 2);
        return {
            row, middle,
            label: {
                x: gutter ? 0 : GAP,
                y: round(gutter ? middle + em * .35 : y + em * 1.3),
                words: fitted(names[index], (gutter || width) - 2 * GAP, em),
            },
            line: { x1: left, x2: right },
            bars: barsOf(row.spans, x, round(middle - height / 2), height),
        };
    });
    const bands = caucuses.map(({ caucus }, index) => {
        const from = x(caucus.since);
        const sealed = caucus.sealedAt === null || caucus.sealedAt === undefined ? x(caucus.until) : x(caucus.sealedAt);
        return {
            caucus, x: from,
            y: round(top),
            width: Math.max(3, round(x(caucus.until) - from)),
            height: round(bottom - top),
            rising: Math.max(3, round(sealed - from)),
            label: { ...lanes[index], y: round(top - GAP - lanes[index].lane * lane - em * .2), mark: from },
        };
    });
    const edges = hearing.caucuses.flatMap((each) => [each.since, each.until]).sort((one, other) => one - other);
    const marks = [...new Set([start, end, ...edges])].map((at) => ({ at, mark: x(at), words: clock(at) }));
    const ticks = axisLabels(marks, left, right, em);
    const axis = { x1: left, x2: right, y: bottom };
    const deepest = ticks.reduce((most, each) => Math.max(most, each.lane), 0);
    return {
        width, height: round(bottom + GAP + em * 1.5 * (deepest + 1)), rows: placed, bands, axis,
        ticks: ticks.map((each) => ({ ...each, y: round(bottom + GAP + em * (1 + 1.5 * each.lane)) })),
    };
}

/**
 * @param {Span[]} spans
 * @param {(at: number) => number} x
 * @param {number} y
 * @param {number} height
 */
function barsOf(spans, x, y, height) {
    return spans.map((each) => ({
        x: x(each.since), y,
        width: Math.max(2, round(x(each.until) - x(each.since))),
        height,
    }));
}

/**
 * The words over the bands, each from the left edge of its own. An earlier one stands higher than all that it would run
 * into, so that the line down to its band crosses none of them.
 * @param {{mark: number, words: string}[]} marks in order of time
 * @param {number} left
 * @param {number} right
 * @param {number} em
 */
export function bandLabels(marks, left, right, em) {
    /** @type {{x: number, words: string, lane: number, right: number}[]} */
    const placed = [];
    for (const { mark, words } of [...marks].reverse()) {
        const shown = fitted(words, right - left, em);
        const wide = textWidth(shown, em);
        const x = Math.max(left, Math.min(mark, right - wide));
        const inTheWay = placed.filter((each) => each.x < x + wide + GAP && each.right + GAP > x);
        placed.push({
            x: round(x),
            words: shown,
            right: x + wide,
            lane: inTheWay.reduce((most, each) => Math.max(most, each.lane + 1), 0),
        });
    }
    return placed.reverse();
}

/**
 * Start and end are always said, of the edges between them as many as two lanes hold; the same words are not said
 * twice.
 * @param {{at: number, mark: number, words: string}[]} marks start, end, and the others in order
 * @param {number} left
 * @param {number} right
 * @param {number} em
 */
export function axisLabels(marks, left, right, em) {
    /** @type {{at: number, mark: number, words: string, x: number, lane: number, shown: boolean, wide: number}[]} */
    const placed = [];
    for (const { at, mark, words } of marks) {
        const wide = textWidth(words, em);
        const x = Math.max(left, Math.min(mark - wide / 2, right - wide));
        const free = [0, 1].find((lane) => !placed.some((each) =>
            each.shown && each.lane === lane && each.x < x + wide + GAP && x < each.x + each.wide + GAP));
        const said = placed.some((each) => each.shown && each.words === words);
        placed.push({ at, mark, words, x: round(x), wide, lane: free || 0, shown: free !== undefined && !said });
    }
    return placed;
}

/**
 * How wide words are, near enough and never too little: a Chinese character takes an em, a Latin letter at most two
 * thirds.
 * @param {string} words
 * @param {number} em
 */
export function textWidth(words, em) {
    let wide = 0;
    for (const each of words) {
        wide += each.charCodeAt(0) >= 0x2e80 ? 1 : /[\s.,:;'|il]/.test(each) ? .36 : /[A-Z0-9mw]/.test(each) ? .68 : .6;
    }
    return wide * em;
}

/**
 * Words cut to a width, with a mark where something is missing.
 * @param {string} words
 * @param {number} width
 * @param {number} em
 */
export function fitted(words, width, em) {
    if (textWidth(words, em) <= width) return words;
    const letters = [...words];
    while (letters.length > 1 && textWidth(`${letters.join('')}…`, em) > width) letters.pop();
    return `${letters.join('').trim()}…`;
}

/** @param {number} value */
function round(value) {
    return Math.round(value * 10) / 10;
}
