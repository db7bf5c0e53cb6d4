// What is to be mended in a form: said first and at each field, each line leading to its field.

import { h } from '../lib/html.js';
import { t } from '../lib/text.js';

/**
 * @typedef {object} Summed
 * @property {string} label of the field, in its own words
 * @property {HTMLElement} first where the focus goes
 * @property {() => string | null} problem
 * @property {(words: string | null) => void} fail shows it at the field
 */

/**
 * Shows every problem at its field.
 * @param {Iterable<Summed>} parts in the order of the form
 * @returns {HTMLElement | null} the summary, to be focused; null when nothing is wrong
 */
export function errorSummary(parts) {
    const wrong = [];
    for (const part of parts) {
        const words = part.problem();
        part.fail(words);
        if (words) wrong.push({ part, words });
    }
    if (!wrong.length) return null;
    return summary(wrong.map(({ part, words }) => ({ label: part.label, at: part.first, words })));
}

/**
 * The same of a form whose fields show already what is wrong with them.
 * @param {HTMLElement} form
 */
export function shownErrors(form) {
    /** @type {HTMLElement[]} */
    const wrong = Array.from(form.querySelectorAll('[aria-invalid="true"]'));
    return wrong.length ? summary(wrong.map((at) => ({
        at, label: textOf(form.querySelector(`label[for="${at.id}"]`)),
        words: textOf(document.getElementById(`${at.id}-below`)),
    }))) : null;
}

/** @param {Element | null} element */
const textOf = (element) => (element && element.textContent) || '';

/** @param {{label: string, at: HTMLElement, words: string}[]} wrong */
function summary(wrong) {
    return h('div', { class: 'errors', role: 'alert', tabindex: '-1' },
        h('p', null, h('b', null, t('common.errors.title', { n: wrong.length }))),
        h('ul', null, wrong.map(({ label, at, words }) => h('li', null, h('a', {
            href: at.id ? `#${at.id}` : '#',
            on: {
                click: (/** @type {Event} */ event) => {
                    event.preventDefault();
                    at.focus();
                },
            },
        }, label), ' ', words))),
        h('p', { class: 'small' }, t('common.errors.kept')));
}
