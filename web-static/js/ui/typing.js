// How a field takes what is typed and pasted: nothing is taken while an input method still composes, what is pasted
// comes in cleaned, and what the page puts in by itself can be undone like anything else.

import { clean } from '../lib/written-text.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Area */

/**
 * @param {Area} area
 * @param {import('../lib/written-text.js').Form} form
 * @param {{changed: () => void, composing?: (on: boolean) => void}} told `changed`: the text is another one, and a
 *   person's
 */
export function takeTyping(area, form, { changed, composing = () => {} }) {
    let isComposing = false;
    /** @param {boolean} on */
    const compose = (on) => {
        if (on === isComposing) return;
        isComposing = on;
        composing(on);
        if (!on) changed();
    };
    area.addEventListener('compositionstart', () => compose(true));
    area.addEventListener('compositionend', () => compose(false));
    area.addEventListener('input', (event) => {
        // WebKit says so by the event alone, and ends a composition before its last input.
        if (!isComposing && !(/** @type {InputEvent} */ (event).isComposing)) changed();
    });
    area.addEventListener('paste', (event) => {
        const { clipboardData } = /** @type {ClipboardEvent} */ (event);
        const pasted = clipboardData ? clipboardData.getData('text/plain') : '';
        const cleaned = cleanPart(pasted, form);
        if (cleaned === pasted) return;
        event.preventDefault();
        insertAtCaret(area, cleaned);
    });
    // What came another way (dropped, dictated, filled in by the browser) is cleaned when the person goes on.
    area.addEventListener('change', () => {
        compose(false);
        const cleaned = cleanPart(area.value, form);
        if (cleaned !== area.value && !area.readOnly) {
            area.value = cleaned;
            changed();
        }
    });
}

/**
 * A part of a line keeps the blanks at its ends: they stand between it and what it is put beside.
 * @type {(text: string, form: import('../lib/written-text.js').Form) => string}
 */
function cleanPart(text, form) {
    if (form === 'text') return clean(text, 'text');
    const line = clean(text, 'line');
    if (!line) return '';
    return (/^\s/.test(text) ? ' ' : '') + line + (/\s$/.test(text) ? ' ' : '');
}

/**
 * Puts words where the caret is, in place of what is selected, so that the browser's own undo takes them back.
 * @param {Area} area
 * @param {string} words
 */
export function insertAtCaret(area, words) {
    area.focus();
    let done = false;
    try {
        done = words ? document.execCommand('insertText', false, words) : document.execCommand('delete');
    } catch {
        done = false;
    }
    if (done) return;
    // Before Firefox 89 that command knew no text fields.
    area.setRangeText(words, area.selectionStart || 0, area.selectionEnd || 0, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * Whether a key is for the input method and not for the page: it chooses among candidates.
 * @param {KeyboardEvent} event
 */
export function isForComposition(event) {
    return event.isComposing || event.keyCode === 229;
}
