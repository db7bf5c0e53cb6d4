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
import { askToShowOut } from './acts.js';
import { askToShield } from './shield.js';

/** @typedef {import('../../../protocol/types.js').Seat} Seat */

/** @typedef {import('../../../protocol/types.js').RoomState} RoomState */

export class PeopleList {
    #desk;
    #here = group('people-h');
    #outside = group('people-outside-h');
    #invite;
    /** @type {Map<number, ReturnType<typeof seatCard>>} */
    #cards = new Map();

    /** @param {import('./room.js').Desk} desk */
    constructor(desk) {
        this.#desk = desk;
        this.#outside.heading.classList.add('people__wall');
        this.#invite = button(t('live.people.invite'), {
            sign: 'plus', wide: true,
            press: () => openInvitations(desk.session),
        });
        this.#invite.dataset.act = 'invite';
    }

    get pieces() {
        return [this.#here.heading, this.#here.list, this.#outside.heading, this.#outside.list, this.#invite];
    }

    show() {
        const { state } = this.#desk.client;
        if (!state) return;
        const { wall, me } = state;
        const all = sortSeats(state.seats.filter(isInCall));
        all.sort((a, b) => Number(a.seat === me.seat) - Number(b.seat === me.seat));
        for (const [seat, card] of this.#cards) {
            if (all.some((each) => each.seat === seat)) continue;
            card.element.remove();
            this.#cards.delete(seat);
        }
        const [inside, outside] = [false, true].map((out) => all.filter((seat) => isOutside(wall, seat.seat) === out));
        this.#fill(this.#here, wall.phase === 'open' ? 'title' : 'inside', inside, state);
        this.#fill(this.#outside, 'outside', outside, state);
    }

    /**
     * @param {ReturnType<typeof group>} place
     * @param {string} title
     * @param {Seat[]} seats
     * @param {RoomState} state
     */
    #fill = ({ heading, list }, title, seats, state) => {
        heading.hidden = list.hidden = !seats.length;
        const words = [t(`live.people.${title}`), t('live.people.count', { n: seats.length })];
        if (heading.dataset.says !== words.join()) replace(heading, words[0], ' ', h('span', null, words[1]));
        heading.dataset.says = words.join();
        seats.forEach((seat, index) => {
            const { element } = this.#shown(seat, state);
            if (list.children[index] !== element) list.insertBefore(element, list.children[index] || null);
        });
    };

    /**
     * @param {Seat} seat
     * @param {RoomState} state
     */
    #shown = (seat, state) => {
        const { capture, mesh } = this.#desk;
        const number = seat.seat;
        const card = this.#cards.get(number) || this.#makeCard(number);
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
    };

    /** @param {number} number */
    #makeCard = (number) => {
        const card = seatCard(number, {
            identify: () => askForIdentity(this.#desk, number),
            remove: () => askToShowOut(this.#desk, 'remove', number),
            shield: () => askToShield(this.#desk, number),
        });
        this.#cards.set(number, card);
        return card;
    };
}

/** @param {string} session */
async function openInvitations(session) {
    const { openInvite } = await import('../../invites/invite.js');
    openInvite(session, () => {}, true);
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
