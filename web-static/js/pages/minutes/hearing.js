// Who could hear whom, told from the journal: a time line, and the same as a table.

import { h, replace, svg } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { clock, duration, now } from '../../lib/time.js';
import { button } from '../../ui/button.js';
import { extent, layOut } from './hearing-layout.js';
import { hearingTable } from './hearing-table.js';

/** @typedef {import('../../protocol/http-types.js').SessionRecord} SessionRecord */
/** @typedef {import('../../protocol/http-types.js').Caucus} Caucus */
/** @typedef {(seat: number) => string} Who */

/** The width of a drawing that goes onto A4, px. */
const SHEET = 620;

/**
 * @param {SessionRecord} record
 * @param {(seat: number | null) => string} who
 */
export function hearingSection(record, who) {
    const { caseNo, title } = record;
    const heading = h('h3', { id: 'rec-hearing' }, t('bureau.record.hearing.title'));
    const paper = [
        h('p', { class: 'hearing__on-paper' }, `${caseNo} · ${title}`),
        button(t('bureau.record.hearing.print'), { kind: 'quiet', size: 'sm', sign: 'print', press: printAlone }),
    ];
    return h('section', { class: 'card hearing', 'aria-labelledby': 'rec-hearing' },
        h('header', { class: 'card__head' }, heading, isEmpty(record) ? null : paper), hearingBody(record, who));
}

/** @param {SessionRecord} record */
function isEmpty({ hearing }) {
    return !hearing.intervals.length && !hearing.caucuses.length;
}

/**
 * The drawing, what its shapes mean, and the table: on the record, and on the case.
 * @param {SessionRecord} record
 * @param {(seat: number | null) => string} who
 */
export function hearingBody(record, who) {
    if (isEmpty(record)) {
        return h('div', { class: 'card__body' }, h('p', { class: 'muted' },
            t(record.startedAt ? 'bureau.record.hearing.nobody' : 'bureau.record.hearing.never')));
    }
    const place = h('div', { class: 'hearing__place' });
    keepDrawn(place, record, who);
    return h('div', { class: 'card__body' },
        record.phase === 'ended' ? null : h('p', { class: 'muted' }, t('bureau.record.hearing.so_far')),
        record.hearing.caucuses.length ? null : h('p', null, t('bureau.record.hearing.no_caucus')),
        place, key(record), hearingTable(record, who));
}

/**
 * Draws at the width that there is, so that type keeps its size; on paper at the width of the sheet.
 * @param {HTMLElement} place
 * @param {SessionRecord} record
 * @param {Who} who
 */
function keepDrawn(place, record, who) {
    let drawnAt = 0;
    /** @param {number} width */
    const drawAt = (width) => {
        if (!width || width === drawnAt) return;
        drawnAt = width;
        replace(place, drawing(record, who, width, parseFloat(getComputedStyle(place).fontSize) || 13));
    };
    const fit = () => {
        if (place.isConnected) drawAt(Math.floor(place.clientWidth));
    };
    new ResizeObserver(fit).observe(place);
    const toPaper = () => drawAt(SHEET);
    const stop = () => {
        if (place.isConnected) return fit();
        removeEventListener('beforeprint', toPaper);
        removeEventListener('afterprint', stop);
    };
    addEventListener('beforeprint', toPaper);
    addEventListener('afterprint', stop);
}

/**
 * @param {SessionRecord} record
 * @param {Who} who
 * @param {number} width
 * @param {number} em
 */
function drawing(record, who, width, em) {
    const { hearing } = record;
    const { start, end } = extent(hearing, record.startedAt, record.endedAt || now());
    const seats = seatsOf(record);
    const plan = layOut(hearing, seats, {
        width, em, start, end, clock,
        rowWords: (row) =>
            t(`bureau.record.hearing.${row.mutual ? 'pair' : 'one_way'}`, { a: who(row.a), b: who(row.b) }),
        bandWords: (caucus) => bandWords(caucus, who),
    });
    const many = hearing.caucuses.length;
    return svg('svg', {
        class: 'hearing__chart',
        viewBox: `0 0 ${plan.width} ${plan.height}`,
        width: plan.width, height: plan.height, role: 'img',
        'aria-labelledby': `hearing-t-${record.number} hearing-d-${record.number}`,
    },
        svg('title', { id: `hearing-t-${record.number}` }, t('bureau.record.hearing.title')),
        svg('desc', { id: `hearing-d-${record.number}` }, t('bureau.record.hearing.describe', {
            start: clock(start), end: clock(end), people: seats.map(who).join(t('bureau.comma')),
            caucuses: many ? t('bureau.record.hearing.alone_times', { n: many }) : t('bureau.record.hearing.no_caucus'),
        })),
        svg('defs', null, hatch(`hearing-hatch-${record.number}`)),
        plan.bands.map((band) => svg('g', { class: 'hearing__band' },
            svg('rect', { class: 'hearing__wall', x: band.x, y: band.y, width: band.width, height: band.height }),
            svg('rect', {
                fill: `url(#hearing-hatch-${record.number})`,
                x: band.x, y: band.y, width: band.rising, height: band.height,
            }),
            svg('rect', {
                class: band.rising < band.width ? 'hearing__edge' : 'hearing__edge hearing__edge--never',
                x: band.x, y: band.y, width: band.width, height: band.height,
            }),
            svg('line', {
                class: 'hearing__lead', x1: band.label.mark, x2: band.label.mark, y1: band.label.y, y2: band.y,
            }))),
        plan.rows.map(({ row, middle, label, line, bars }) => svg('g', null,
            svg('line', { class: 'hearing__silence', x1: line.x1, x2: line.x2, y1: middle, y2: middle }),
            bars.map((bar) =>
                svg('rect', { class: row.mutual ? 'hearing__bar' : 'hearing__bar hearing__bar--one', ...bar })),
            bars.length
                ? null
                : words('hearing__not', line.x1 + 8, middle + em * .35, t('bureau.record.hearing.not_once')),
            words('hearing__row', label.x, label.y, label.words))),
        plan.bands.map((band) => words('hearing__inside', band.label.x, band.label.y, band.label.words)),
        svg('line', { class: 'hearing__axis', x1: plan.axis.x1, x2: plan.axis.x2, y1: plan.axis.y, y2: plan.axis.y }),
        plan.ticks.map((tick) => svg('line', {
            class: 'hearing__axis', x1: tick.mark, x2: tick.mark, y1: plan.axis.y,
            y2: tick.shown && tick.lane ? tick.y - em : plan.axis.y + 5,
        })),
        plan.ticks.filter((tick) => tick.shown).map((tick) => words('hearing__time', tick.x, tick.y, tick.words)));
}

/**
 * @param {string} name
 * @param {number} x
 * @param {number} y
 * @param {string} said
 */
function words(name, x, y, said) {
    return svg('text', { class: `hearing__words ${name}`, x, y }, said);
}

/** @param {string} id */
function hatch(id) {
    return svg('pattern', { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        svg('line', { class: 'hearing__hatch', x1: 1, x2: 1, y1: 0, y2: 6 }));
}

/**
 * @param {Pick<Caucus, 'members' | 'since' | 'sealedAt'>} caucus
 * @param {Who} who
 */
function bandWords(caucus, who) {
    const names = caucus.members.map(who).join(t('bureau.comma'));
    return caucus.sealedAt
        ? t('bureau.record.hearing.band', { names, length: duration((caucus.sealedAt - caucus.since) / 1000) })
        : t('bureau.record.hearing.band_never', { names });
}

/**
 * The host, whoever was let in, and whoever the journal tells of besides.
 * @param {SessionRecord} record
 */
function seatsOf({ attendees, hearing }) {
    const seats = new Set([1, ...attendees.filter((each) => each.admittedAt).map((each) => each.seat)]);
    hearing.intervals.forEach((each) => seats.add(each.from).add(each.to));
    hearing.caucuses.forEach((each) => each.members.forEach((seat) => seats.add(seat)));
    return [...seats].sort((one, other) => one - other);
}

/**
 * What each shape means, of those that the drawing has.
 * @param {SessionRecord} record
 */
function key({ hearing, number }) {
    const oneWay = hearing.intervals.some((each) => !hearing.intervals.some((other) =>
        other.from === each.to && other.to === each.from && other.since === each.since && other.until === each.until));
    /** @type {[string, SVGElement][]} */
    const shapes = [
        ['both', svg('rect', { class: 'hearing__bar', x: 1, y: 2, width: 26, height: 12 })],
        ...(oneWay ? [/** @type {[string, SVGElement]} */ ([
            'one',
            svg('rect', { class: 'hearing__bar hearing__bar--one', x: 1, y: 5, width: 26, height: 6 }),
        ])] : []),
        ['not', svg('line', { class: 'hearing__silence', x1: 1, x2: 27, y1: 8, y2: 8 })],
        ...(hearing.caucuses.length ? /** @type {[string, SVGElement][]} */ ([
            [
                'band',
                svg('g', null,
                    svg('rect', { class: 'hearing__wall', x: 1, y: 1, width: 26, height: 14 }),
                    svg('rect', { class: 'hearing__edge', x: 1, y: 1, width: 26, height: 14 })),
            ],
            [
                'rising',
                svg('g', null,
                    svg('defs', null, hatch(`hearing-key-${number}`)),
                    svg('rect', { fill: `url(#hearing-key-${number})`, x: 1, y: 1, width: 26, height: 14 }),
                    svg('rect', { class: 'hearing__edge hearing__edge--never', x: 1, y: 1, width: 26, height: 14 })),
            ],
        ]) : []),
    ];
    return h('ul', { class: 'hearing__key' }, shapes.map(([name, shape]) => h('li', null,
        svg('svg', { viewBox: '0 0 28 16', width: 28, height: 16, 'aria-hidden': 'true' }, shape),
        h('span', null, coded('bureau.record.hearing', `key_${name}`)))));
}

/** Prints this part and leaves the minutes out; otherwise the page prints the minutes alone. */
function printAlone() {
    const root = document.documentElement;
    root.classList.add('prints-hearing');
    addEventListener('afterprint', () => root.classList.remove('prints-hearing'), { once: true });
    window.print();
}
