// The units of the bureau: of which kind, who answers for their cases, and who is missing.

import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { chip } from '../../../ui/badge.js';
import { button } from '../../../ui/button.js';
import { LETTERS } from '../../../protocol/limits.js';
import { field } from '../../../ui/field.js';
import { openStaffOrder } from './order.js';

/** @typedef {import('../../../protocol/http-types.js').Staff} Staff */
/** @typedef {import('../../../protocol/http-types.js').StaffUnit} StaffUnit */
/** @typedef {import('../../../protocol/vocabulary.js').UnitKind} UnitKind */

/** @type {UnitKind[]} */
export const KINDS = ['station', 'brigade', 'legal_section', 'office'];

/**
 * Units that work on cases and have nobody to answer for them. An office leads and works on none.
 * @param {Staff} staff
 */
export function withoutLiaison(staff) {
    return staff.units.filter((unit) => !unit.closed && unit.kind !== 'office' && !unit.liaisons.length);
}

/**
 * @param {Staff} staff
 * @param {(fresh: Staff) => void} renew
 */
export function unitSection(staff, renew) {
    return h('section', { class: 'card staff__units', 'aria-labelledby': 'units-h' },
        h('header', { class: 'card__head' }, h('h2', { id: 'units-h' }, t('staff.units')),
            h('div', { class: 'btns' },
                h('a', { class: 'btn btn--sm', href: '/api/staff/units.csv', download: 'units.csv' },
                    h('span', null, t('staff.file.units_csv'))),
                button(t('staff.unit.add'), {
                    size: 'sm', sign: 'plus', press: () => openUnitForm(null, '', renew),
                }))),
        h('div', { class: 'card__body' },
            staff.units.length ? null : h('p', { class: 'muted' }, t('staff.unit.no_list')),
            h('ul', { class: 'staff__list' },
                staff.units.map((unit) => row(unit, renew)),
                staff.unlisted.map((name) => unlistedRow(name, renew)))));
}

/**
 * @param {StaffUnit} unit
 * @param {(fresh: Staff) => void} renew
 */
function row(unit, renew) {
    return h('li', { class: unit.closed ? 'staff__unit is-locked' : 'staff__unit', data: { unit: unit.name } },
        h('div', null,
            h('p', null, h('b', null, unit.name), ' ',
                h('span', { class: 'muted small' }, coded('staff.kind', unit.kind), ' ',
                    h('span', { class: 'nb' }, t('staff.unit.people', { n: unit.people })))),
            unit.formerly.length
                ? h('p', { class: 'muted small' },
                    t('staff.unit.formerly', { names: unit.formerly.join(t('bureau.comma')) }))
                : null,
            h('p', { class: 'small' }, answers(unit))),
        button(t('staff.change'), {
            size: 'sm', label: t('staff.change_label', { name: unit.name }), press: () => openUnitForm(unit, '', renew),
        }));
}

/** @param {StaffUnit} unit */
function answers(unit) {
    if (unit.closed) return chip('none', t('staff.unit.closed'), 'lock');
    if (unit.liaisons.length) return t('staff.unit.liaison', { names: unit.liaisons.join(t('bureau.comma')) });
    return unit.kind === 'office' ? h('span', { class: 'muted' }, t('staff.unit.no_liaison'))
        : chip('warn', t('staff.unit.no_liaison'), 'alert');
}

/**
 * @param {string} name
 * @param {(fresh: Staff) => void} renew
 */
function unlistedRow(name, renew) {
    return h('li', { class: 'staff__unit', data: { unit: name } },
        h('div', null, h('p', null, h('b', null, name)), h('p', { class: 'small' }, chip('warn', t('staff.unlisted')))),
        button(t('staff.unit.list'), {
            size: 'sm', label: t('staff.unit.list_label', { name }), press: () => openUnitForm(null, name, renew),
        }));
}

/**
 * @param {StaffUnit | null} unit
 * @param {string} name of one that people have already
 * @param {(fresh: Staff) => void} renew
 */
export function openUnitForm(unit, name, renew) {
    const fields = {
        name: field({
            id: 'name', label: t('staff.column.unit'), limit: LETTERS.unit, value: unit ? unit.name : name,
            hint: unit ? t('staff.unit.rename_says') : undefined, attributes: { required: true },
        }),
        kind: field({
            id: 'kind', kind: 'select', label: t('staff.column.kind'), value: unit ? unit.kind : 'station',
            choices: KINDS.map((each) => /** @type {[string, string]} */ ([each, coded('staff.kind', each)])),
        }),
    };
    const dialog = openStaffOrder({
        place: unit ? `unit-${unit.id}` : 'new-unit',
        title: unit ? t('staff.unit.change', { name: unit.name }) : t('staff.unit.add'),
        act: t(unit ? 'staff.save' : 'staff.unit.add'), done: t('staff.saved'), fields, needed: ['name'],
        order: () => {
            const known = { name: fields.name.value(), kind: /** @type {UnitKind} */ (fields.kind.value()) };
            return unit ? { command: 'change_unit', id: unit.id, version: unit.version, ...known }
                : { command: 'add_unit', ...known };
        },
        below: unit ? h('p', null, button(t(unit.closed ? 'staff.unit.reopen' : 'staff.unit.close'), {
            size: 'sm', press: () => {
                dialog.close();
                openClosing(unit, renew);
            },
        })) : null,
        renew,
    });
}

/**
 * @param {StaffUnit} unit
 * @param {(fresh: Staff) => void} renew
 */
function openClosing(unit, renew) {
    const what = unit.closed ? 'reopen' : 'close';
    openStaffOrder({
        place: `${what}-${unit.id}`, title: t(`staff.unit.${what}_of`, { name: unit.name }),
        lead: t(`staff.unit.${what}_says`), act: t(`staff.unit.${what}`), done: t('staff.saved'),
        grave: !unit.closed, fields: {},
        order: () => ({
            command: unit.closed ? 'reopen_unit' : 'close_unit', id: unit.id, version: unit.version,
        }),
        renew,
    });
}
