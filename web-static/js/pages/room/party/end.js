// The end: what was, what happens next, whom to call.

import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { duration, moment } from '../../../lib/time.js';
import { mySeat } from '../../../model/seats.js';
import { phoneButton, showSheet } from './frame.js';
import { letterArt } from './letter.js';
import { advice } from './advice.js';

/**
 * @param {import('./visit.js').Visit} visit
 * @param {HTMLElement} page
 */
export function endStep(visit, page) {
    const { opened, client } = visit;
    const session = client.state ? client.state.session : null;
    const me = mySeat(client.state);
    const held = Boolean(session && session.startedAt);
    const took = session && session.startedAt && session.endedAt
        ? duration((session.endedAt - session.startedAt) / 1000)
        : null;
    const without = session !== null && !held;
    const sheet = showSheet(page, {
        step: 'end', demo: opened.demo, office: opened.office,
        art: letterArt('ok'),
        title: without ? 'party.end.title_unheld' : 'party.end.title',
        body: [
            h('p', { class: 'visit__lead' }, t(without ? 'party.end.lead_unheld' : 'party.end.lead')),
            took && session && session.endedAt ? h('p', { class: 'facts-line' },
                h('span', null, t('party.end.at', { time: moment(session.endedAt) })),
                h('span', null, t('party.end.took', { time: took }))) : null,
            h('section', { class: 'sec', 'aria-labelledby': 'next' },
                h('h2', { id: 'next' }, t('party.end.next')),
                advice(without ? [
                    { title: t('party.end.again'), says: t('party.end.again_says') },
                ] : [
                    { title: t('party.end.minutes'), says: t('party.end.minutes_says') },
                    { title: t('party.end.result', { name: opened.host.name }), says: t('party.end.result_says') },
                    { title: t('party.end.ask'), says: t('party.end.ask_says') },
                ])),
            me ? h('p', { class: 'second' }, t('party.end.close')) : null,
        ],
        foot: [phoneButton(opened.phone)],
    });
    return { title: sheet.title, line: null, update() {}, end() {} };
}
