// Who is here: one card a person, in an order that doesn't change, and the way to invite one more.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { isInCall, sortSeats } from '../../../model/seats.js';
import { isOutside } from '../../../model/wall.js';
import { worst } from '../../../room-ui/network.js';
import { seatCard } from '../../../room-ui/seat-card.js';
import { shieldsOf } from '../../../room-ui/shield-words.js';
import { button } from '../../../ui/button.js';
import { askForIdentity } from './identify.js';
import { askForReason } from './acts.js';
import { askToShield } from './shield.js';

/** @typedef {import('../../../protocol/types.js').Seat} Seat */

/** @param {import('./room.js').Desk} desk */
export function peopleList(desk) {
    const { client, capture, mesh } = desk;
    const here = group('people-h');
    const outside = group('people-outside-h');
    outside.heading.classList.add('people__wall');
    /** @type {Map<number, ReturnType<typeof seatCard>>} */
    const cards = new Map();
    const invite = button(t('live.people.invite'), { sign: 'plus', wide: true, press: openInvitations });
    invite.dataset.act = 'invite';
    return { pieces: [here.heading, here.list, outside.heading, outside.list, invite], show };

    async function openInvitations() {
        const { openInvite } = await import('../../invites/invite.js');
        openInvite(desk.session, () => {}, true);
    }

    function show() {
        const { state } = client;
        if (!state) return;
        const { wall, me } = state;
        const all = sortSeats(state.seats.filter(isInCall)).sort((a, b) =>
            Number(a.seat === me.seat) - Number(b.seat === me.seat));
        for (const [seat, card] of cards) {
            if (all.some((each) => each.seat === seat)) continue;
            card.element.remove();
            cards.delete(seat);
        }
        fill(here, wall.phase === 'open' ? 'title' : 'inside', all.filter((seat) => !isOutside(wall, seat.seat)),
            state);
        fill(outside, 'outside', all.filter((seat) => isOutside(wall, seat.seat)), state);
    }

    /**
     * @param {ReturnType<typeof group>} place
     * @param {string} title
     * @param {Seat[]} seats
     * @param {import('../../../protocol/types.js').RoomState} state
     */
    function fill({ heading, list }, title, seats, state) {
        heading.hidden = list.hidden = !seats.length;
        const words = [t(`live.people.${title}`), t('live.people.count', { n: seats.length })];
        if (heading.dataset.says !== words.join()) replace(heading, words[0], ' ', h('span', null, words[1]));
        heading.dataset.says = words.join();
        seats.forEach((seat, index) => {
            const { element } = shown(seat, state);
            if (list.children[index] !== element) list.insertBefore(element, list.children[index] || null);
        });
    }

    /**
     * @param {Seat} seat
     * @param {import('../../../protocol/types.js').RoomState} state
     */
    function shown(seat, state) {
        const number = seat.seat;
        const card = cards.get(number) || seatCard(number, {
            identify: () => askForIdentity(desk, number),
            remove: () => askForReason(desk, 'remove', number),
            shield: () => askToShield(desk, number),
        });
        cards.set(number, card);
        const mine = number === state.me.seat;
        card.show({
            seat, mine,
            beyond: beyond(state.wall, number),
            shields: shieldsOf(state, number),
            speaks: mesh.speaker === number,
            microphone: mine ? capture.status.microphone : seat.media.microphone,
            network: worst(state.edges
                .filter((edge) => edge.from === number || edge.to === number)
                .map((edge) => edge.verdict)),
        });
        return card;
    }
}

/** @param {string} id */
function group(id) {
    return { heading: h('h2', { id }), list: h('ul') };
}

/**
 * How a caucus concerns somebody.
 * @param {import('../../../protocol/types.js').Wall} wall
 * @param {number} seat
 * @returns {import('../../../room-ui/seat-card.js').CardLook['beyond']}
 */
function beyond(wall, seat) {
    if (wall.phase === 'open') return null;
    if (isOutside(wall, seat)) return 'waits';
    return wall.confirmed.includes(seat) ? 'confirmed' : 'unconfirmed';
}
