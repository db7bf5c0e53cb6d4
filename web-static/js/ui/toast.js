// What has just succeeded. Failures never come here: they stand where the thing is.

import { h } from '../lib/html.js';
import { icon } from './icon.js';

const SHOWN = 6000;
/** @type {HTMLElement | null} */
let shelf = null;

/**
 * Says that something is done; resting the pointer or the focus on it keeps it.
 * @param {string} words
 */
export function toast(words) {
    // The live region must be in the page before words come into it.
    if (!shelf) shelf = document.body.appendChild(h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' }));
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    const said = h('p', {
        class: 'toast', tabindex: '-1',
        on: {
            mouseenter: () => clearTimeout(timer),
            mouseleave: () => leave(),
            focusin: () => clearTimeout(timer),
            focusout: () => leave(),
        },
    }, icon('check'), h('span', null, words));
    const leave = () => { timer = setTimeout(() => said.remove(), SHOWN); };
    while (shelf.firstChild) shelf.removeChild(/** @type {Node} */ (shelf.firstChild));
    shelf.appendChild(said);
    leave();
}
