// Each arrival in the waiting room: a chime, a word for screen readers, and a number in the tab's title while anybody
// waits.

import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { playSound } from '../../../room-ui/sound.js';
import { chimeIsOn, isWaiting } from './lobby.js';

/**
 * @param {import('./room.js').Desk} desk
 * @param {() => string} name of the page
 */
export function watchArrivals(desk, name) {
    const { client } = desk;
    const said = document.body.appendChild(h('p', { class: 'vh', role: 'status' }));
    /** @type {Set<number> | null} */
    let before = null;
    return {
        show() {
            const waiting = client.state ? client.state.seats.filter(isWaiting) : [];
            const fresh = waiting.filter((seat) => !before || !before.has(seat.seat));
            before = new Set(waiting.map((seat) => seat.seat));
            if (fresh.length) {
                said.textContent = fresh.map((seat) => t('live.lobby.arrived', { name: seat.name }))
                    .join(t('live.list.comma'));
                if (chimeIsOn()) playSound('arrival');
            }
            const badge = waiting.length ? `${t('live.lobby.title_badge', { n: waiting.length })} · ` : '';
            const title = `${badge}${name()} · ${t('common.product')}`;
            if (document.title !== title) document.title = title;
        },
        end() {
            said.remove();
        },
    };
}
