// What the forms of a case are made of: a field or a choice, what is wrong with it in words, what a draft keeps.

import { h, replace } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { LETTERS } from '../../protocol/limits.js';
import { checkbox, field, radios } from '../../ui/field.js';
import { icon } from '../../ui/icon.js';

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
 * @property {() => import('../../ui/summary.js').Summed[]} [within] its own fields, where it has several
 */

/** @type {(name: string) => string} */
export const idOf = (name) => `c-${name}`;

/**
 * @param {string} name
 * @param {{label?: string, hint?: string, long?: boolean, value?: string, optional?: boolean}} options
 * @returns {Part}
 */
export function text(name, { label = t(`bureau.command.${name}`), hint, long, value, optional }) {
    const made = field({
        id: idOf(name), label, hint, value, wide: long, kind: long ? 'textarea' : 'input',
        limit: /** @type {Record<string, number>} */ (LETTERS)[name],
    });
    return {
        element: made.element, label, first: made.control, value: made.value, fail: made.fail,
        problem: () => made.problem() || (optional || made.value() ? null : t('bureau.command.missing')),
        ...typedIn(made.control),
    };
}

/**
 * One of a list. Nothing is chosen before somebody chooses, unless there is one only.
 * @param {string} name
 * @param {[string, string][]} choices
 * @param {string} [chosen]
 * @returns {Part}
 */
export function selected(name, choices, chosen = '') {
    const label = t(name === 'promise' ? 'bureau.command.promise_number' : `bureau.command.${name}`);
    const made = field({
        id: idOf(name), label, kind: 'select', value: choices.length === 1 ? choices[0][0] : chosen,
        choices: [['', t('bureau.command.choose')], ...choices],
    });
    return {
        element: made.element, label, first: made.control, value: made.value, fail: made.fail,
        problem: () => (made.value() ? null : t('bureau.command.choose')), ...typedIn(made.control),
    };
}

/**
 * @param {string} label
 * @param {ReturnType<typeof radios>} made
 * @returns {Part}
 */
export function choice(label, made) {
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
export function tick(name) {
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

export function failure() {
    const element = h('div', null);
    return {
        element,
        /** @param {string | null} words */
        fail: (words) =>
            replace(element, words ? h('p', { class: 'field__error' }, icon('alert'), h('span', null, words)) : null),
    };
}

/** @param {import('../../ui/field.js').Control} control */
export function typedIn(control) {
    return { typed: () => control.value, restore: (/** @type {string} */ kept) => { control.value = kept; } };
}
