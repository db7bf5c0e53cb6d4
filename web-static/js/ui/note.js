// What is said on a page, where the thing is that it speaks of: a note, the words of a failure, the strip of invented
// data.

import { h } from '../lib/html.js';
import { Refused } from '../lib/http.js';
import { coded, t } from '../lib/text.js';
import { icon } from './icon.js';

/** @typedef {'info' | 'ok' | 'warn' | 'bad'} NoteKind */

const SIGNS = { info: 'info', ok: 'shield', warn: 'alert', bad: 'alert' };

/**
 * A message. `warn` and `bad` are read out when they appear.
 * @param {NoteKind} kind
 * @param {...import('../lib/html.js').Child} children
 */
export function note(kind, ...children) {
    return h('div', {
        class: kind === 'info' ? 'note' : `note note--${kind}`,
        role: kind === 'bad' ? 'alert' : 'status',
    },
        icon(SIGNS[kind]), h('div', null, ...children));
}

/**
 * Words for whatever went wrong with a request.
 * @param {unknown} error
 */
export function failureWords(error) {
    if (error instanceof Refused) return refusalWords(error.code);
    return t('common.away.both');
}

/**
 * Words for a refusal's code.
 * @param {string} code
 */
export function refusalWords(code) {
    return coded('refused', code, 'common.refused.unknown', { code });
}

/**
 * The strip that stands first on every page that shows invented data.
 * @param {boolean} demo
 * @returns {HTMLElement | null}
 */
export function demoBanner(demo) {
    return demo
        ? h('p', { class: 'demo' }, h('b', null, t('common.demo.title')), h('span', null, t('common.demo.says')))
        : null;
}
