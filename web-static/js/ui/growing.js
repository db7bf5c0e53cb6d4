// A sheet that is as high as what is written on it. The same words stand unseen behind it and give it its height, so
// that it never shrinks for a moment, and nothing around it moves; they also tell where the caret is.

import { h, replace } from '../lib/html.js';

/** @param {HTMLTextAreaElement} area */
export function growing(area) {
    const caret = h('span', { class: 'grow__caret' });
    const twin = h('div', { class: `${area.className} grow__twin`, 'aria-hidden': 'true' });
    const element = h('div', { class: 'grow' }, twin, area);
    return { element, grow, follow };

    /** After each change of the text. */
    function grow() {
        const at = area.selectionEnd;
        // A last line that is empty has no height without something on it.
        replace(twin, area.value.slice(0, at), caret, `${area.value.slice(at)}\u200b`);
    }

    /** Brings the line where a person writes into view, if it isn't. */
    function follow() {
        grow();
        if (document.activeElement === area) caret.scrollIntoView({ block: 'nearest' });
    }
}
