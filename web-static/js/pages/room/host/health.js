// How well everybody is connected with everybody, one sentence for each direction that isn't good, and what helps.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { isInCall } from '../../../model/seats.js';

/** @type {string[]} */
const ORDER = ['down', 'poor', 'audio_only', 'fair'];

/** @param {import('./room.js').Desk} desk */
export function healthList(desk) {
    const { client } = desk;
    const list = h('ul', { class: 'health' });
    let drawn = '';
    return {
        pieces: [h('h2', { class: 'people__log' }, t('live.people.health')), h('div', { role: 'status' }, list)],
        show,
    };

    function show() {
        const { state } = client;
        if (!state) return;
        const here = new Map(state.seats.filter(isInCall).map((seat) => [seat.seat, seat.name]));
        const bad = state.edges.filter((edge) => edge.verdict !== 'good' && here.has(edge.from) && here.has(edge.to))
            .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
        const key = JSON.stringify([
            bad.map((edge) => [edge.from, edge.to, edge.verdict]),
            here.size,
            state.edges.length > 0,
        ]);
        if (key === drawn) return;
        drawn = key;
        if (!bad.length) {
            replace(list,
                h('li', null,
                    t(here.size > 1 && state.edges.length ? 'live.people.health_good' : 'live.people.health_none')));
            return;
        }
        replace(list, bad.map((edge) => {
            const names = { from: here.get(edge.from) || '', to: here.get(edge.to) || '' };
            return h('li', { class: edge.verdict, data: { edge: `${edge.from}-${edge.to}` } },
                h('b', null, t('live.health.edge', { ...names, how: t(`live.health.${edge.verdict}`) })),
                h('span', null, t(`live.health.${edge.verdict}_do`, names)));
        }));
    }
}
