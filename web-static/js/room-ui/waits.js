// What has happened, what is awaited now, what comes next.

import { h } from '../lib/html.js';
import { icon } from '../ui/icon.js';

/** @typedef {{stage: 'done' | 'now' | 'next', words: string, time?: Node | string | null}} Wait */

const SIGNS = { done: 'check-o', now: 'clock', next: 'dotted' };

/** @param {Wait[]} waits */
export function waitItems(waits) {
    return waits.map((wait) => h('li', { class: wait.stage === 'next' ? null : wait.stage },
        icon(SIGNS[wait.stage]), h('span', null, wait.words), wait.time || null));
}
