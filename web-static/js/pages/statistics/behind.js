// How a number is reckoned: its fraction, its exceptions, and the matters behind it.

import { h, replace } from '../../lib/html.js';
import { get } from '../../lib/http.js';
import { coded, t } from '../../lib/text.js';
import { button, whileBusy } from '../../ui/button.js';
import { failureWords } from '../../ui/note.js';
import { goToSignIn } from '../../ui/shell.js';
import { compared, countsMatters, percentSign } from './figures.js';

/** @typedef {import('../../protocol/http-types.js').CaseList} CaseList */
/** @typedef {import('../../protocol/http-types.js').MonthFigure} MonthFigure */
/** @typedef {'top' | 'base' | 'rest'} Part */

/**
 * @param {string} month
 * @param {MonthFigure} figure
 * @param {import('./figures.js').Span} span
 * @returns {HTMLElement}
 */
export function definition(month, figure, span) {
    const { now } = compared(figure, span);
    const name = t(`month.figure_name.${figure.figure}`);
    const isShare = now.base !== null && now.base !== undefined;
    const base = now.base || 0;
    const place = h('div', { class: 'behind__cases' });
    const see = (/** @type {Part} */ part, /** @type {number} */ n) => {
        const words = countsMatters(figure.figure) ? t('month.show_top', { n }) : t('month.show_some');
        const pressed = button(words, { size: 'sm', press: () => listCases(place, pressed, address(part)) });
        return n ? pressed : h('span', { class: 'muted' }, '0');
    };
    const address = (/** @type {Part} */ part) => /** @type {const} */ (
        `/api/month/cases?month=${month}&span=${span}&figure=${figure.figure}&part=${part}`);
    return h('section', { class: 'behind', id: `behind-${figure.figure}`, 'aria-label': t('month.formula', { name }) },
        h('div', { class: 'behind__how' },
            h('h3', null, t('month.formula', { name }), ' ', h('span', { class: 'tag' }, t('month.own'))),
            h('div', { class: 'fraction' },
                isShare ? h('b', null, `${percentSign(now.tenths)} =`) : null,
                h('dl', null,
                    h('div', null, h('dt', null, t(`month.figure_top.${figure.figure}`)), h('dd', null, now.top),
                        h('dd', null, see('top', now.top))),
                    isShare ? h('div', null, h('dt', null, t(`month.figure_base.${figure.figure}`)),
                        h('dd', null, base), h('dd', null, see('base', base))) : null,
                    isShare && base > now.top ? h('div', { class: 'fraction__rest' },
                        h('dt', null, t('month.rest')), h('dd', null, base - now.top),
                        h('dd', null, see('rest', base - now.top))) : null)),
            h('p', { class: 'second' }, t(`month.figure_says.${figure.figure}`),
                isShare && !base ? ` ${t('month.empty_base')}` : '')),
        place);
}

/**
 * @param {HTMLElement} place
 * @param {HTMLButtonElement} pressed
 * @param {`/api/month/cases?${string}`} address
 */
async function listCases(place, pressed, address) {
    const heading = h('h3', { tabindex: '-1' }, t('month.cases'));
    const list = h('ul', { class: 'behind__list' });
    const below = h('div', null);
    await fetchInto(pressed, address, (page) => {
        replace(place, heading, list, below);
        heading.focus();
        show(page);
    }, (words) => replace(place, h('p', { class: 'field__error', role: 'alert' }, words)));

    /** @param {CaseList} page */
    function show(page) {
        list.append(...page.cases.map(line));
        const next = page.next;
        /** @type {HTMLButtonElement | null} */
        const more = next ? button(t('month.more'), {
            size: 'sm', press: () => fetchInto(more, `${address}&after=${encodeURIComponent(next)}`, show, (words) =>
                replace(below, h('p', { class: 'field__error', role: 'alert' }, words))),
        }) : null;
        replace(below,
            list.children.length ? null : h('p', { class: 'muted' }, t('month.cases_none')),
            page.unreadable.length
                ? h('p', { class: 'warn' }, t('month.lost', { n: page.unreadable.length })) : null,
            more);
    }
}

/**
 * @param {HTMLButtonElement | null} pressed
 * @param {`/api/month/cases?${string}`} address
 * @param {(page: CaseList) => void} show
 * @param {(words: string) => void} fail
 */
async function fetchInto(pressed, address, show, fail) {
    const work = async () => {
        try {
            show(/** @type {CaseList} */ (await get(address)));
        } catch (error) {
            if (!goToSignIn(error)) fail(failureWords(error));
        }
    };
    await (pressed ? whileBusy(pressed, t('common.loading.cases'), work) : work());
}

/** @param {CaseList['cases'][number]} each */
function line(each) {
    return h('li', null,
        h('a', { href: `/case?id=${encodeURIComponent(each.id)}` },
            each.masked ? t('month.masked') : each.title || each.caseNo),
        h('small', null, each.caseNo, ' ', coded('bureau.status', each.status), each.unit ? ` ${each.unit}` : ''));
}
