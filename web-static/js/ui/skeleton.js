// What stands in a place until the answer is there, and what stands there when none comes.

import { h, replace } from '../lib/html.js';
import { Refused } from '../lib/http.js';
import { t } from '../lib/text.js';
import { button, linkButton } from './button.js';
import { icon } from './icon.js';
import { refusalWords } from './note.js';

const PATIENCE = 400;

/**
 * Runs work; if it takes longer than 400 ms, the place shows bones and says what is being fetched.
 * @template T
 * @param {Element} place
 * @param {string} words
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whileFetching(place, words, work) {
    const timer = setTimeout(() => {
        replace(place, h('div', { class: 'card waiting', role: 'status' }, h('p', null, words),
            h('ul', { class: 'bones', 'aria-hidden': 'true' }, [1, 2, 3, 4, 5, 6].map(() => h('li')))));
    }, PATIENCE);
    try {
        return await work();
    } finally {
        clearTimeout(timer);
    }
}

/**
 * @param {unknown} error
 * @param {() => void} retry
 * @param {{words: string, address: string}} [back] where else to go
 */
export function failurePanel(error, retry, back) {
    const refused = error instanceof Refused;
    return h('section', { class: 'card empty', role: 'alert' }, icon(refused ? 'info' : 'wifi-off'),
        h('h2', null, refused ? refusalWords(error.code) : t('common.away.title')),
        refused ? null : h('p', null, t('common.away.says')),
        h('div', { class: 'btns' },
            refused ? null : button(t('common.away.retry'), { kind: 'primary', sign: 'refresh', press: retry }),
            back ? linkButton(back.words, back.address) : null));
}

/**
 * An empty place says why it is empty and where things are.
 * @param {string} sign
 * @param {string} title
 * @param {string} says
 * @param {import('../lib/html.js').Child} [act]
 */
export function emptyPlace(sign, title, says, act) {
    return h('div', { class: 'empty' }, icon(sign), h('h3', null, title), h('p', null, says), act);
}
