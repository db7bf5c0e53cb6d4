// Everybody of the bureau, by staff number, and what can't be left so.

import { h, replace } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { clean } from '../../../lib/written-text.js';
import { chip } from '../../../ui/badge.js';
import { button } from '../../../ui/button.js';
import { takeTyping } from '../../../ui/typing.js';
import { openPersonForm } from './person-form.js';

/** @typedef {import('../../../protocol/http-types.js').Staff} Staff */
/** @typedef {import('../../../protocol/http-types.js').StaffPerson} StaffPerson */

/** @type {import('../../../protocol/vocabulary.js').StaffColumn[]} */
const SHOWN = ['staffNo', 'name', 'role', 'unit', 'phone'];
/** Kept over a new drawing: who looks for somebody and changes them goes on looking. */
let typed = '';

/**
 * @param {Staff} staff
 * @param {(fresh: Staff) => void} renew
 */
export function peopleSection(staff, renew) {
    const find = h('input', {
        class: 'input', id: 'find', type: 'search', value: typed, autocomplete: 'off',
        placeholder: t('staff.find_hint'),
    });
    const body = h('tbody', null);
    const none = h('p', { class: 'staff__none muted', role: 'status' });
    const fill = () => {
        const found = staff.people.filter((person) => isFound(person, clean(typed, 'line')));
        replace(body, found.map((person) => row(staff, person, renew)));
        none.textContent = found.length ? '' : t('staff.nobody');
    };
    takeTyping(find, 'line', {
        changed: () => {
            typed = find.value;
            fill();
        },
    });
    fill();
    return h('section', { class: 'card', 'aria-labelledby': 'people-h' },
        h('header', { class: 'card__head' }, h('h2', { id: 'people-h' }, t('staff.people')),
            h('a', { class: 'btn btn--sm', href: '/api/staff/people.csv', download: 'people.csv' },
                h('span', null, t('staff.file.people_csv')))),
        h('div', { class: 'card__body' },
            h('p', { class: 'staff__find' }, h('label', { class: 'vh', for: 'find' }, t('staff.find')), find),
            h('table', { class: 'grid staff__table' },
                h('thead', null, h('tr', null, SHOWN.map((column) =>
                    h('th', { scope: 'col' }, t(`staff.column.${column}`))),
                h('th', { scope: 'col' }, h('span', { class: 'vh' }, t('staff.act'))))),
                body),
            none));
}

/**
 * @param {StaffPerson} person
 * @param {string} words
 */
function isFound(person, words) {
    const role = coded('staff.role', person.role);
    const told = [person.staffNo, person.name, person.unit, person.rank, person.phone, role];
    return words.toLowerCase().split(' ').every((word) => told.some((each) => each.toLowerCase().includes(word)));
}

/**
 * @param {Staff} staff
 * @param {StaffPerson} person
 * @param {(fresh: Staff) => void} renew
 */
function row(staff, person, renew) {
    const unit = staff.units.find((each) => each.name === person.unit);
    const isLost = staff.units.length > 0 && !unit;
    return h('tr', { data: { staff: person.staffNo }, class: person.locked ? 'is-locked' : '' },
        cell('staffNo', h('span', { class: 'nb' }, person.staffNo)),
        cell('name', h('b', null, person.name), person.rank ? h('small', null, person.rank) : null,
            person.locked ? chip('none', t('staff.locked'), 'lock') : null,
            person.locked || person.hasPassword ? null : chip('warn', t('staff.no_password'))),
        cell('role', coded('staff.role', person.role)),
        cell('unit', person.unit, isLost ? chip('warn', t('staff.unlisted')) : null),
        person.phone ? cell('phone', h('span', { class: 'nb' }, person.phone)) : h('td', { class: 'is-empty' }),
        h('td', { class: 'r' }, button(t('staff.change'), {
            size: 'sm', label: t('staff.change_label', { name: person.name }),
            press: () => openPersonForm(staff, person, renew),
        })));
}

/**
 * A cell that says its column where the table stands as a list.
 * @param {string} column
 * @param {...import('../../../lib/html.js').Child} children
 */
function cell(column, ...children) {
    return h('td', { data: { column: t(`staff.column.${column}`) } }, h('div', { class: 'staff__cell' }, ...children));
}
