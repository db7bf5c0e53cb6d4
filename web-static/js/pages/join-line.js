// The state of the line on the steps outside the call: said once when it is lost, once when it is back.

import { h, replace } from '../lib/html.js';
import { t } from '../lib/text.js';
import { note } from '../ui/note.js';

/** So long may a line be away before anybody is told; ms. */
const PATIENCE = 1500;

/**
 * @param {HTMLElement} place
 * @param {import('./join-visit.js').Visit} visit
 */
export function showLine(place, visit) {
    const { phase, since } = visit.client.connection;
    const away = !visit.left && (phase === 'waiting' || phase === 'connecting');
    const said = place.dataset.away === 'yes';
    if (away && !said && Date.now() - since < PATIENCE) {
        setTimeout(() => { if (place.isConnected) showLine(place, visit); }, PATIENCE);
    } else if (away !== said) {
        place.dataset.away = away ? 'yes' : 'no';
        replace(place, away ? note('warn', h('p', null, t('arrival.line.lost'))) : null);
    }
}
