// What the steps of a case ask for (docs/protocol.md, 1.2): each name as a field or a choice, with what is wrong with
// it in words.

import { t } from '../../lib/text.js';
import { dayText, DUE_DAYS, EXTENSION_DAYS, isDateWithin, wholeNumber } from '../../protocol/limits.js';
import { field, radios } from '../../ui/field.js';
import * as archive from './archive/steps.js';
import * as followUp from './follow-up/steps.js';
import { answeredItems, items, openItem, openLetter, orderUnit, ownUnit } from './handling/asks.js';
import { levelChoice } from './handling/steps.js';
import { choice, idOf, selected, text, tick, typedIn } from './parts.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../protocol/http-types.js').Colleague} Colleague */
/** @typedef {import('../../protocol/http-types.js').CaseCommand['command']} Step */
/**
 * @typedef {'level' | 'unit' | 'due' | 'rating' | 'method' | 'reason' | 'days' | 'reasonTold' | 'to' | 'caseNo' |
 *   'person' | 'granted' | 'opinion' | 'party' | 'purpose' | 'performance' | 'items' | 'item' | 'lacking' |
 *   'letter' | 'sheet' | 'who' | 'promise'} Asked
 */
/** @typedef {import('./parts.js').Part} Part */
/**
 * What a form is opened about: who fills it in, and which item or letter was pressed.
 * @typedef {object} About
 * @property {import('../../protocol/http-types.js').Me} [me]
 * @property {number} [item]
 * @property {number} [letter]
 * @property {(name: Asked) => Part | undefined} [part] another part of the same form
 */
/** @typedef {Partial<Record<Step, Asked[]>>} Steps what each asks for, in an officer's order */

/** What a step calls its words, where "reason" says too little. */
const REASONS = /** @type {Partial<Record<Step, string>>} */ ({
    assign: 'requirements', supervise: 'demand', note: 'note_text', report: 'result', close: 'reply', return: 'lacks',
    progress: 'progress_text', answer: 'item_result', send_letter: 'letter_text', file_reply: 'letter_reply',
    decide_extension: 'opinion_text',
    file_sheet: 'sheet_note', promise: 'promised', note_performance: 'note_text',
});
/** People who are named for what they are. */
const POSTS = /** @type {Record<string, import('../../protocol/vocabulary.js').Role>} */ ({ to: 'senior_officer' });

/**
 * A field or a choice for one name.
 * @param {Asked} name
 * @param {Step} command
 * @param {CaseFile} file
 * @param {Colleague[]} people of the bureau; none when they couldn't be fetched: then a staff number is typed
 * @param {About} about
 * @returns {Part}
 */
export function ask(name, command, file, people, about) {
    switch (name) {
        case 'level': return choice(t('bureau.command.level'), levelChoice(file));
        case 'rating': return choice(t('bureau.command.rating'), followUp.ratingChoice());
        case 'method': return choice(t('bureau.command.method'), followUp.methodChoice());
        case 'performance': return choice(t('bureau.command.performance'),
            followUp.performanceChoice(command === 'note_performance'));
        case 'sheet': return choice(t('bureau.command.sheet'), archive.sheetChoice(file));
        case 'granted': return granted(command);
        case 'reasonTold': return tick(name);
        case 'days': return days();
        case 'due': return due();
        case 'promise': return promise(file);
        case 'who': return text(name, { hint: t('bureau.command.who_hint') });
        case 'party': return selected(name, file.parties.filter((each) => each.idNo).map((each) =>
            [each.id, `${each.name} ${t(`common.role.${each.role}`)}`]));
        case 'to': case 'person': return person(name, file, people);
        case 'unit': return command === 'assign' ? ownUnit(file, people)
            : command === 'supervise' ? orderUnit(file)
            : text(name, command === 'send_letter' ? { label: t('bureau.command.addressee') } : {});
        case 'items': return items(about);
        case 'item': return openItem(file, about);
        case 'lacking': return answeredItems(file);
        case 'letter': return openLetter(file, about);
        case 'caseNo': return text(name, { hint: t('bureau.command.caseNo_hint') });
        case 'purpose': return text(name, { hint: t('bureau.command.reason_hint'), long: true });
        case 'opinion': return text(name, { long: true });
        case 'reason': return text(name, {
            label: t(`bureau.command.${REASONS[command] || 'reason'}`), hint: t('bureau.command.reason_hint'),
            long: true, optional: command === 'assign',
        });
    }
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
 * @param {'to' | 'person'} name
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
 * @param {Step} command
 * @returns {Part}
 */
function granted(command) {
    const yes = command === 'decide_extension' ? t('bureau.command.granted_days') : t('bureau.command.granted_yes');
    const part = choice(t('bureau.command.granted'), radios(idOf('granted'), t('bureau.command.granted'),
        [['yes', yes], ['no', t('bureau.command.granted_no')]]));
    return { ...part, value: () => part.value() === 'yes' };
}

