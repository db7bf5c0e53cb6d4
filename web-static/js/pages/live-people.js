// Who is here: one card a person, in an order that doesn't change, and the way to invite one more.

import { h } from '../lib/html.js';
import { t } from '../lib/text.js';
import { isInCall, sortSeats } from '../model/seats.js';
import { isOutside } from '../model/wall.js';
import { worst } from '../room-ui/network.js';
import { seatCard } from '../room-ui/seat-card.js';
import { shieldsOf } from '../room-ui/shield-words.js';
import { button } from '../ui/button.js';
import { askForIdentity } from './live-identify.js';
import { askForReason } from './live-acts.js';
import { askToShield } from './live-shield.js';

/** @param {import('./live-room.js').Desk} desk */
export function peopleList(desk) {
    const { client, capture, mesh } = desk;
    const count = h('span');
    const list = h('ul');
    /** @type {Map<number, ReturnType<typeof seatCard>>} */
    const cards = new Map();
    const invite = button(t('live.people.invite'), { sign: 'plus', wide: true, press: openInvitations });
    invite.dataset.act = 'invite';
    return { pieces: [h('h2', { id: 'people-h' }, t('live.people.title'), ' ', count), list, invite], show };

    async function openInvitations() {
        const { openInvite } = await import('./invite.js');
        openInvite(desk.session, () => {});
    }

    function show() {
        const { state } = client;
        if (!state) return;
        const me = state.me.seat;
        const here = sortSeats(state.seats.filter(isInCall)).sort((a, b) => Number(a.seat === me) - Number(b.seat === me));
        count.textContent = t('live.people.count', { n: here.length });
        for (const [seat, card] of cards) {
            if (here.some((each) => each.seat === seat)) continue;
            card.element.remove();
            cards.delete(seat);
        }
        here.forEach((seat, index) => {
            let card = cards.get(seat.seat);
            if (!card) {
                card = seatCard(seat.seat, { identify: () => askForIdentity(desk, seat.seat), remove: () => askForReason(desk, 'remove', seat.seat), shield: () => askToShield(desk, seat.seat) });
                cards.set(seat.seat, card);
            }
            if (list.children[index] !== card.element) list.insertBefore(card.element, list.children[index] || null);
            const mine = seat.seat === me;
            card.show({
                seat, mine, outside: isOutside(state.wall, seat.seat), beyond: beyond(state.wall, seat.seat), shields: shieldsOf(state, seat.seat), speaks: mesh.speaker === seat.seat, microphone: mine ? capture.status.microphone : seat.media.microphone,
                network: worst(state.edges.filter((edge) => edge.from === seat.seat || edge.to === seat.seat).map((edge) => edge.verdict)),
            });
        });
    }
}

/**
 * @param {import('../protocol/types.js').Wall} wall
 * @param {number} seat
 */
function beyond(wall, seat) {
    if (wall.phase === 'open') return '';
    if (isOutside(wall, seat)) return t('live.caucus.waits');
    return t(wall.confirmed.includes(seat) ? 'live.caucus.confirmed' : 'live.caucus.unconfirmed');
}
