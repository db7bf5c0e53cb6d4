import { h } from '../lib/html.js';
import { t } from '../lib/text.js';
import { phoneButton, showSheet } from './join-frame.js';

/**
 * @param {import('./join-seat.js').Opened} opened
 * @param {HTMLElement} page
 */
export function connectingStep(opened, page) {
    const sheet = showSheet(page, {
        step: 'connecting', demo: opened.demo, office: opened.office, title: 'arrival.connecting.title',
        body: [h('p', { class: 'visit__lead', role: 'status' }, t('arrival.connecting.lead'))], foot: [phoneButton(opened.phone)],
    });
    return { title: sheet.title, line: null, update() {}, end() {} };
}
