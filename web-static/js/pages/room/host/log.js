// What happened, noted by itself, the newest first.

import { h, replace } from '../../../lib/html.js';
import { hasText, t } from '../../../lib/text.js';
import { clock } from '../../../lib/time.js';
import { seatOf } from '../../../model/seats.js';
import { timeElement } from '../../../ui/time.js';

/** @param {import('./room.js').Desk} desk */
export function happeningsLog(desk) {
    const { client } = desk;
    const list = h('ol', { class: 'log' });
    /** @type {unknown} */
    let drawn = null;
    return {
        pieces: [
            h('h2', { class: 'people__log' }, t('live.people.log'), ' ', h('span', null, t('live.people.log_says'))),
            list,
        ],
        show,
    };

    function show() {
        const { state } = client;
        if (!state || state.happenings === drawn) return;
        drawn = state.happenings;
        const lines = state.happenings
            .filter((each) => hasText(`live.log.${each.what}`))
            .filter((each) => !(each.seat === state.me.seat && each.what === 'opened'))
            .map((each) => h('li', null, timeElement(each.at, clock(each.at)), h('span', null, words(each))))
            .reverse();
        replace(list, lines.length ? lines : h('li', null, t('live.people.log_empty')));
    }

    /** @param {import('../../../protocol/types.js').Happening} each */
    function words(each) {
        const seat = each.seat === null || each.seat === undefined ? null : seatOf(client.state, each.seat);
        const name = seat ? seat.name : '';
        if (each.what === 'returned' && each.seconds) {
            return t('live.log.returned_after', { name, seconds: each.seconds });
        }
        return t(`live.log.${each.what}`, { name });
    }
}
