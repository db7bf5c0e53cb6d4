// What was put to units: 交办单 and 督办单, each a numbered paper with its term and what became of it.

import { due } from '../../../lib/deadline.js';
import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { date, fullDate, moment, now } from '../../../lib/time.js';
import { chip } from '../../../ui/badge.js';
import { button } from '../../../ui/button.js';
import { openDialog } from '../../../ui/dialog.js';
import { emptyPlace } from '../../../ui/skeleton.js';
import { dots } from '../supervision/urged.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../../protocol/http-types.js').CaseOrder} CaseOrder */

/**
 * @param {CaseFile} file
 * @param {{office: string, demo: boolean}} me
 */
export function orders(file, me) {
    if (!file.orders.length) return emptyPlace('doc', t('bureau.orders.none'), t('bureau.orders.none_says'));
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
        h('td', null, order.unit || '—', h('br'), h('span', { class: 'muted small' }, order.text)),
        h('td', null, h('span', { class: 'nb' }, date(order.due)), h('br'),
            limit ? h('span', { class: `nb small ${limit.state === 'late' ? 'bad' : 'muted'}` }, limit.words) : null),
        h('td', null, state(order)));
}

/** @param {CaseOrder} order */
function state(order) {
    if (order.doneAt) {
        return chip(order.doneAt > order.due ? 'warn' : 'ok',
            t(order.objection ? 'bureau.orders.taken_back' : 'bureau.orders.done', { date: date(order.doneAt) }));
    }
    if (order.objection) return chip('warn', t('bureau.orders.objected'));
    if (order.kind === 'supervision') {
        return chip(order.due < now() ? 'bad' : 'now', t('bureau.orders.unanswered'));
    }
    return order.receivedAt ? chip('now', t('bureau.orders.received', { date: date(order.receivedAt) }))
        : chip('warn', t('bureau.orders.unreceived'));
}

/**
 * The paper as it is printed.
 * @param {CaseOrder} order
 * @param {CaseFile} file
 * @param {{office: string, demo: boolean}} me
 */
function openPaper(order, file, me) {
    const petitioner = file.parties.find((each) => each.role === 'petitioner' || each.role === 'petition_rep');
    const lines = /** @type {[string, string][]} */ ([
        ['matter', file.title || ''],
        ['petitioner', petitioner ? petitioner.name || '' : ''],
        ['claims', file.claims || ''],
        ['unit', order.unit || ''],
        [order.kind === 'assignment' ? 'items' : 'demand', order.text],
        ['term', fullDate(order.due)],
        ['issuer', `${order.issuedBy || ''} ${moment(order.issuedAt)}`],
        ['receipt', order.receivedAt ? `${order.receivedBy || ''} ${moment(order.receivedAt)}`
            : order.kind === 'assignment' ? t('bureau.orders.unreceived') : ''],
    ]);
    const print = button(t('bureau.orders.print'), { kind: 'primary', press: () => window.print() });
    const dialog = openDialog({
        title: t(`bureau.orders.${order.kind}_n`, { n: order.number }), wide: true, focus: print,
        body: h('article', {
            class: 'paper a4 a4--order', lang: 'zh-CN', 'data-mark': me.demo ? t('common.demo.title') : null,
        },
            h('header', { class: 'a4__head' }, h('p', null, me.office),
                h('h1', null, t(`bureau.orders.title_${order.kind}`))),
            h('p', { class: 'a4__line' }, h('span', null, order.no),
                h('span', null, file.level ? coded('common.level', file.level) : '')),
            h('table', { class: 'a4__table' },
                h('tbody', null, lines.filter(([, words]) => words).map(([name, words]) => h('tr', null,
                    h('th', { scope: 'row' }, t(`bureau.orders.row.${name}`)), h('td', null, words)))))),
        foot: h('div', { class: 'btns' }, button(t('common.dialog.close'), { press: () => dialog.close() }), print),
    });
}
