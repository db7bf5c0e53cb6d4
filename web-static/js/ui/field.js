// A field: its label above, a hint below, and an error in the hint's place, with a sign and the remedy.

import { h, replace } from '../lib/html.js';
import { t } from '../lib/text.js';
import { clean, isBlank, isRefused, lettersIn } from '../lib/written-text.js';
import { icon } from './icon.js';
import { isForComposition, takeTyping } from './typing.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {Control} control
 * @property {() => string} value as it is sent: cleaned by the one rule for texts, without blanks at its ends; '' when
 *   nothing of it can be seen
 * @property {(words: string | null) => void} fail shows an error, or takes it away
 * @property {() => string | null} problem why what stands there can't be sent, however needed it is
 */

/**
 * @typedef {object} FieldOptions
 * @property {string} id
 * @property {string} label
 * @property {string} [hint]
 * @property {'input' | 'textarea' | 'select'} [kind]
 * @property {number} [limit] the most characters; more are counted and said, and never cut
 * @property {[string, string][]} [choices] value and words, of a select
 * @property {Record<string, any>} [attributes] of the control
 * @property {string} [value]
 * @property {boolean} [wide] takes the whole row of a form
 */

/** From this part of the limit on the count is shown. */
const NEARLY = 0.9;

/**
 * @param {FieldOptions} options
 * @returns {Field}
 */
export function field(options) {
    const below = `${options.id}-below`;
    const { limit } = options;
    const shared = {
        id: options.id, class: 'input', name: options.id, autocomplete: 'off',
        'aria-describedby': options.hint || limit ? below : null,
        ...options.attributes,
    };
    const control = controlOf(options, shared);
    if (options.value !== undefined) control.value = options.value;
    /** @type {import('../lib/written-text.js').Form} */
    const form = options.kind === 'textarea' ? 'text' : 'line';
    const place = h('div', null, hint());
    const count = limit ? counter(limit) : null;
    const tellCount = () => {
        if (!limit || !count) return;
        count.show(control.value.length < limit * NEARLY ? 0 : lettersIn(value(), form));
    };
    const element = h('div', { class: options.wide ? 'field field--wide' : 'field' },
        h('label', { for: options.id }, options.label), control,
        h('div', { id: below }, place, count ? count.element : null));
    if (control instanceof HTMLSelectElement || control.type === 'date') {
        // Who turns the wheel over a field wants to read on, not to choose another value.
        control.addEventListener('wheel', () => {
            if (document.activeElement === control) control.blur();
        }, { passive: true });
    } else {
        takeTyping(control, form, { changed: tellCount });
        control.addEventListener('focus', tellCount);
    }
    tellCount();
    return { element, control, value, fail, problem };

    function value() {
        const cleaned = clean(control.value, form).trim();
        return isBlank(cleaned) ? '' : cleaned;
    }

    function problem() {
        if (isRefused(control.value, form)) return t('refused.field.unreadable');
        const more = limit ? lettersIn(value()) - limit : 0;
        return limit && more > 0 ? t('refused.field.too_long', { n: more, limit }) : null;
    }

    function hint() {
        return options.hint ? h('p', { class: 'field__hint' }, options.hint) : null;
    }

    /** @param {string | null} words */
    function fail(words) {
        if (words) {
            control.setAttribute('aria-invalid', 'true');
            control.setAttribute('aria-describedby', below);
            replace(place, h('p', { class: 'field__error' }, icon('alert'), h('span', null, words)));
        } else {
            control.removeAttribute('aria-invalid');
            replace(place, hint());
        }
    }
}

/**
 * How many letters there are of how many, said from nearly all on.
 * @param {number} limit
 */
function counter(limit) {
    const element = h('p', { class: 'field__count', role: 'status' });
    let said = '';
    return { element, show };

    /** @param {number} letters */
    function show(letters) {
        const words = letters > limit ? t('refused.field.over', { n: letters - limit, letters, limit })
            : letters >= limit * NEARLY ? t('refused.field.count', { letters, limit })
            : '';
        if (words === said) return;
        said = words;
        element.classList.toggle('field__count--over', letters > limit);
        replace(element, words);
    }
}

/**
 * @param {FieldOptions} options
 * @param {Record<string, any>} shared
 * @returns {Control}
 */
function controlOf(options, shared) {
    if (options.kind === 'select') {
        return h('select', shared, (options.choices || []).map(([value, words]) =>
            h('option', { value, selected: value === options.value }, words)));
    }
    return options.kind === 'textarea'
        ? h('textarea', { rows: '3', ...shared })
        : h('input', { type: 'text', ...shared });
}

/**
 * Says at each field what keeps it from being sent: what is missing, what is too long.
 * @param {Iterable<Field>} fields
 * @param {(field: Field) => string | null} [missing] words for a field that is needed and empty
 * @returns {Control | null} the first at fault
 */
export function showProblems(fields, missing = () => null) {
    /** @type {Control | null} */
    let first = null;
    for (const each of fields) {
        const words = each.problem() || (each.value() ? null : missing(each));
        each.fail(words);
        if (words && !first) first = each.control;
    }
    return first;
}

/**
 * In a form of many fields Enter goes on to the next one: nothing is sent by a key that was meant to end a line.
 * @param {KeyboardEvent} event
 */
export function enterGoesOn(event) {
    const { target, currentTarget } = event;
    if (event.key !== 'Enter' || isForComposition(event) || !(target instanceof HTMLInputElement)
        || !(currentTarget instanceof Element)) {
        return;
    }
    event.preventDefault();
    /** @type {HTMLElement[]} */
    const stops = Array.from(currentTarget.querySelectorAll('input, select, textarea'));
    const next = stops[stops.indexOf(target) + 1];
    if (next) next.focus();
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
        h('div', { class: 'choices' },
            choices.map(([, words], index) => h('label', { class: 'choice' }, inputs[index], h('span', null, words)))));
    return { element, inputs, value: () => (inputs.find((input) => input.checked) || { value: '' }).value };
}
