// A field: its label above, a hint below, and an error in the hint's place, with a sign and the remedy.

import { h, replace } from '../lib/html.js';
import { icon } from './icon.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {Control} control
 * @property {() => string} value trimmed
 * @property {(words: string | null) => void} fail shows an error, or takes it away
 */

/**
 * @typedef {object} FieldOptions
 * @property {string} id
 * @property {string} label
 * @property {string} [hint]
 * @property {'input' | 'textarea' | 'select'} [kind]
 * @property {[string, string][]} [choices] value and words, of a select
 * @property {Record<string, any>} [attributes] of the control
 * @property {string} [value]
 * @property {boolean} [wide] takes the whole row of a form
 */

/**
 * @param {FieldOptions} options
 * @returns {Field}
 */
export function field(options) {
    const below = `${options.id}-below`;
    const shared = { id: options.id, class: 'input', name: options.id, 'aria-describedby': options.hint ? below : null, ...options.attributes };
    /** @type {Control} */
    let control;
    if (options.kind === 'select') {
        control = h('select', shared, (options.choices || []).map(([value, words]) => h('option', { value, selected: value === options.value }, words)));
    } else if (options.kind === 'textarea') {
        control = h('textarea', { rows: '3', ...shared });
    } else {
        control = h('input', { type: 'text', autocomplete: 'off', ...shared });
    }
    if (options.value !== undefined) control.value = options.value;
    const place = h('div', { id: below }, options.hint ? h('p', { class: 'field__hint' }, options.hint) : null);
    const element = h('div', { class: options.wide ? 'field field--wide' : 'field' }, h('label', { for: options.id }, options.label), control, place);
    return { element, control, value: () => control.value.trim(), fail };

    /** @param {string | null} words */
    function fail(words) {
        if (words) {
            control.setAttribute('aria-invalid', 'true');
            control.setAttribute('aria-describedby', below);
            replace(place, h('p', { class: 'field__error' }, icon('alert'), h('span', null, words)));
        } else {
            control.removeAttribute('aria-invalid');
            replace(place, options.hint ? h('p', { class: 'field__hint' }, options.hint) : null);
        }
    }
}

/**
 * A box to tick; it starts empty unless told otherwise.
 * @param {string} id
 * @param {string} words
 * @param {boolean} [checked]
 */
export function checkbox(id, words, checked) {
    const control = h('input', { type: 'checkbox', id, name: id, checked: Boolean(checked) });
    return { element: h('label', { class: 'check' }, control, h('span', null, words)), control };
}

/**
 * A group of choices of which one holds.
 * @param {string} name
 * @param {string} legend
 * @param {[string, string][]} choices
 * @param {string} [chosen]
 */
export function radios(name, legend, choices, chosen) {
    const inputs = choices.map(([value]) => h('input', { type: 'radio', name, value, checked: value === chosen }));
    const element = h('fieldset', { class: 'field field--wide' }, h('legend', { class: 'field__label' }, legend),
        h('div', { class: 'choices' }, choices.map(([, words], index) => h('label', { class: 'choice' }, inputs[index], h('span', null, words)))));
    return { element, inputs, value: () => (inputs.find((input) => input.checked) || { value: '' }).value };
}
