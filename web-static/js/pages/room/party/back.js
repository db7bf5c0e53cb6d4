// Cut off in the call: must I do anything (no). Said once when it happens; the seconds are not read out.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { countdown } from '../../../room-ui/countdown.js';
import { waitItems } from '../../../room-ui/waits.js';
import { icon } from '../../../ui/icon.js';

/** @param {import('./visit.js').Visit} visit */
export function backPanel(visit) {
    const { grace } = visit.client;
    const count = countdown(grace);
    const list = h('ul', { class: 'waits' });
    const element = h('section', { class: 'back', 'aria-labelledby': 'back-h', hidden: true },
        h('h2', { id: 'back-h', role: 'alert' }), count.pieces, list);
    let tries = 0;
    let drawn = '';
    visit.client.addEventListener('connection', () => {
        const { phase } = visit.client.connection;
        if (phase === 'connecting') tries += 1;
        if (phase === 'open') tries = 0;
    });
    return { element, show, retry };

    /** @param {boolean} cutOff */
    function show(cutOff) {
        element.hidden = !cutOff;
        if (!cutOff) {
            drawn = '';
            return;
        }
        const left = Math.ceil(grace - (Date.now() - visit.client.connection.since) / 1000);
        count.show(left > 0 ? left : null, t(left > 0 ? 'party.back.kept' : 'party.back.past'));
        const key = `${tries} ${left > 0}`;
        if (key === drawn) return;
        if (!drawn) {
            replace(element.firstElementChild || element, icon('wifi-off'), h('span', null, t('party.back.title')));
        }
        drawn = key;
        replace(list, waitItems([
            { stage: 'done', words: t('party.back.nothing_lost') },
            { stage: 'done', words: t('party.back.officer_waits', { name: visit.opened.host.name }) },
            { stage: 'now', words: tries > 0 ? t('party.back.try', { n: tries }) : t('party.back.trying') },
        ]));
    }

    /**
     * The line and the links both listen for the browser's word that there is a network again: here a person says it.
     */
    function retry() {
        window.dispatchEvent(new Event('online'));
    }
}
