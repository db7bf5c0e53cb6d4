// Speaking alone with one side, at the officer's desk: the buttons, the tile of those outside, what they left, what
// went wrong.

import { h, replace } from '../../../lib/html.js';
import { t, tn } from '../../../lib/text.js';
import { clock } from '../../../lib/time.js';
import { canSpeakAlone, outsiders } from '../../../model/wall.js';
import { minutesAndSeconds } from '../../../room-ui/countdown.js';
import { dockButton } from '../../../room-ui/dock.js';
import { listed } from '../../../room-ui/names.js';
import { playSound } from '../../../room-ui/sound.js';
import { nameOf } from '../../../room-ui/wall-words.js';
import { button } from '../../../ui/button.js';
import { dialogOpen } from '../../../ui/dialog.js';
import { icon } from '../../../ui/icon.js';
import { askForCaucus, askWhenOver } from './caucus-ask.js';
import { isForComposition } from '../../../ui/typing.js';

/** @typedef {import('../../../protocol/types.js').RoomState} RoomState */
/** @typedef {import('../../../protocol/types.js').Wall} Wall */

export class CaucusPart {
    tile;

    #desk;
    #ask;
    #move;
    #back;
    #title = h('h2');
    #left = h('b');
    #says = h('span');
    #words = h('ul', { class: 'walltile__words', role: 'log' });
    /** @type {ReturnType<typeof askWhenOver> | null} */
    #question = null;
    #askedFor = 0;
    #drawn = '';
    #heard = -1;

    /** @param {import('./room.js').Desk} desk */
    constructor(desk) {
        this.#desk = desk;
        this.#ask = dockButton({
            act: 'caucus',
            look: { sign: 'caucus', words: t('live.caucus.dock') },
            press: this.#open,
        });
        this.#move = dockButton({
            act: 'caucus-move',
            look: { sign: 'caucus', words: t('live.caucus.move') },
            press: this.#open,
        });
        this.#back = dockButton({
            act: 'caucus-end',
            look: { sign: 'people', words: t('live.caucus.end', { names: '' }) },
            press: this.#end,
        });
        this.#back.element.classList.add('dock__b--primary');
        const more = button(t('live.caucus.extend'), { press: this.#extend });
        more.dataset.act = 'caucus-extend';
        this.tile = h('section', {
            class: 'walltile',
            'aria-label': t('live.caucus.name'),
            hidden: true,
            data: { tile: 'wall' },
        },
            icon('ear-off'), this.#title, h('p', { class: 'walltile__says' }, tn('live.caucus.tile_says')),
            h('p', { class: 'walltile__time' }, this.#left, this.#says), more, this.#words);
        document.addEventListener('keydown', this.#shortcut);
    }

    get dock() {
        return [this.#ask.element, this.#move.element, this.#back.element];
    }

    end() {
        document.removeEventListener('keydown', this.#shortcut);
    }

    /** @returns {boolean} whether a wall is up */
    show() {
        const { state } = this.#desk.client;
        if (!state) return false;
        const up = state.wall.phase !== 'open';
        this.#ask.element.hidden = up || state.session.phase !== 'in_session';
        this.#move.element.hidden = this.#back.element.hidden = this.tile.hidden = !up;
        this.#tellFaults(state);
        if (!up) {
            this.#drawn = '';
            if (this.#question) this.#question.close();
            this.#question = null;
            return false;
        }
        const names = listed(outsiders(state).map((seat) => seat.name));
        this.#back.show({ sign: 'people', words: t('live.caucus.end', { names }) });
        this.#showTime(state.wall, names);
        this.#showWords(state, names);
        return true;
    }

    #open = () => {
        if (canSpeakAlone(this.#desk.client.state)) askForCaucus(this.#desk);
        else this.#desk.tell(t('live.caucus.choose'));
    };

    #end = () => { this.#desk.ask('end_caucus'); };

    #extend = () => { this.#desk.ask('extend_caucus', { minutes: 5 }); };

    /** @param {KeyboardEvent} event */
    #shortcut = (event) => {
        if (!event.altKey || event.ctrlKey || event.metaKey || isForComposition(event) || event.code !== 'KeyB'
            || dialogOpen()) {
            return;
        }
        event.preventDefault();
        const { state } = this.#desk.client;
        if (state && state.session.phase === 'in_session') this.#open();
    };

    /**
     * @param {Wall} wall
     * @param {string} names of those outside
     */
    #showTime = (wall, names) => {
        const now = this.#desk.client.serverNow();
        const until = wall.until || null;
        const remaining = until === null ? now - (wall.raisedAt || now) : until - now;
        const over = until !== null && remaining < 0;
        this.#left.textContent = over ? '' : minutesAndSeconds(remaining);
        this.#says.textContent = until === null ? t('live.caucus.no_time')
            : over ? t('live.caucus.over')
            : t('live.caucus.agreed', { time: clock(until) });
        if (!over || this.#askedFor === until || dialogOpen()) return;
        this.#askedFor = until;
        playSound('arrival');
        this.#question = askWhenOver(this.#desk, { names, end: this.#end, extend: this.#extend });
    };

    /**
     * @param {RoomState} state
     * @param {string} names of those outside
     */
    #showWords = (state, names) => {
        const { words } = state.wall;
        const key = JSON.stringify([names, words]);
        if (key === this.#drawn) return;
        this.#drawn = key;
        replace(this.#title, t('live.caucus.tile', { names }));
        const lines = (words || []).slice(-3).reverse().map((word) => h('li', null,
            h('small', null, t('live.caucus.word_from', { name: nameOf(state, word.seat), time: clock(word.at) })),
            word.text));
        replace(this.#words, lines.length ? lines : h('li', { class: 'none' }, t('live.caucus.no_words')));
    };

    /**
     * A member whose page was silent is outside now: said at once, for the officer believes otherwise.
     * @param {RoomState} state
     */
    #tellFaults = (state) => {
        const faults = state.happenings.filter((each) =>
            each.what === 'left_outside' || each.what === 'caucus_cancelled');
        const last = faults[faults.length - 1];
        const at = last ? last.at : 0;
        if (this.#heard < 0) this.#heard = at; // what was before this page came is in the log
        if (!last || at <= this.#heard) return;
        this.#heard = at;
        this.#desk.tell(last.what === 'left_outside'
            ? t('live.caucus.left_outside', { name: nameOf(state, last.seat || 0) })
            : t('live.caucus.cancelled'));
    };
}
