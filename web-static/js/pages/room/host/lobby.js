// The waiting room, always in sight: who was asked for, how far they have come, what their devices can do, and the
// three answers.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { clock, duration } from '../../../lib/time.js';
import { sortSeats } from '../../../model/seats.js';
import { keepPreference, preference } from '../../../lib/preferences.js';
import { roleWords } from '../../../room-ui/names.js';
import { fact, identityFact } from '../../../room-ui/seat-card.js';
import { shieldsOf } from '../../../room-ui/shield-words.js';
import { button, whileBusy } from '../../../ui/button.js';
import { face } from '../../../ui/face.js';
import { icon } from '../../../ui/icon.js';
import { askToShowOut, askHowLong } from './acts.js';
import { checkFacts } from './check.js';
import { askForIdentity } from './identify.js';
import { askWhyAlone, minorFact } from './minors.js';
import { askToShield } from './shield.js';

/** @typedef {import('../../../protocol/types.js').Seat} Seat */
/** @typedef {import('./room.js').Desk} Desk */

/** Standings of people who don't come back by themselves. */
const GONE = ['removed', 'declined', 'left'];
/** Standings that say all there is to say, whoever holds the seat. */
const SAYS_ALL = ['invited', 'left', 'removed', 'declined'];

/** Whether each arrival sounds; the officer may switch it off for this browser. */
export function chimeIsOn() {
    return preference('chime') !== 'off';
}

export class LobbyPanel {
    element;

    #desk;
    #count = h('span');
    #list = h('ul', { class: 'lobby__list' });
    #chime;
    /** @type {Map<number, {key: string, item: HTMLElement, time: HTMLElement}>} */
    #items = new Map();

    /** @param {Desk} desk */
    constructor(desk) {
        this.#desk = desk;
        this.#chime = h('button', {
            class: 'tool', type: 'button',
            data: { act: 'chime' },
            on: { click: () => { keepPreference('chime', chimeIsOn() ? 'off' : null); this.#showChime(); } },
        });
        this.element = h('section', { class: 'lobby', 'aria-labelledby': 'lobby-h' },
            h('div', { class: 'lobby__head' },
                h('h2', { id: 'lobby-h' }, t('live.lobby.title'), ' ', this.#count), this.#chime),
            this.#list);
        this.#showChime();
    }

    /** Whether nobody is in it. */
    get isIdle() { return this.#list.dataset.empty === 'yes'; }

    show() {
        const { client } = this.#desk;
        const { state } = client;
        if (!state) return;
        const outside = sortSeats(state.seats.filter((seat) =>
            seat.seat !== state.me.seat && !(seat.standing === 'admitted' && seat.presence !== 'absent')));
        outside.sort((a, b) => rank(a) - rank(b));
        const waiting = outside.filter(isWaiting);
        // In a caucus an empty waiting room makes room for the faces.
        this.element.hidden = !outside.length && state.wall.phase !== 'open';
        this.#count.textContent = waiting.length ? t('live.lobby.count', { n: waiting.length }) : '';
        if (!outside.length) {
            this.#showNobody();
            return;
        }
        if (this.isIdle) replace(this.#list);
        this.#list.dataset.empty = 'no';
        this.#forgetAllBut(outside);
        outside.forEach((seat, index) => {
            // One primary button: it belongs to whoever has waited longest.
            const known = this.#drawn(seat, waiting[0] === seat);
            const at = this.#list.children[index];
            if (at !== known.item) this.#list.insertBefore(known.item, at || null);
            const words = stateWords(seat, client.serverNow());
            if (known.time.textContent !== words) known.time.textContent = words;
        });
    }

    #showChime = () => {
        this.#chime.setAttribute('aria-pressed', String(chimeIsOn()));
        replace(this.#chime, icon('speaker'), t(chimeIsOn() ? 'live.lobby.sound_on' : 'live.lobby.sound_off'));
    };

    #showNobody = () => {
        this.#items.clear();
        if (!this.isIdle) replace(this.#list, h('li', { class: 'muted' }, t('live.lobby.nobody')));
        this.#list.dataset.empty = 'yes';
    };

    /** @param {Seat[]} outside */
    #forgetAllBut = (outside) => {
        for (const [number, { item }] of this.#items) {
            if (outside.some((seat) => seat.seat === number)) continue;
            item.remove();
            this.#items.delete(number);
        }
    };

    /**
     * @param {Seat} seat
     * @param {boolean} first
     */
    #drawn = (seat, first) => {
        const { state } = this.#desk.client;
        const shields = state ? shieldsOf(state, seat.seat) : [];
        const key = JSON.stringify([
            seat.name, seat.standing, seat.presence, seat.check, seat.identity, seat.needs, shields, first,
        ]);
        const known = this.#items.get(seat.seat);
        if (known && known.key === key) return known;
        const item = known ? known.item : h('li', { data: { seat: seat.seat } });
        const held = item.contains(document.activeElement) && document.activeElement instanceof HTMLElement
            ? document.activeElement.dataset.act
            : null;
        item.dataset.lobby = stateOf(seat);
        const time = h('small', { class: isWaiting(seat) ? 'now' : null });
        replace(item,
            h('div', { class: 'lobby__who' },
                face(seat), h('p', null, h('b', null, seat.name), ' ', roleWords(seat), time)),
            facts(this.#desk, seat),
            shields.length
                ? h('p', { class: 'seat__facts' }, shields.map((words) => fact('warn', 'shield', words)))
                : null,
            isWaiting(seat) ? answers(this.#desk, seat, first) : null,
            rank(seat) < 2 ? shieldButton(this.#desk, seat) : null);
        const made = { key, item, time };
        this.#items.set(seat.seat, made);
        const again = held && item.querySelector(`[data-act="${held}"]`);
        if (again instanceof HTMLElement) again.focus();
        return made;
    };
}

/**
 * What is known of somebody who comes: devices, identity, what they need.
 * @param {Desk} desk
 * @param {Seat} seat
 */
function facts(desk, seat) {
    const minor = minorFact(seat);
    if (!seat.consentedAt && !seat.check) return minor && h('p', { class: 'seat__facts' }, minor);
    const asks = seat.standing === 'waiting' || seat.standing === 'consented';
    return h('p', { class: 'seat__facts' },
        minor,
        checkFacts(seat),
        asks ? identityFact(seat, () => askForIdentity(desk, seat.seat)) : null,
        seat.needs ? fact('warn', 'info', seat.needs) : null);
}

/**
 * Before anybody is let in, too: whoever must not be seen is kept from the other from the first moment on.
 * @param {Desk} desk
 * @param {Seat} seat
 */
function shieldButton(desk, seat) {
    return h('p', { class: 'seat__more' }, h('button', {
        type: 'button',
        data: { act: 'shield' },
        'aria-label': t('live.shield.open_label', { name: seat.name }),
        on: { click: () => askToShield(desk, seat.seat) },
    }, t('live.shield.open')));
}

/**
 * The three answers to somebody who waits.
 * @param {Desk} desk
 * @param {Seat} seat
 * @param {boolean} first
 */
function answers(desk, seat, first) {
    const admit = button(t('live.lobby.admit'), {
        kind: first ? 'primary' : 'plain',
        label: t('live.lobby.admit_label', { name: seat.name }),
        press: () => (askWhyAlone(desk, seat)
            ? undefined
            : whileBusy(admit, t('live.lobby.admitting'), () => desk.ask('admit', { seat: seat.seat }))),
    });
    const wait = button(t('live.lobby.wait'), {
        label: t('live.lobby.wait_label', { name: seat.name }),
        press: () => askHowLong(desk, seat),
    });
    const decline = button(t('live.lobby.decline'), {
        label: t('live.lobby.decline_label', { name: seat.name }),
        press: () => askToShowOut(desk, 'decline', seat.seat),
    });
    admit.dataset.act = 'admit';
    wait.dataset.act = 'wait';
    decline.dataset.act = 'decline';
    return h('div', { class: 'lobby__btns' }, admit, wait, decline);
}

/** @param {Seat} seat */
export function isWaiting(seat) {
    return seat.standing === 'waiting' && seat.presence === 'here';
}

/** @param {Seat} seat */
function rank(seat) {
    if (isWaiting(seat)) return 0;
    return GONE.includes(seat.standing) ? 2 : 1;
}

/**
 * @param {Seat} seat
 * @returns {string}
 */
function stateOf(seat) {
    if (/** @type {any} */ (seat).revoked) return 'revoked';
    if (SAYS_ALL.includes(seat.standing)) return seat.standing;
    if (seat.presence === 'lost') return 'lost';
    return seat.presence === 'here' ? seat.standing : 'absent';
}

/**
 * @param {Seat} seat
 * @param {number} now
 */
function stateWords(seat, now) {
    const state = stateOf(seat);
    if (state !== 'waiting') return t(`live.lobby.state.${state}`);
    const until = /** @type {any} */ (seat).askedToWaitUntil;
    const waited = t('live.lobby.waiting', { time: duration((now - seat.since) / 1000) });
    return until && until > now
        ? `${waited}${t('live.list.comma')}${t('live.lobby.asked', { time: clock(until) })}`
        : waited;
}
