// How was the month, against last year, and which matters stand behind each number?

import { h, replace } from '../../lib/html.js';
import { get } from '../../lib/http.js';
import { downloadCSV } from '../../lib/csv.js';
import { loadTexts, t } from '../../lib/text.js';
import { now } from '../../lib/time.js';
import { button } from '../../ui/button.js';
import { icon } from '../../ui/icon.js';
import { singleKeys } from '../../ui/keys.js';
import { note } from '../../ui/note.js';
import { goToSignIn, nameThePage, startPage } from '../../ui/shell.js';
import { failurePanel, whileFetching } from '../../ui/skeleton.js';
import { definition } from './behind.js';
import { figureOf, LEAD, otherMonth } from './figures.js';
import { paper } from './paper.js';
import { besides, classes, comparison, leadCard, loop, units } from './parts.js';
import { monthWords, rowsOf } from './table.js';

/** @typedef {import('../../protocol/http-types.js').Month} Month */
/** @typedef {import('../../protocol/vocabulary.js').Figure} Figure */
/** @typedef {import('../../ui/shell.js').Me} Me */

/** @type {import('./figures.js').Span} */
let span = 'year';
/** @type {Figure | null} */
let opened = null;
/** @type {Month | null} */
let held = null;
let unbind = () => {};

const words = loadTexts('month');
startPage((main, me) => {
    words.then(() => (held ? draw(main, me) : load(main, me))).catch((error) => {
        replace(main, failurePanel(error, () => location.reload()));
    });
});

/** The month of the bureau's zone in which we are. */
function thisMonth() {
    return new Date(now() + 8 * 3600000).toISOString().slice(0, 7);
}

/** The one that is asked for, or the last that is over. */
function asked() {
    const said = new URLSearchParams(location.search).get('month') || '';
    return /^\d{4}-(?:0[1-9]|1[0-2])$/.test(said) ? said : otherMonth(thisMonth(), -1);
}

/** @type {(main: HTMLElement, me: Me) => Promise<void>} */
async function load(main, me) {
    nameThePage(t('month.title'));
    const month = asked();
    try {
        held = await whileFetching(main, t('month.loading'), () => get(`/api/month?month=${month}`));
    } catch (error) {
        if (goToSignIn(error)) return;
        replace(main, failurePanel(error, () => load(main, me), { words: t('bureau.nav.desk'), address: '/desk' }));
        return;
    }
    draw(main, me);
}

/**
 * @param {HTMLElement} main
 * @param {Me} me
 */
function draw(main, me) {
    const month = /** @type {Month} */ (held);
    const title = t(span === 'year' ? 'month.year_to' : 'month.of_month', monthWords(month.month));
    nameThePage(title);
    const isLast = month.month >= thisMonth();
    const go = (/** @type {number} */ by) => { location.search = `?month=${otherMonth(month.month, by)}`; };
    unbind();
    unbind = singleKeys({ '[': () => go(-1), ...(isLast ? {} : { ']': () => go(1) }) });
    const redraw = () => draw(main, me);
    /** @param {Figure} figure */
    const open = (figure) => {
        opened = opened === figure ? null : figure;
        redraw();
        const again = document.querySelector(`[data-open="${figure}"]`);
        if (again instanceof HTMLElement) again.focus();
    };
    /** @param {Figure[]} some */
    const behind = (some) => h('div', { role: 'status' }, opened && some.includes(opened)
        ? definition(month.month, figureOf(month, opened), span) : null);
    const view = { month, span, opened, open, behind };
    replace(main, h('div', { class: 'month' },
        head(month, me, title, isLast, go, redraw),
        month.isRunning ? note('warn', h('p', null, t('month.running'))) : null,
        month.unreadable ? note('bad', h('p', null, t('month.unreadable', { n: month.unreadable }))) : null,
        h('section', { class: 'card lead', 'aria-label': title },
            h('div', { class: 'lead__four' }, LEAD.map((name) => leadCard(view, name))), behind(LEAD)),
        h('div', { class: 'month__cols' },
            h('div', { class: 'month__main' }, comparison(view), units(month), classes(view)),
            h('div', { class: 'month__side' }, besides(view), loop(view),
                h('p', { class: 'small muted' }, t('month.base_says'), ' ', t('month.missing')))),
        h('p', { class: 'keys' },
            [['[', 'month.key_before'], [']', 'month.key_after'], ['Ctrl P', 'month.key_print']].map(([key, says]) =>
                h('span', null, h('kbd', { class: 'kbd' }, key), ' ', t(says))))),
    paper(month, me, span));
}

/**
 * @param {Month} month
 * @param {Me} me
 * @param {string} title
 * @param {boolean} isLast
 * @param {(by: number) => void} go
 * @param {() => void} redraw
 */
function head(month, me, title, isLast, go, redraw) {
    const other = (/** @type {number} */ by) => Number(otherMonth(month.month, by).slice(5));
    const spanButton = (/** @type {import('./figures.js').Span} */ each) => h('button', {
        type: 'button', 'aria-pressed': span === each, data: { span: each },
        on: {
            click: () => {
                span = each;
                redraw();
                const again = document.querySelector(`[data-span="${each}"]`);
                if (again instanceof HTMLElement) again.focus();
            },
        },
    }, t(`month.span_${each}`));
    return h('header', { class: 'month__head' },
        h('div', null, h('p', { class: 'second' }, t('month.summary', { office: me.office })), h('h1', null, title)),
        h('div', { class: 'btns month__btns' },
            h('div', { class: 'seg', role: 'group', 'aria-label': t('month.span') },
                spanButton('year'), spanButton('month')),
            button(t('month.before', { month: other(-1) }), { sign: 'left', press: () => go(-1) }),
            isLast
                ? h('span', { class: 'btn month__none' }, t('month.not_out', { month: other(1) }))
                : h('button', { class: 'btn', type: 'button', on: { click: () => go(1) } },
                    h('span', null, t('month.before', { month: other(1) })), icon('right')),
            button(t('month.csv'), {
                sign: 'download', press: () => downloadCSV(`${month.month}.csv`, rowsOf(month)),
            }),
            button(t('month.print'), { kind: 'primary', sign: 'print', press: () => window.print() })));
}
