import { within } from '../lib/within.js';

/**
 * Longer than this a browser asks a person something, or has lost the question; the other way needs the same press,
 * which soon counts no more; ms.
 */
const PATIENCE_MS = 800;

/**
 * Puts text onto the clipboard.
 * @param {string} text
 * @returns {Promise<boolean>} whether the browser let us
 */
export async function copyText(text) {
    try {
        const written = navigator.clipboard.writeText(text).then(() => true);
        return await within(PATIENCE_MS, written, false) || copyBySelection(text);
    } catch {
        return copyBySelection(text);
    }
}

/**
 * The way of older browsers and of pages without that permission.
 * @type {(text: string) => boolean}
 */
function copyBySelection(text) {
    const before = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.readOnly = true;
    area.className = 'vh';
    document.body.appendChild(area);
    area.select();
    let done = false;
    try {
        done = document.execCommand('copy');
    } catch {
        done = false;
    }
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    return done;
}
