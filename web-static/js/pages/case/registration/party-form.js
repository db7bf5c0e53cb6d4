// The fields of one person of a case, as the register and the case ask for them.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { dayText, FIRST_BIRTH, isDateWithin, isHalfTyped, LETTERS } from '../../../protocol/limits.js';
import { checkbox, field, showProblems } from '../../../ui/field.js';
import { registryPick } from './registry.js';

export const ROLES = [
    'petitioner', 'petition_rep', 'respondent', 'unit_representative', 'lawyer', 'agent', 'guardian', 'interpreter',
    'sign_interpreter', 'witness',
];
const COUNSEL = ['lawyer', 'agent'];
const SEXES = ['female', 'male'];
const ACTS_FOR = ['petitioner', 'respondent', 'neutral'];

/** @typedef {import('../../../ui/field.js').Field} Field */
/** @typedef {import('../../../protocol/http-types.js').PartySent} PartySent */
/** @typedef {Record<string, string | boolean>} Draft what stands in the fields */

/**
 * @typedef {object} PartyForm
 * @property {HTMLElement} element
 * @property {() => PartySent} party as the protocol wants it
 * @property {() => Draft} draft
 * @property {() => HTMLElement | null} check shows what is missing; the first field at fault
 * @property {(name: string, words: string, code?: string) => HTMLElement | null} fail shows a refusal at a field
 */

/**
 * @param {string} id begins the ids of the fields
 * @param {Draft} draft
 * @returns {PartyForm}
 */
export function partyForm(id, draft) {
    const fields = partyFields(id, draft);
    const conflict = checkbox(`${id}-conflictDeclared`, t('bureau.party.conflict'), draft.conflictDeclared === true);
    const suspect = checkbox(`${id}-isSuspect`, t('bureau.party.suspect'), draft.isSuspect === true);
    const place = h('div', { class: 'form' });
    const person = [
        fields.role, fields.name, fields.phone, fields.sex, fields.birthDate, fields.idNo, fields.address,
        fields.accessNeeds,
    ];
    const counsel = [fields.actsFor, fields.firm, fields.licenceNo];
    const registry = registryPick(id, (lawyer) => fill(fields, lawyer));

    const isCounsel = () => COUNSEL.includes(fields.role.value());
    const draw = () => replace(place, person.map((each) => each.element),
        isCounsel()
            ? [
                fields.role.value() === 'lawyer' ? registry.shown() : null,
                counsel.map((each) => each.element),
                fields.role.value() === 'agent' ? fields.mandate.element : null,
                h('div', { class: 'field--wide' }, conflict.element),
            ]
            : h('div', { class: 'field--wide' }, suspect.element));
    fields.role.control.addEventListener('change', () => { draw(); fields.role.control.focus(); });
    draw();
    return { element: place, party, draft: current, check, fail };

    function current() {
        /** @type {Draft} */
        const all = { conflictDeclared: conflict.control.checked, isSuspect: suspect.control.checked };
        for (const [name, each] of Object.entries(fields)) all[name] = each.control.value;
        return all;
    }

    function party() {
        return isCounsel()
            ? { ...personOf(fields), isSuspect: false, ...counselOf(fields, conflict.control.checked) }
            : { ...personOf(fields), isSuspect: suspect.control.checked };
    }

    function check() {
        const birth = fields.birthDate.control;
        // A year typed as 12 is the year 12; a date without a year would leave unsaid that somebody is a minor.
        const isBorn = birth.value || isHalfTyped(birth) ? isDateWithin(birth, FIRST_BIRTH, dayText()) : true;
        const wrong = showProblems(Object.values(fields).filter((each) => each.element.isConnected), (each) =>
            (each === fields.name ? t('bureau.party.name_missing') : null));
        if (!isBorn) fields.birthDate.fail(t('bureau.party.birthDate_wrong'));
        return wrong || (isBorn ? null : birth);
    }

    /**
     * @param {string} name
     * @param {string} words
     * @param {string} [code]
     */
    function fail(name, words, code) {
        return failAt(fields, name, code === 'conflict_of_interest' ? t(`bureau.party.conflict_${name}`) : words);
    }
}

/**
 * @param {string} id
 * @param {Draft} draft
 */
function partyFields(id, draft) {
    /** @type {(name: string, extra?: Partial<import('../../../ui/field.js').FieldOptions>) => Field} */
    const make = (name, extra) =>
        field({ id: `${id}-${name}`, label: t(`bureau.party.${name}`), value: String(draft[name] || ''), ...extra });
    return {
        role: make('role', {
            kind: 'select',
            choices: ROLES.map((role) => [role, t(`common.role.${role}`)]),
            value: String(draft.role || 'petitioner'),
        }),
        name: make('name', { limit: LETTERS.name, hint: t('bureau.party.name_hint') }),
        phone: make('phone', { limit: LETTERS.phone, attributes: { inputmode: 'tel' } }),
        sex: make('sex', {
            kind: 'select',
            choices: ['', ...SEXES].map((sex) => [sex, t(`bureau.party.${sex || 'unsaid'}`)]),
        }),
        birthDate: make('birthDate', { attributes: { type: 'date', min: FIRST_BIRTH, max: dayText() } }),
        idNo: make('idNo', {
            limit: LETTERS.idNo,
            attributes: { spellcheck: 'false' },
            hint: t('bureau.party.idNo_hint'),
        }),
        address: make('address', { limit: LETTERS.address, wide: true }),
        accessNeeds: make('accessNeeds', {
            limit: LETTERS.accessNeeds,
            hint: t('bureau.party.accessNeeds_hint'),
            wide: true,
        }),
        actsFor: make('actsFor', {
            kind: 'select',
            choices: ACTS_FOR.map((side) => [side, t(`bureau.acts_for.${side}`)]),
            value: String(draft.actsFor || 'neutral'),
        }),
        firm: make('firm', { limit: LETTERS.firm }),
        licenceNo: make('licenceNo', { limit: LETTERS.licenceNo }),
        mandate: make('mandate', { limit: LETTERS.mandate, hint: t('bureau.party.mandate_hint'), wide: true }),
    };
}

/** @typedef {ReturnType<typeof partyFields>} Fields */

/**
 * @param {Fields} fields
 * @param {string} name
 * @param {string} words
 */
function failAt(fields, name, words) {
    const at = Object.entries(fields).find(([key]) => key === name);
    if (!at) return null;
    at[1].fail(words);
    return at[1].control;
}

/**
 * What the registry of lawyers knows. One who is nobody's agent is neutral, unless told otherwise.
 * @param {Fields} fields
 * @param {import('../../../protocol/http-types.js').LawyerLine} lawyer
 */
function fill(fields, lawyer) {
    for (const name of /** @type {const} */ (['name', 'firm', 'licenceNo', 'phone'])) {
        fields[name].control.value = lawyer[name];
    }
    if (lawyer.capacity !== 'agent') fields.actsFor.control.value = 'neutral';
}

/**
 * @param {Fields} fields
 * @returns {PartySent}
 */
function personOf(fields) {
    /** @type {PartySent} */
    const said = { role: /** @type {PartySent['role']} */ (fields.role.value()), name: fields.name.value() };
    if (fields.sex.value()) said.sex = /** @type {PartySent['sex']} */ (fields.sex.value());
    for (const name of /** @type {const} */ (['birthDate', 'phone', 'address', 'accessNeeds'])) {
        if (fields[name].value()) said[name] = fields[name].value();
    }
    return fields.idNo.value() ? { ...said, idType: 'resident_id', idNo: fields.idNo.value() } : said;
}

/**
 * What only a lawyer or an agent has.
 * @param {Fields} fields
 * @param {boolean} conflictDeclared
 * @returns {Partial<PartySent>}
 */
function counselOf(fields, conflictDeclared) {
    /** @type {Partial<PartySent>} */
    const said = { actsFor: /** @type {PartySent['actsFor']} */ (fields.actsFor.value()), conflictDeclared };
    if (fields.role.value() === 'agent') said.mandate = fields.mandate.value();
    for (const name of /** @type {const} */ (['firm', 'licenceNo'])) {
        if (fields[name].value()) said[name] = fields[name].value();
    }
    return said;
}
