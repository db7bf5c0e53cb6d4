import { h } from '../lib/html.js';
import { icon } from './icon.js';

/** @typedef {'info' | 'ok' | 'warn' | 'bad'} NoteKind */

const SIGNS = { info: 'info', ok: 'shield', warn: 'alert', bad: 'alert' };

/**
 * A message where the thing is that it speaks of. `warn` and `bad` are read out when they appear.
 * @param {NoteKind} kind
 * @param {...import('../lib/html.js').Child} children
 */
export function note(kind, ...children) {
    return h('div', { class: kind === 'info' ? 'note' : `note note--${kind}`, role: kind === 'bad' ? 'alert' : 'status' },
        icon(SIGNS[kind]), h('div', null, ...children));
}
