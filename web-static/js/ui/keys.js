// Single keys. They rest while somebody types, under a dialog, and when they are switched off (WCAG 2.1.4).

import { keepPreference, preference } from '../lib/preferences.js';
import { dialogOpen } from './dialog.js';
import { isForComposition } from './typing.js';

export function keysAreOn() {
    return preference('keys') !== 'off';
}

/**
 * @param {boolean} on
 */
export function switchKeys(on) {
    keepPreference('keys', on ? null : 'off');
}

/**
 * @param {Record<string, () => void>} acts by the key in lower case
 * @returns {() => void} takes them away
 */
export function singleKeys(acts) {
    /** @param {KeyboardEvent} event */
    const pressed = (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || isForComposition(event) || dialogOpen()
            || typing(event.target) || !keysAreOn()) {
            return;
        }
        const act = acts[event.key.toLowerCase()];
        if (!act) return;
        event.preventDefault();
        act();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
}

/** @param {EventTarget | null} target */
function typing(target) {
    return target instanceof HTMLElement
        && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
