// Who is at work on the order that holds: each unit with what it has signed and answered, each item with its words.

import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { date, now } from '../../../lib/time.js';
import { chip } from '../../../ui/badge.js';
import { button } from '../../../ui/button.js';
import { icon } from '../../../ui/icon.js';
import { standingOrder } from './asks.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../../protocol/http-types.js').OrderItem} OrderItem */
/** @typedef {import('../../../protocol/http-types.js').OrderUnit} OrderUnit */
/** @typedef {(step: import('../asks.js').Step, about: import('../asks.js').About) => void} Open */

/**
 * @param {CaseFile} file
 * @param {import('../../../protocol/http-types.js').Me} me
 * @param {Open} open
 */
export function jointHandling(file, me, open) {
    const order = standingOrder(file);
    const letters = file.orders.filter((each) => each.kind === 'letter' && !each.answer);
    if (!order || (order.items.length < 2 && order.units.length < 2 && !letters.length)) return null;
    const done = order.items.filter((each) => each.result).length;
    return h('div', { class: 'joint' },
        h('p', { class: 'joint__units' }, order.units.map(unitChip), letters.map((each) =>
            chip(each.due < now() ? 'bad' : 'none', t('bureau.orders.letter_open', { unit: each.unit || '' })))),
        order.items.length > 1 ? [
            h('h3', { class: 'joint__h' }, t('bureau.orders.things', { n: order.items.length }),
                h('span', { class: 'muted small' }, ' ', t('bureau.orders.things_done', { n: done }))),
            h('ol', { class: 'joint__items' }, order.items.map((each) => itemRow(each, file, me, open))),
        ] : null,
        letters.length && file.may.includes('file_reply')
            ? h('div', { class: 'btns' }, letters.map((each) =>
                button(t('bureau.orders.file_reply', { unit: each.unit || '' }), {
                    size: 'sm', press: () => open('file_reply', { letter: each.number }),
                }))) : null);
}

/** @param {OrderUnit} each */
function unitChip(each) {
    if (each.objection) return chip('warn', t('bureau.orders.unit_objects', { unit: each.unit }));
    if (!each.receivedAt) return chip('warn', t('bureau.orders.unit_unsigned', { unit: each.unit }));
    return each.items && each.answered === each.items
        ? chip('ok', t('bureau.orders.unit_done', { unit: each.unit, n: each.items }))
        : chip('now', t('bureau.orders.unit_at_work', { unit: each.unit, n: each.answered, all: each.items }));
}

/**
 * @param {OrderItem} each
 * @param {CaseFile} file
 * @param {import('../../../protocol/http-types.js').Me} me
 * @param {Open} open
 */
function itemRow(each, file, me, open) {
    const last = each.result || each.progress[each.progress.length - 1];
    const isLate = !each.result && each.due < now();
    // A unit that was renamed stands on the order by its former name: the server knows whose an item is.
    const order = standingOrder(file);
    const isNamed = order && order.items.some((one) => one.unit === me.account.unit);
    const isOwn = !each.result && (!isNamed || each.unit === me.account.unit);
    const act = (/** @type {'progress' | 'answer'} */ step) => (isOwn && file.may.includes(step)
        ? button(t(`bureau.orders.${step}`), {
            size: 'sm', kind: step === 'answer' ? 'plain' : 'quiet',
            press: () => open(step, { item: each.number }),
        }) : null);
    return h('li', { class: each.result ? 'joint__done' : null },
        h('span', { class: 'joint__no' },
            each.result ? [icon('check'), h('span', { class: 'vh' }, each.number)] : each.number),
        h('div', null,
            h('p', null, h('b', null, each.text)),
            h('p', { class: `small ${isLate ? 'bad' : 'muted'}` }, isLate ? icon('alert') : null, each.unit, ' ',
                t('bureau.orders.until', { date: date(each.due) })),
            last ? h('p', { class: 'small joint__words' }, last.text, ' ',
                h('span', { class: 'muted' }, `${last.by || ''} ${date(last.at)}`)) : null),
        h('div', { class: 'btns joint__acts' }, act('progress'), act('answer')));
}
