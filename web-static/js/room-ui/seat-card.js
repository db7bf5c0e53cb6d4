// One person as the officer sees them: face, role, network, microphone, how identity was checked, what they need.

import { h, replace } from '../lib/html.js';
import { coded, t } from '../lib/text.js';
import { face } from '../ui/face.js';
import { icon } from '../ui/icon.js';
import { roleWords } from './names.js';
import { networkBars } from './network.js';

/**
 * @typedef {import('../protocol/types.js').Seat} Seat
 *
 * @typedef {object} CardLook
 * @property {Seat} seat
 * @property {boolean} mine
 * @property {boolean} speaks
 * @property {string} microphone
 * @property {import('./network.js').Verdict} network
 * @property {'waits' | 'confirmed' | 'unconfirmed' | null} beyond how a caucus concerns them; of who waits outside no
 *   microphone comes here
 * @property {string[]} [shields] from whom they are kept, and by what
 */

const BEYOND = /** @type {Record<string, [string | null, string]>} */ ({
    waits: [null, 'ear-off'],
    confirmed: ['ok', 'check'],
    unconfirmed: ['warn', 'clock'],
});

/**
 * @param {number} number the seat
 * @param {{identify: () => void, remove: () => void, shield: () => void}} acts
 */
export function seatCard(number, acts) {
    const element = h('li', { class: 'seat', data: { seat: number } });
    let shown = '';
    return { element, show };

    /** @param {CardLook} look */
    function show(look) {
        const { seat } = look;
        const key = JSON.stringify([
            seat.name, seat.role, seat.presence, seat.identity, seat.needs, look.mine, look.speaks, look.microphone,
            look.network, look.beyond, look.shields,
        ]);
        if (key === shown) return;
        shown = key;
        const held = element.contains(document.activeElement) && document.activeElement instanceof HTMLElement
            ? document.activeElement.dataset.act
            : null;
        replace(element, face(seat),
            h('p', { class: 'seat__who' }, h('b', null, seat.name), look.mine ? t('live.people.you') : roleWords(seat)),
            h('span', { class: 'seat__net' }, look.mine ? null : networkBars(look.network)),
            h('p', { class: 'seat__facts' }, facts(look)),
            look.mine ? null : h('p', { class: 'seat__more' },
                h('button', {
                    type: 'button',
                    data: { act: 'shield' },
                    'aria-label': t('live.shield.open_label', { name: seat.name }),
                    on: { click: acts.shield },
                }, t('live.shield.open')),
                h('button', {
                    type: 'button',
                    data: { act: 'remove' },
                    'aria-label': t('live.people.remove_label', { name: seat.name }),
                    on: { click: acts.remove },
                }, t('live.people.remove'))));
        const again = held && element.querySelector(`[data-act="${held}"]`);
        if (again instanceof HTMLElement) again.focus();
    }

    /** @param {CardLook} look */
    function facts({ seat, mine, speaks, microphone, beyond, shields }) {
        const quiet = microphone !== 'live';
        return [
            beyond ? fact(...BEYOND[beyond], t(`live.caucus.${beyond}`)) : null,
            (shields || []).map((words) => fact('warn', 'shield', words)),
            seat.presence === 'lost' ? fact('warn', 'wifi-off', t('live.people.lost'))
                : beyond === 'waits' ? null
                : fact(speaks ? 'ok' : quiet && microphone !== 'muted' ? 'warn' : null, quiet ? 'mic-off' : 'mic',
                    speaks ? t('live.tile.speaks') : t(`live.microphone.${microphone}`)),
            mine ? null : identityFact(seat, acts.identify),
            seat.needs ? fact('warn', 'info', seat.needs) : null,
        ];
    }
}

/**
 * How identity was checked, as a button: pressing it notes another way.
 * @param {Seat} seat
 * @param {() => void} identify
 */
export function identityFact(seat, identify) {
    const method = seat.identity ? seat.identity.method : null;
    const weak = !method || method === 'contact';
    return h('button', {
        type: 'button',
        class: weak ? 'warn' : null,
        data: { act: 'identify' },
        'aria-label': t('live.identity.label', { name: seat.name, how: how(method) }),
        on: { click: identify },
    },
        icon(weak ? 'alert' : 'check'), how(method));
}

/** @param {string | null} method */
function how(method) {
    return method ? coded('common.identity', method) : t('live.identity.none');
}

/**
 * @param {string | null} kind
 * @param {string} sign
 * @param {string} words
 */
export function fact(kind, sign, words) {
    return h('span', { class: kind }, icon(sign), words);
}
