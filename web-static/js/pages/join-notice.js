// The notice in full, and the rights, from the text tables; its version is what a person agrees to.

import { h } from '../lib/html.js';
import { hasText, t } from '../lib/text.js';

const MOST = 12;

/** @param {string} group */
function paragraphs(group) {
    const found = [];
    for (let index = 1; index <= MOST && hasText(`${group}.h${index}`); index += 1) {
        found.push(h('h3', null, t(`${group}.h${index}`)), h('p', null, t(`${group}.p${index}`)));
    }
    return found;
}

/** @param {string} version */
export function fullNotice(version) {
    return h('details', { class: 'notice' }, h('summary', null, t('arrival.join.full_notice')),
        h('div', { class: 'notice__text' }, paragraphs('arrival.notice'), h('p', { class: 'muted' }, t('arrival.join.notice_version', { version }))));
}

export function rights() {
    return h('div', { class: 'notice__text' }, paragraphs('party.rights'));
}
