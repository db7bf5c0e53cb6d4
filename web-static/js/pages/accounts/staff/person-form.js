import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { LETTERS } from '../../../protocol/limits.js';
import { button } from '../../../ui/button.js';
import { field } from '../../../ui/field.js';
import { openStaffOrder } from './order.js';

/** @typedef {import('../../../protocol/http-types.js').Staff} Staff */
/** @typedef {import('../../../protocol/http-types.js').StaffPerson} StaffPerson */
/** @typedef {import('../../../protocol/vocabulary.js').Role} Role */

/** @type {Role[]} */
export const ROLES = [
    'senior_officer', 'clerk', 'liaison', 'bureau_leader', 'legal_section', 'office_lead', 'inspector', 'archivist',
    'administrator',
];

/** @type {import('../../../protocol/vocabulary.js').StaffColumn[]} */
const NEEDED = ['name', 'unit'];
const NEEDED_OF_NEW = [...NEEDED, 'staffNo', 'password'];

/**
 * Adds somebody, or changes what is known of them.
 * @param {Staff} staff
 * @param {StaffPerson | null} person
 * @param {(fresh: Staff) => void} renew
 */
export function openPersonForm(staff, person, renew) {
    const fields = fieldsOf(staff, person);
    const dialog = openStaffOrder({
        place: person ? `person-${person.id}` : 'new-person',
        title: person ? t('staff.person.change', { name: person.name, staffNo: person.staffNo })
            : t('staff.person.add'),
        lead: person ? undefined : t('staff.person.add_says'),
        act: t(person ? 'staff.save' : 'staff.person.add'), done: t('staff.saved'),
        fields, needed: person ? NEEDED : NEEDED_OF_NEW,
        order: () => {
            const known = {
                name: fields.name.value(), role: /** @type {Role} */ (fields.role.value()), unit: fields.unit.value(),
                rank: fields.rank.value(), phone: fields.phone.value(), fields: fields.fields.value(),
            };
            return person ? { command: 'change_person', id: person.id, version: person.version, ...known }
                : {
                    command: 'add_person', staffNo: fields.staffNo.value(), ...known,
                    password: fields.password.control.value,
                };
        },
        below: person ? access(person, renew, () => dialog.close()) : null,
        renew,
    });
}

/**
 * @param {Staff} staff
 * @param {StaffPerson | null} person
 * @returns {Record<string, import('../../../ui/field.js').Field>}
 */
function fieldsOf(staff, person) {
    const number = person ? null : field({
        id: 'staffNo', label: t('staff.column.staffNo'), hint: t('staff.form.staffNo_hint'),
        attributes: { required: true },
    });
    const password = person ? null : passwordField();
    return {
        ...(number ? { staffNo: number } : {}),
        name: field({
            id: 'name', label: t('staff.column.name'), limit: LETTERS.name, value: person ? person.name : '',
            attributes: { required: true },
        }),
        role: field({
            id: 'role', kind: 'select', label: t('staff.column.role'), value: person ? person.role : 'senior_officer',
            choices: ROLES.map((each) => /** @type {[string, string]} */ ([each, coded('staff.role', each)])),
            hint: person ? t('staff.form.signs_out') : undefined,
        }),
        unit: unitField(staff, person),
        rank: field({
            id: 'rank', label: t('staff.column.rank'), limit: LETTERS.rank, value: person ? person.rank : '',
        }),
        phone: field({
            id: 'phone', label: t('staff.column.phone'), value: person ? person.phone : '',
            attributes: { inputmode: 'tel' },
        }),
        fields: field({
            id: 'fields', label: t('staff.column.fields'), hint: t('staff.form.fields_hint'), wide: true,
            limit: LETTERS.fields, value: person ? person.fields : '',
        }),
        ...(password ? { password } : {}),
    };
}

/**
 * One of the list; while there is none, any.
 * @param {Staff} staff
 * @param {StaffPerson | null} person
 */
function unitField(staff, person) {
    const label = t('staff.column.unit');
    if (!staff.units.length) {
        return field({
            id: 'unit', label, limit: LETTERS.unit, value: person ? person.unit : '', attributes: { required: true },
        });
    }
    const names = staff.units.filter((unit) => !unit.closed).map((unit) => unit.name);
    if (person && !names.includes(person.unit)) names.unshift(person.unit);
    return field({
        id: 'unit', kind: 'select', label, value: person ? person.unit : names[0] || '',
        choices: names.map((name) => /** @type {[string, string]} */ ([name, name])),
    });
}

/** As it is typed: nothing of a password is cleaned. */
function passwordField() {
    return field({
        id: 'password', label: t('staff.form.password'), hint: t('staff.form.password_hint'), wide: true,
        attributes: { type: 'password', autocomplete: 'new-password', required: true },
    });
}

/**
 * What concerns signing in.
 * @param {StaffPerson} person
 * @param {(fresh: Staff) => void} renew
 * @param {() => void} close
 */
function access(person, renew, close) {
    const then = (/** @type {() => void} */ open) => () => {
        close();
        open();
    };
    return h('section', { class: 'staff__access', 'aria-labelledby': 'access-h' },
        h('h3', { id: 'access-h' }, t('staff.access')),
        h('p', { class: 'muted' }, t(person.locked ? 'staff.is_locked' : person.hasPassword ? 'staff.may_sign_in'
            : 'staff.waits_for_password')),
        h('div', { class: 'btns' },
            button(t('staff.password.title'), { size: 'sm', press: then(() => openPassword(person, renew)) }),
            button(t(person.locked ? 'staff.unlock.title' : 'staff.lock.title'), {
                size: 'sm', press: then(() => openLock(person, renew)),
            })));
}

/**
 * @param {StaffPerson} person
 * @param {(fresh: Staff) => void} renew
 */
function openPassword(person, renew) {
    const password = passwordField();
    openStaffOrder({
        place: `password-${person.id}`,
        title: t('staff.password.of', { name: person.name }), lead: t('staff.password.says'),
        act: t('staff.password.act'), done: t('staff.password.done', { name: person.name }),
        fields: { password }, needed: ['password'],
        order: () => ({ command: 'set_password', id: person.id, password: password.control.value }),
        renew,
    });
}

/**
 * @param {StaffPerson} person
 * @param {(fresh: Staff) => void} renew
 */
function openLock(person, renew) {
    const what = person.locked ? 'unlock' : 'lock';
    openStaffOrder({
        place: `${what}-${person.id}`,
        title: t(`staff.${what}.of`, { name: person.name }), lead: t(`staff.${what}.says`),
        act: t(`staff.${what}.act`), done: t(`staff.${what}.done`, { name: person.name }),
        grave: !person.locked, fields: {},
        order: () => ({ command: what, id: person.id, version: person.version }),
        renew,
    });
}
