import { h } from '../lib/html.js';
import { coded, t } from '../lib/text.js';
import { icon } from './icon.js';

/**
 * The level of a case.
 * @param {string | null} level
 */
export function levelBadge(level) {
    const kind = level === 'level_1' ? ' level--1' : level === 'level_2' ? ' level--2' : '';
    return h('span', { class: `level${kind}` }, level ? coded('common.level', level) : t('common.level.none'));
}

/** @typedef {'none' | 'now' | 'ok' | 'warn' | 'bad'} ChipKind */

const SIGNS = { none: 'dotted', now: 'clock', ok: 'check', warn: 'clock', bad: 'alert' };

/**
 * A sign and a word: never the colour alone.
 * @param {ChipKind} kind
 * @param {string} words
 * @param {string} [sign]
 */
export function chip(kind, words, sign) {
    return h('span', { class: kind === 'none' ? 'chip' : `chip chip--${kind}` }, icon(sign || SIGNS[kind]), words);
}
