// What the steps of a case ask for (docs/protocol.md, 1.2): each name as a field or a choice, with what is wrong with
// it in words.

import { h, replace } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { dayText, DUE_DAYS, EXTENSION_DAYS, isDateWithin, LETTERS, wholeNumber } from '../../protocol/limits.js';
import { checkbox, field, radios } from '../../ui/field.js';
import { icon } from '../../ui/icon.js';
import * as archive from './archive/steps.js';
import * as followUp from './follow-up/steps.js';
import * as handling from './handling/steps.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../protocol/http-types.js').Colleague} Colleague */
/** @typedef {import('../../protocol/http-types.js').CaseCommand['command']} Step */
/**
 * @typedef {'level' | 'unit' | 'due' | 'rating' | 'method' | 'reason' | 'days' | 'approver' | 'reasonTold' | 'to' |
 *   'caseNo' | 'person' | 'granted' | 'opinion' | 'party' | 'purpose' | 'performance' | 'sheet' |
 *   'who' | 'promise'} Asked
 */
/** @typedef {Partial<Record<Step, Asked[]>>} Steps what each asks for, in an officer's order */

/**
 * @typedef {object} Part
 * @property {HTMLElement} element
 * @property {string} label
 * @property {HTMLElement} first where the focus goes
 * @property {() => unknown} value as it is sent
 * @property {() => string | null} problem why it can't be sent; what is asked for is needed
 * @property {(words: string | null) => void} fail shows an error, or takes it away
 * @property {() => string} typed what a draft keeps
 * @property {(text: string) => void} restore
 */

/** What a step calls its words, where "reason" says too little. */
const REASONS = /** @type {Partial<Record<Step, string>>} */ ({
    assign: 'items', supervise: 'demand', note: 'note_text', report: 'result', close: 'reply', return: 'lacks',
    file_sheet: 'sheet_note', promise: 'promised', note_performance: 'note_text',
});
/** People who are named for what they are. */
const POSTS = /** @type {Record<string, import('../../protocol/vocabulary.js').Role>} */ ({
    to: 'senior_officer', approver: 'bureau_leader',
});

/** @type {(name: string) => string} */
const idOf = (name) => `c-${name}`;

/**
 * A field or a choice for one name.
 * @param {Asked} name
 * @param {Step} command
 * @param {CaseFile} file
 * @param {Colleague[]} people of the bureau; none when they couldn't be fetched: then a staff number is typed
 * @returns {Part}
 */
export function ask(name, command, file, people) {
    switch (name) {
        case 'level': return choice(t('bureau.command.level'), handling.levelChoice(file));
        case 'rating': return choice(t('bureau.command.rating'), followUp.ratingChoice());
        case 'method': return choice(t('bureau.command.method'), followUp.methodChoice());
        case 'performance': return choice(t('bureau.command.performance'),
            followUp.performanceChoice(command === 'note_performance'));
        case 'sheet': return choice(t('bureau.command.sheet'), archive.sheetChoice(file));
        case 'granted': return granted();
        case 'reasonTold': return tick(name);
        case 'days': return days();
        case 'due': return due();
        case 'promise': return promise(file);
        case 'who': return text(name, { hint: t('bureau.command.who_hint') });
        case 'party': return selected(name, file.parties.filter((each) => each.idNo).map((each) =>
            [each.id, `${each.name} ${t(`common.role.${each.role}`)}`]));
        case 'to': case 'approver': case 'person': return person(name, file, people);
        case 'unit': return command === 'assign' ? ownUnit(file, people) : text(name, {});
        case 'caseNo': return text(name, { hint: t('bureau.command.caseNo_hint') });
        case 'purpose': return text(name, { hint: t('bureau.command.reason_hint'), long: true });
        case 'opinion': return text(name, { long: true });
        case 'reason': return text(name, {
            label: t(`bureau.command.${REASONS[command] || 'reason'}`), hint: t('bureau.command.reason_hint'),
            long: true,
        });
    }
}

/**
 * @param {Exclude<Asked, 'level' | 'rating' | 'method' | 'performance' | 'sheet' |
 *   'promise'>} name
 * @param {{label?: string, hint?: string, long?: boolean, value?: string}} options
 * @returns {Part}
 */
function text(name, { label = t(`bureau.command.${name}`), hint, long, value }) {
    const made = field({
        id: idOf(name), label, hint, value, wide: long, kind: long ? 'textarea' : 'input',
        limit: /** @type {Record<string, number>} */ (LETTERS)[name],
    });
    return {
        element: made.element, label, first: made.control, value: made.value, fail: made.fail,
        problem: () => made.problem() || (made.value() ? null : t('bureau.command.missing')),
        ...typedIn(made.control),
    };
}

/**
 * A unit of the bureau: those with a liaison are offered; of one without it is said that nobody will receive the order.
 * @param {CaseFile} file
 * @param {Colleague[]} people
 * @returns {Part}
 */
function ownUnit(file, people) {
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
 * @param {CaseFile} file
 * @returns {Part} one of those that are still owed; its number is sent
 */
function promise(file) {
    const owed = file.promises.filter((each) => each.performance !== 'whole');
    const part = selected('promise',
        owed.map((each) => [String(each.number), `${each.number} ${each.who} ${each.what}`]));
    return { ...part, value: () => Number(part.value()) };
}

/** @returns {Part} */
function days() {
    const label = t('bureau.command.days');
    const [least, most] = EXTENSION_DAYS;
    const made = field({
        id: idOf('days'), label, hint: t('bureau.command.days_hint'), attributes: { inputmode: 'numeric' },
    });
    const number = () => wholeNumber(made.control, EXTENSION_DAYS);
    return {
        element: made.element, label, first: made.control, value: number, fail: made.fail,
        problem: () => (number() === null ? t('bureau.command.days_wrong', { least, most }) : null),
        ...typedIn(made.control),
    };
}

/** @returns {Part} */
function due() {
    const label = t('bureau.command.due');
    const last = dayText(DUE_DAYS[1] - 1);
    const made = field({ id: idOf('due'), label, attributes: { type: 'date', min: dayText(), max: last } });
    return {
        element: made.element, label, first: made.control, fail: made.fail,
        // A date given for a limit means the end of that day in the bureau's zone.
        value: () => Date.parse(`${made.value()}T23:59:59+08:00`),
        problem: () => (!made.value() && !made.control.validity?.badInput ? t('bureau.command.missing')
            : isDateWithin(made.control, dayText(), last) ? null : t('bureau.command.due_wrong')),
        ...typedIn(made.control),
    };
}

/**
 * Someone of the bureau.
 * @param {'to' | 'approver' | 'person'} name
 * @param {CaseFile} file
 * @param {Colleague[]} people
 * @returns {Part}
 */
function person(name, file, people) {
    if (!people.length) return text(name, { hint: t('bureau.command.staff_hint') });
    const fit = people.filter((each) => (POSTS[name] ? each.role === POSTS[name] : each.role !== 'administrator')
        && !(name === 'to' && file.officer && each.staffNo === file.officer.staffNo));
    return selected(name, fit.map((each) => [each.staffNo, `${each.name} ${each.staffNo} · ${each.unit}`]));
}

/**
 * One of a list. Nothing is chosen before somebody chooses, unless there is one only.
 * @param {'to' | 'approver' | 'person' | 'party' | 'promise'} name
 * @param {[string, string][]} choices
 * @returns {Part}
 */
function selected(name, choices) {
    const label = t(name === 'promise' ? 'bureau.command.promise_number' : `bureau.command.${name}`);
    const made = field({
        id: idOf(name), label, kind: 'select', value: choices.length === 1 ? choices[0][0] : '',
        choices: [['', t('bureau.command.choose')], ...choices],
    });
    return {
        element: made.element, label, first: made.control, value: made.value, fail: made.fail,
        problem: () => (made.value() ? null : t('bureau.command.choose')), ...typedIn(made.control),
    };
}

/** @returns {Part} */
function granted() {
    const part = choice(t('bureau.command.granted'), radios(idOf('granted'), t('bureau.command.granted'),
        [['yes', t('bureau.command.granted_yes')], ['no', t('bureau.command.granted_no')]]));
    return { ...part, value: () => part.value() === 'yes' };
}

/**
 * @param {string} label
 * @param {ReturnType<typeof radios>} made
 * @returns {Part}
 */
function choice(label, made) {
    const below = failure();
    made.element.appendChild(below.element);
    return {
        element: made.element, label, first: made.inputs[0], value: made.value, fail: below.fail,
        problem: () => (made.value() ? null : t('bureau.command.choose')),
        typed: made.value,
        restore: (kept) => { for (const each of made.inputs) each.checked = each.value === kept; },
    };
}

/**
 * @param {'reasonTold'} name
 * @returns {Part}
 */
function tick(name) {
    const label = t(`bureau.command.${name}`);
    const made = checkbox(idOf(name), label);
    const below = failure();
    return {
        element: h('div', { class: 'field field--wide' }, made.element, below.element),
        label, first: made.control, value: () => made.control.checked, fail: below.fail,
        problem: () => (made.control.checked ? null : t(`bureau.command.${name}_needed`)),
        typed: () => (made.control.checked ? 'yes' : ''),
        restore: (kept) => { made.control.checked = kept === 'yes'; },
    };
}

function failure() {
    const element = h('div', null);
    return {
        element,
        /** @param {string | null} words */
        fail: (words) =>
            replace(element, words ? h('p', { class: 'field__error' }, icon('alert'), h('span', null, words)) : null),
    };
}

/** @param {import('../../ui/field.js').Control} control */
function typedIn(control) {
    return { typed: () => control.value, restore: (/** @type {string} */ kept) => { control.value = kept; } };
}
