// A number that counts, the words for what ends, and a bar. It is not read out second by second.

import { h, svg } from '../lib/html.js';

/**
 * @param {number} whole seconds from the start to the end
 */
export function countdown(whole) {
    const number = h('b');
    const words = h('span');
    const bar = svg('rect', { class: 'track__bar', width: '300', height: '6' });
    const track = h('div', { class: 'track', 'aria-hidden': 'true' },
        svg('svg', { viewBox: '0 0 300 6', preserveAspectRatio: 'none' }, bar));
    const count = h('p', { class: 'count', 'aria-hidden': 'true' }, number, words);
    return {
        pieces: [count, track],
        /**
         * @param {number | null} seconds null: it is over, only the words stay
         * @param {string} says
         */
        show(seconds, says) {
            number.hidden = seconds === null;
            number.textContent = String(seconds);
            if (words.textContent !== says) words.textContent = says;
            bar.setAttribute('width', String(Math.max(0, Math.min(300, (300 * (seconds || 0)) / whole))));
        },
    };
}

/** @param {number} ms */
export function minutesAndSeconds(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
