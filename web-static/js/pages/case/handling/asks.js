// What an order, its items and a letter ask for: units, things to do with their dates, and which of them is meant.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { date } from '../../../lib/time.js';
import { dayText, DUE_DAYS, isDateWithin, ITEMS, LETTERS } from '../../../protocol/limits.js';
import { button } from '../../../ui/button.js';
import { checkbox, field } from '../../../ui/field.js';
import { failure, idOf, selected, text } from '../parts.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../../protocol/http-types.js').CaseOrder} CaseOrder */
/** @typedef {import('../../../protocol/http-types.js').Colleague} Colleague */
/** @typedef {import('../parts.js').Part} Part */
/** @typedef {import('../asks.js').About} About */

/**
 * The order that holds: the last that was not taken back.
 * @param {CaseFile} file
 * @returns {CaseOrder | undefined}
 */
export function standingOrder(file) {
    const last = file.orders.filter((each) => each.kind === 'assignment').pop();
    return last && (file.responsibleUnit || !last.doneAt) ? last : undefined;
}

/**
 * A unit of the bureau: those with a liaison are offered; of one without it is said that nobody will receive the order.
 * @param {CaseFile} file
 * @param {Colleague[]} people
 * @returns {Part}
 */
export function ownUnit(file, people) {
    const units = [...new Set(people.filter((each) => each.role === 'liaison').map((each) => each.unit))];
    const part = text('unit', { value: file.concernedUnit || '' });
    const below = h('p', { class: 'field__hint', role: 'status' });
    const tell = () => {
        const unit = String(part.value());
        below.textContent = units.length && unit && !units.includes(unit) ? t('bureau.command.no_liaison') : '';
    };
    part.first.setAttribute('list', 'c-units');
    part.first.addEventListener('input', tell);
    part.first.addEventListener('change', tell);
    part.element.append(h('datalist', { id: 'c-units' }, units.map((value) => h('option', { value }))), below);
    tell();
    return part;
}

/**
 * A unit of the order that holds.
 * @param {CaseFile} file
 * @returns {Part}
 */
export function orderUnit(file) {
    const order = standingOrder(file);
    const units = order ? order.units.map((each) => each.unit) : [file.responsibleUnit || ''];
    return selected('unit', units.map((each) => [each, each]), units[0]);
}

/**
 * @typedef {object} Row
 * @property {HTMLElement} element
 * @property {import('../../../ui/field.js').Field} what
 * @property {import('../../../ui/field.js').Field} unit
 * @property {import('../../../ui/field.js').Field} due
 */

/**
 * 要办的事: things to do, each with its unit and its date. What is left empty is the order's own.
 * @param {About} about
 * @returns {Part}
 */
export function items(about) {
    /** @type {Row[]} */
    let rows = [];
    let made = 0;
    const list = h('ol', { class: 'items-form' });
    const add = button(t('bureau.command.add_item'), {
        kind: 'quiet', sign: 'plus', press: () => { put().what.control.focus(); changed(); },
    });
    const element = h('fieldset', { class: 'field field--wide' },
        h('legend', { class: 'field__label' }, t('bureau.command.items')),
        h('p', { class: 'field__hint' }, t('bureau.command.items_hint')), list, add);
    put();
    return {
        element, label: t('bureau.command.items'), first: rows[0].what.control, value, fail: () => {},
        problem: () => null, within: () => rows.flatMap(summed),
        typed: () => JSON.stringify(rows.map((row) => [row.what, row.unit, row.due].map((each) => each.control.value))),
        restore,
    };

    function value() {
        const own = (/** @type {'unit' | 'due'} */ name) => {
            const part = about.part && about.part(name);
            return part ? part.value() : '';
        };
        return rows.map((row) => ({
            text: row.what.value(), unit: row.unit.value() || own('unit'),
            due: row.due.value() ? Date.parse(`${row.due.value()}T23:59:59+08:00`) : own('due'),
        }));
    }

    function put() {
        const id = `${idOf('items')}-${made}`;
        made += 1;
        const row = rowOf(id, () => { rows = rows.filter((each) => each !== row); draw(); changed(); });
        rows.push(row);
        draw();
        return row;
    }

    function draw() {
        replace(list, rows.map((each) => each.element));
        add.hidden = rows.length >= ITEMS[1];
        for (const each of rows) each.element.classList.toggle('items-form__only', rows.length === 1);
    }

    /** The draft is kept by what is typed; a row that comes or goes is told like that. */
    function changed() { element.dispatchEvent(new Event('change', { bubbles: true })); }

    /** @param {string} kept */
    function restore(kept) {
        const before = JSON.parse(kept);
        [rows, made] = [[], 0];
        for (const texts of before.length ? before.slice(0, ITEMS[1]) : [['', '', '']]) {
            const row = put();
            [row.what, row.unit, row.due].forEach((each, index) => { each.control.value = texts[index] || ''; });
        }
    }
}

/**
 * @param {string} id
 * @param {() => void} remove
 * @returns {Row}
 */
function rowOf(id, remove) {
    const what = field({ id, label: t('bureau.command.item_text'), limit: LETTERS.text, wide: true });
    const unit = field({
        id: `${id}-unit`, label: t('bureau.command.item_unit'), limit: LETTERS.unit,
        attributes: { list: 'c-units', placeholder: t('bureau.command.item_unit_own') },
    });
    const due = field({
        id: `${id}-due`, label: t('bureau.command.item_due'),
        attributes: { type: 'date', min: dayText(), max: dayText(DUE_DAYS[1] - 1) },
    });
    const out = button(t('bureau.command.remove_item'), { kind: 'quiet', size: 'sm', press: remove });
    const element = h('li', null, h('div', { class: 'items-form__row' },
        what.element, unit.element, due.element, h('div', { class: 'items-form__out' }, out)));
    return { element, what, unit, due };
}

/**
 * The fields of a row, as a summary of errors names them.
 * @param {Row} row
 */
function summed({ what, unit, due }) {
    const wrongDay = () => (!due.value() && !due.control.validity.badInput ? null
        : isDateWithin(due.control, dayText(), dayText(DUE_DAYS[1] - 1)) ? null : t('bureau.command.due_wrong'));
    return [
        {
            label: t('bureau.command.item_text'), first: what.control, fail: what.fail,
            problem: () => what.problem() || (what.value() ? null : t('bureau.command.missing')),
        },
        { label: t('bureau.command.item_unit'), first: unit.control, fail: unit.fail, problem: unit.problem },
        { label: t('bureau.command.item_due'), first: due.control, fail: due.fail, problem: wrongDay },
    ];
}

/**
 * Which item is meant: one of the reader's unit that has no answer.
 * @param {CaseFile} file
 * @param {About} about
 * @returns {Part}
 */
export function openItem(file, about) {
    const order = standingOrder(file);
    const unit = about.me ? about.me.account.unit : '';
    const open = order ? order.items.filter((each) => !each.result) : [];
    const own = open.filter((each) => each.unit === unit);
    const part = selected('item', (own.length ? own : open).map((each) =>
        [String(each.number), `${each.number} ${each.text}`]), about.item ? String(about.item) : '');
    return { ...part, value: () => Number(part.value()) };
}

/**
 * Which answers aren't enough, of an order for several things.
 * @param {CaseFile} file
 * @returns {Part}
 */
export function answeredItems(file) {
    const order = standingOrder(file);
    const answered = order && order.items.length > 1 && file.status !== 'assigned'
        ? order.items.filter((each) => each.result) : [];
    const boxes = answered.map((each) => ({
        number: each.number,
        box: checkbox(`${idOf('lacking')}-${each.number}`, `${each.number} ${each.text} · ${each.unit}`),
    }));
    const below = failure();
    const element = h('fieldset', { class: 'field field--wide', hidden: !boxes.length },
        h('legend', { class: 'field__label' }, t('bureau.command.lacking')),
        boxes.map(({ box }) => box.element), below.element);
    const chosen = () => boxes.filter(({ box }) => box.control.checked).map(({ number }) => number);
    return {
        element, label: t('bureau.command.lacking'), first: boxes.length ? boxes[0].box.control : element,
        value: chosen, fail: below.fail, problem: () => null, typed: () => chosen().join(' '),
        restore: (kept) => {
            for (const { number, box } of boxes) box.control.checked = kept.split(' ').includes(String(number));
        },
    };
}

/**
 * Which letter is answered.
 * @param {CaseFile} file
 * @param {About} about
 * @returns {Part}
 */
export function openLetter(file, about) {
    const open = file.orders.filter((each) => each.kind === 'letter' && !each.answer);
    const part = selected('letter', open.map((each) =>
        [String(each.number), `${each.no} ${each.unit || ''} ${date(each.issuedAt)}`]),
    about.letter ? String(about.letter) : '');
    return { ...part, value: () => Number(part.value()) };
}
