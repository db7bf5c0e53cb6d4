// What was put to units: 交办单 and 督办单, each a numbered paper with its term and what became of it.

import { due } from '../../../lib/deadline.js';
import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { date, now } from '../../../lib/time.js';
import { chip } from '../../../ui/badge.js';
import { button } from '../../../ui/button.js';
import { openDialog } from '../../../ui/dialog.js';
import { emptyPlace } from '../../../ui/skeleton.js';
import { dots } from '../supervision/urged.js';
import { jointHandling } from './items.js';
import { paper } from './paper.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../../protocol/http-types.js').CaseOrder} CaseOrder */

/**
 * @param {CaseFile} file
 * @param {import('../../../protocol/http-types.js').Me} me
 * @param {(step: import('../asks.js').Step, about: import('../asks.js').About) => void} open
 */
export function orders(file, me, open) {
    if (!file.orders.length) return emptyPlace('doc', t('bureau.orders.none'), t('bureau.orders.none_says'));
    return h('div', { class: 'orders' }, jointHandling(file, me, open), table(file, me));
}

/**
 * @param {CaseFile} file
 * @param {{office: string, demo: boolean}} me
 */
function table(file, me) {
    return h('table', { class: 'grid grid--talks' },
        h('thead', null, h('tr', null, ['paper', 'whom', 'due', 'state'].map((each) =>
            h('th', { scope: 'col' }, t(`bureau.orders.${each}`))))),
        h('tbody', null, file.orders.map((order) => row(order, file, me))));
}

/**
 * @param {CaseOrder} order
 * @param {CaseFile} file
 * @param {{office: string, demo: boolean}} me
 */
function row(order, file, me) {
    const name = t(`bureau.orders.${order.kind}_n`, { n: order.number });
    const limit = order.doneAt ? null : due(order.due);
    return h('tr', null,
        h('td', null,
            h('button', {
                class: 'link', type: 'button', 'aria-label': t('bureau.orders.open', { name }),
                on: { click: () => openPaper(order, file, me) },
            }, name),
            h('br'), h('span', { class: 'muted small nb' }, date(order.issuedAt)),
            order.kind === 'supervision' ? [' ', dots(order.number)] : null),
        h('td', null, whom(order), h('br'), h('span', { class: 'muted small' }, matter(order))),
        h('td', null, h('span', { class: 'nb' }, date(order.due)), h('br'),
            limit ? h('span', { class: `nb small ${limit.state === 'late' ? 'bad' : 'muted'}` }, limit.words) : null),
        h('td', null, state(order)));
}

/** @param {CaseOrder} order */
function whom(order) {
    const units = order.units.map((each) => each.unit);
    return units.length ? units.join(t('bureau.comma')) : order.unit || '—';
}

/** @param {CaseOrder} order */
function matter(order) {
    if (order.items.length === 1) return order.items[0].text;
    return order.items.length ? t('bureau.orders.n_items', { n: order.items.length }) : order.text;
}

/** @param {CaseOrder} order */
function state(order) {
    const objection = order.units.some((each) => each.objection);
    if (order.doneAt) {
        return chip(order.doneAt > order.due ? 'warn' : 'ok',
            t(objection ? 'bureau.orders.taken_back' : order.kind === 'letter' ? 'bureau.orders.answered'
                : 'bureau.orders.done', { date: date(order.doneAt) }));
    }
    if (objection) return chip('warn', t('bureau.orders.objected'));
    if (order.kind !== 'assignment') {
        return chip(order.due < now() ? 'bad' : 'now', t('bureau.orders.unanswered'));
    }
    const signed = order.units.filter((each) => each.receivedAt);
    if (signed.length < order.units.length) {
        return chip('warn', order.units.length === 1 ? t('bureau.orders.unreceived')
            : t('bureau.orders.signed_of', { n: signed.length, all: order.units.length }));
    }
    const last = Math.max(...signed.map((each) => each.receivedAt || 0));
    return chip('now', t('bureau.orders.received', { date: date(last) }));
}

/**
 * The paper as it is printed.
 * @param {CaseOrder} order
 * @param {CaseFile} file
 * @param {{office: string, demo: boolean}} me
 */
function openPaper(order, file, me) {
    const print = button(t('bureau.orders.print'), { kind: 'primary', press: () => window.print() });
    const dialog = openDialog({
        title: t(`bureau.orders.${order.kind}_n`, { n: order.number }), wide: true, focus: print,
        body: paper(order, file, me),
        foot: h('div', { class: 'btns' }, button(t('common.dialog.close'), { press: () => dialog.close() }), print),
    });
}
