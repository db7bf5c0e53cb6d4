// Which lawyers can a case draw in, and in which capacity? The petition office keeps the registry.

import { h, replace } from '../../lib/html.js';
import { get } from '../../lib/http.js';
import { coded, loadTexts, t } from '../../lib/text.js';
import { chip } from '../../ui/badge.js';
import { button } from '../../ui/button.js';
import { goToSignIn, nameThePage, startPage } from '../../ui/shell.js';
import { emptyPlace, failurePanel, whileFetching } from '../../ui/skeleton.js';
import { CAPACITIES, openLawyerForm } from './form.js';

/** @typedef {import('../../protocol/http-types.js').Lawyers} Lawyers */
/** @typedef {import('../../protocol/http-types.js').LawyerLine} LawyerLine */
/** @typedef {import('../../protocol/vocabulary.js').LawyerCapacity} LawyerCapacity */

const COLUMNS = ['name', 'licenceNo', 'capacity', 'phone'];

/** @type {Lawyers | null} */
let held = null;
/** @type {LawyerCapacity | 'all'} */
let shown = 'all';

startPage(async (main) => {
    await loadTexts('lawyers');
    nameThePage(t('lawyers.title'));
    if (held) draw(main, held);
    else await load(main);
});

/** @param {HTMLElement} main */
async function load(main) {
    try {
        held = await whileFetching(main, t('lawyers.loading'), () => get('/api/lawyers'));
    } catch (error) {
        if (!goToSignIn(error)) replace(main, failurePanel(error, () => load(main)));
        return;
    }
    draw(main, held);
}

/**
 * @param {HTMLElement} main
 * @param {Lawyers} list
 */
function draw(main, list) {
    const renew = (/** @type {Lawyers} */ fresh) => {
        held = fresh;
        draw(main, fresh);
    };
    const here = list.lawyers.filter((lawyer) => !lawyer.ended);
    replace(main,
        h('header', { class: 'staff__head' },
            h('div', null, h('p', { class: 'muted' }, t('lawyers.says')),
                h('h1', null, t('lawyers.headline', { n: here.length }))),
            list.mayKeep ? button(t('lawyers.add'), {
                sign: 'plus', kind: 'primary', press: () => openLawyerForm(list, null, renew),
            }) : null),
        h('section', { class: 'card', 'aria-labelledby': 'lawyers-h' },
            h('header', { class: 'card__head' }, h('h2', { id: 'lawyers-h' }, t('lawyers.registry')),
                filter(here, () => draw(main, list))),
            h('div', { class: 'card__body' }, table(list, renew))));
}

/**
 * @param {LawyerLine[]} here
 * @param {() => void} redraw
 */
function filter(here, redraw) {
    const count = (/** @type {string} */ name) =>
        here.filter((each) => name === 'all' || each.capacity === name).length;
    return h('div', { class: 'seg lawyers__filter', role: 'group', 'aria-label': t('lawyers.filter') },
        /** @type {(LawyerCapacity | 'all')[]} */ (['all', ...CAPACITIES]).map((name) => h('button', {
            type: 'button', 'aria-pressed': name === shown, data: { capacity: name },
            on: {
                click: () => {
                    shown = name;
                    redraw();
                    const again = document.querySelector(`[data-capacity="${name}"]`);
                    if (again instanceof HTMLElement) again.focus();
                },
            },
        }, t(`lawyers.capacity.${name}`), ' ', h('span', { class: 'num' }, count(name)))));
}

/**
 * @param {Lawyers} list
 * @param {(fresh: Lawyers) => void} renew
 */
function table(list, renew) {
    const lawyers = list.lawyers.filter((each) => shown === 'all' || each.capacity === shown);
    if (!lawyers.length) return emptyPlace('people', t('lawyers.nobody'), t('lawyers.nobody_says'));
    return h('table', { class: 'grid staff__table' },
        h('thead', null, h('tr', null,
            COLUMNS.map((column) => h('th', { scope: 'col' }, t(`lawyers.column.${column}`))),
            h('th', { scope: 'col' }, h('span', { class: 'vh' }, t('lawyers.act'))))),
        h('tbody', null, lawyers.map((lawyer) => row(list, lawyer, renew))));
}

/**
 * @param {Lawyers} list
 * @param {LawyerLine} lawyer
 * @param {(fresh: Lawyers) => void} renew
 */
function row(list, lawyer, renew) {
    return h('tr', { data: { lawyer: lawyer.licenceNo }, class: lawyer.ended ? 'is-locked' : '' },
        cell('name', h('b', null, lawyer.name), h('small', null, lawyer.firm),
            lawyer.ended ? chip('none', t('lawyers.ended'), 'lock') : null),
        cell('licenceNo', h('span', { class: 'nb' }, lawyer.licenceNo)),
        cell('capacity', coded('lawyers.capacity', lawyer.capacity),
            lawyer.station ? h('small', null, lawyer.station) : null),
        lawyer.phone ? cell('phone', h('span', { class: 'nb' }, lawyer.phone)) : h('td', { class: 'is-empty' }),
        h('td', { class: 'r' }, list.mayKeep ? button(t('lawyers.change'), {
            size: 'sm', label: t('lawyers.change_label', { name: lawyer.name }),
            press: () => openLawyerForm(list, lawyer, renew),
        }) : null));
}

/**
 * @param {string} column
 * @param {...import('../../lib/html.js').Child} children
 */
function cell(column, ...children) {
    return h('td', { data: { column: t(`lawyers.column.${column}`) } },
        h('div', { class: 'staff__cell' }, ...children));
}
