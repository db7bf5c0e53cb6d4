// Outside of a caucus: why, how long, what leaks (nothing), and a line for the officer.

import { h, replace } from '../../../lib/html.js';
import { t, tn } from '../../../lib/text.js';
import { clock } from '../../../lib/time.js';
import { hostSeat } from '../../../model/seats.js';
import { isOutside } from '../../../model/wall.js';
import { countdown, minutesAndSeconds } from '../../../room-ui/countdown.js';
import { called, listed } from '../../../room-ui/names.js';
import { playSound } from '../../../room-ui/sound.js';
import { nameOf } from '../../../room-ui/wall-words.js';
import { icon } from '../../../ui/icon.js';
import { leaveWord } from './word.js';

const MINUTE = 60_000;
const FACTS = [['pen', 'record'], ['clock', 'bell']];

/** @typedef {import('../../../protocol/types.js').RoomState} RoomState */

export class OutsidePanel {
    element;

    #visit;
    #title = h('h2', { class: 'outside__title' });
    #spoken = h('p', { class: 'vh', role: 'alert' });
    #waited = h('b');
    #bar = countdown(1).pieces[1];
    #until = h('p', { class: 'outside__until' });
    #facts = h('ul', { class: 'outside__facts' });
    #drawn = '';
    /** @type {number | null} */
    #agreed = null;
    #wasOut = false;
    #rung = false;
    #told = '';

    /** @param {import('./visit.js').Visit} visit */
    constructor(visit) {
        this.#visit = visit;
        const card = h('div', { class: 'outside__card' },
            h('p', { class: 'outside__waited' }, t('party.outside.waited'), this.#waited), this.#bar, this.#until);
        this.element = h('section', { class: 'outside', hidden: true },
            this.#spoken, this.#title, h('p', { class: 'outside__lead' }, tn('party.outside.lead')), card, this.#facts);
    }

    /**
     * @param {boolean} closed this page holds no connection any more: it says so only then
     * @returns {boolean} whether this page is outside of a wall
     */
    show(closed) {
        const { state } = this.#visit.client;
        const out = Boolean(state && isOutside(state.wall, state.me.seat));
        this.element.hidden = !out;
        if (!state || !out) {
            this.#wasOut = false;
            return false;
        }
        this.#tellFacts(closed);
        const end = state.wall.until || null;
        const names = insiders(state);
        this.#tellChange(closed, end, names);
        this.#showTime(state.wall, end);
        this.#showWords(end, names, state.wall.raisedAt || this.#visit.client.serverNow());
        return true;
    }

    leaveWord() {
        leaveWord(this.#visit.client, this.#host());
    }

    /**
     * What is read out, and the bell when the agreed time is over.
     * @param {boolean} closed
     * @param {number | null} end
     * @param {string} names
     */
    #tellChange = (closed, end, names) => {
        const late = this.#isLate(end);
        if (!this.#wasOut && closed) {
            this.#spoken.textContent = t('party.outside.started', { host: this.#host(), names });
        } else if (end && this.#agreed && end > this.#agreed) {
            this.#spoken.textContent = t('party.outside.extended', { time: clock(end) });
        }
        if (end !== this.#agreed) this.#rung = late;
        if (late && !this.#rung) {
            this.#rung = true;
            playSound('arrival');
        }
        this.#agreed = end;
        this.#wasOut = this.#wasOut || closed;
    };

    /**
     * @param {import('../../../protocol/types.js').Wall} wall
     * @param {number | null} end
     */
    #showTime = (wall, end) => {
        const now = this.#visit.client.serverNow();
        const began = wall.raisedAt || now;
        this.#waited.textContent = minutesAndSeconds(now - (wall.outsideSince || began));
        this.#bar.toggleAttribute('hidden', end === null);
        if (end === null) return;
        const width = 300 * (now - began) / Math.max(1, end - began);
        this.#bar.querySelector('rect')?.setAttribute('width', String(Math.max(0, Math.min(300, width))));
    };

    /**
     * @param {number | null} end
     * @param {string} names
     * @param {number} began
     */
    #showWords = (end, names, began) => {
        const host = this.#host();
        const late = this.#isLate(end);
        const key = `${host} ${names} ${end} ${late}`;
        if (key === this.#drawn) return;
        this.#drawn = key;
        replace(this.#title, t('party.outside.title', { host, names }));
        replace(this.#until, end === null ? t('party.outside.no_until')
            : late ? t('party.outside.late', { host })
            : t('party.outside.until', { n: Math.round((end - began) / MINUTE), time: clock(end) }));
    };

    /** @param {boolean} closed */
    #tellFacts = (closed) => {
        const line = closed ? 'line' : 'parting';
        if (line === this.#told) return;
        this.#told = line;
        replace(this.#facts, [['mic-off', line], ...FACTS].map(([sign, key]) => h('li', null,
            icon(sign),
            h('p', null, h('b', null, t(`party.outside.${key}`)), h('small', null, t(`party.outside.${key}_says`))))));
    };

    /** @param {number | null} end */
    #isLate = (end) => end !== null && this.#visit.client.serverNow() > end;

    #host = () => {
        const host = hostSeat(this.#visit.client.state);
        return host ? called(host) : this.#visit.opened.host.name;
    };
}

/**
 * Those with whom the officer speaks alone.
 * @param {RoomState} state
 */
function insiders(state) {
    const host = hostSeat(state);
    return listed(state.wall.members.filter((seat) => !host || seat !== host.seat).map((seat) => nameOf(state, seat)));
}
