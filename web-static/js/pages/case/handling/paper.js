// 交办单, 督办单 and 协商函 as they are printed.

import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { date, dayNumber, fullDate, moment, now } from '../../../lib/time.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../../protocol/http-types.js').CaseOrder} CaseOrder */
/** @typedef {import('../../../lib/html.js').Child} Child */
/** @typedef {[string, Child]} Cell a row's name and its words */

/**
 * @param {CaseOrder} order
 * @param {CaseFile} file
 * @param {{office: string, demo: boolean}} me
 */
export function paper(order, file, me) {
    return h('article', {
        class: 'paper a4 a4--order', lang: 'zh-CN', 'data-mark': me.demo ? t('common.demo.title') : null,
    },
        h('header', { class: 'a4__head' }, h('p', null, me.office),
            h('h1', null, t(`bureau.orders.title_${order.kind}`))),
        h('p', { class: 'a4__line' }, h('span', null, order.no || t('bureau.orders.no_number')),
            h('span', null, file.level ? coded('common.level', file.level) : '')),
        order.kind === 'letter' ? letter(order, file, me)
            : h('table', { class: 'a4__table' }, h('tbody', null, rows(order, file).map(row))));
}

/** @param {Cell[]} cells one for the whole width, or two side by side */
function row(cells) {
    return h('tr', null, cells.map(([name, words], index) => [
        h('th', { scope: 'row' }, t(`bureau.orders.row.${name}`)),
        h('td', { colspan: cells.length === 1 ? '3' : null, class: index ? 'a4__second' : null }, words),
    ]));
}

/**
 * @param {CaseOrder} order
 * @param {CaseFile} file
 * @returns {Cell[][]}
 */
function rows(order, file) {
    const head = /** @type {Cell[][]} */ ([
        [['matter', file.title || '']],
        [['petitioner', petitioner(file)],
            ['source', `${coded('bureau.channel', file.channel)} ${coded('bureau.visit', file.visitKind)}`]],
        [['claims', file.claims || '']],
    ]);
    return [...head, ...(order.kind === 'assignment' ? assignment(order) : supervision(order, file))]
        .filter(([[, words]]) => words);
}

/**
 * @param {CaseOrder} order
 * @returns {Cell[][]}
 */
function assignment(order) {
    const helping = order.units.filter((each) => !each.isResponsible).map((each) => each.unit);
    const signed = order.units.filter((each) => each.receivedAt).map((each) =>
        `${each.unit} ${each.receivedBy || ''} ${moment(each.receivedAt || 0)}`);
    return [
        [['unit', order.unit || ''], ['helping', helping.join(t('bureau.comma')) || '—']],
        [['items', h('ol', { class: 'a4__items' }, order.items.map((each) => h('li', null, each.text, h('small', null,
            ' ', each.unit, each.due ? ` ${t('bureau.orders.until', { date: date(each.due) })}` : ''))))]],
        [['requirements', order.text]],
        [['term', order.due ? t('bureau.orders.report_by', { date: fullDate(order.due) }) : '']],
        [['issuer', `${order.issuedBy || ''} ${moment(order.issuedAt)}`],
            ['receipt', signed.length ? signed.join('\n') : t('bureau.orders.unreceived')]],
    ];
}

/**
 * @param {CaseOrder} order
 * @param {CaseFile} file
 * @returns {Cell[][]}
 */
function supervision(order, file) {
    const put = file.orders.filter((each) => each.kind === 'assignment' && each.issuedAt <= order.issuedAt).pop();
    const until = order.doneAt || now();
    return [
        [['unit', order.unit || ''], ['times', t('bureau.orders.nth', { n: order.number })]],
        put ? [['order_no', put.no],
            ['elapsed', t('bureau.orders.days', { n: dayNumber(order.issuedAt) - dayNumber(put.issuedAt) })]]
            : [['order_no', '']],
        [['demand', order.text]],
        [['term', fullDate(order.due)], ['left', left(order.due, until)]],
        [['issuer', `${order.issuedBy || ''} ${moment(order.issuedAt)}`]],
        [['reply', order.answer ? `${order.answer.text}\n${order.answer.by || ''} ${moment(order.answer.at)}` : '']],
    ];
}

/**
 * @param {number} due
 * @param {number} at
 */
function left(due, at) {
    const days = dayNumber(due) - dayNumber(at);
    return days < 0 ? t('common.time.late_days', { n: -days }) : t('common.time.days_left', { n: days });
}

/**
 * @param {CaseOrder} order
 * @param {CaseFile} file
 * @param {{office: string}} me
 */
function letter(order, file, me) {
    return h('section', { class: 'a4__letter' },
        h('p', { class: 'a4__to' }, t('bureau.orders.to', { unit: order.unit || '' })),
        h('p', null, t('bureau.orders.about', { matter: file.title || '', no: file.caseNo })),
        h('p', null, order.text),
        h('p', null, t('bureau.orders.answer_by', { date: fullDate(order.due) })),
        h('p', { class: 'a4__sign' }, me.office, h('br'), order.issuedBy || '', h('br'), fullDate(order.issuedAt)),
        order.answer ? h('div', { class: 'a4__reply' },
            h('p', null, h('b', null, t('bureau.orders.row.reply')), ' ',
                moment(order.answer.at), ' ', order.answer.by || ''),
            h('p', null, order.answer.text)) : null);
}

/** @param {CaseFile} file */
function petitioner(file) {
    const person = file.parties.find((each) => each.role === 'petitioner' || each.role === 'petition_rep');
    return person ? person.name || '' : '';
}
