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

/** @param {import('./room.js').Desk} desk */
export function caucusPart(desk) {
    const { client } = desk;
    const ask = dockButton({ act: 'caucus', look: { sign: 'caucus', words: t('live.caucus.dock') }, press: open });
    const move = dockButton({
        act: 'caucus-move',
        look: { sign: 'caucus', words: t('live.caucus.move') },
        press: open,
    });
    const back = dockButton({
        act: 'caucus-end',
        look: { sign: 'people', words: t('live.caucus.end', { names: '' }) },
        press: end,
    });
    back.element.classList.add('dock__b--primary');
    const title = h('h2');
    const left = h('b');
    const says = h('span');
    const words = h('ul', { class: 'walltile__words', role: 'log' });
    const more = button(t('live.caucus.extend'), { press: extend });
    more.dataset.act = 'caucus-extend';
    const tile = h('section', {
        class: 'walltile',
        'aria-label': t('live.caucus.name'),
        hidden: true,
        data: { tile: 'wall' },
    },
        icon('ear-off'), title, h('p', { class: 'walltile__says' }, tn('live.caucus.tile_says')),
        h('p', { class: 'walltile__time' }, left, says), more, words);
    /** @type {ReturnType<typeof askWhenOver> | null} */
    let question = null;
    let askedFor = 0;
    let drawn = '';
    let heard = -1;
    document.addEventListener('keydown', shortcut);
    return { dock: [ask.element, move.element, back.element], tile, show, end: over };

    function over() {
        document.removeEventListener('keydown', shortcut);
    }

    function open() {
        if (canSpeakAlone(client.state)) askForCaucus(desk);
        else desk.tell(t('live.caucus.choose'));
    }

    function end() {
        desk.ask('end_caucus');
    }

    function extend() {
        desk.ask('extend_caucus', { minutes: 5 });
    }

    /** @param {KeyboardEvent} event */
    function shortcut(event) {
        if (!event.altKey || event.ctrlKey || event.metaKey || isForComposition(event) || event.code !== 'KeyB'
            || dialogOpen()) {
            return;
        }
        event.preventDefault();
        if (client.state && client.state.session.phase === 'in_session') open();
    }

    /** @returns {boolean} whether a wall is up */
    function show() {
        const { state } = client;
        if (!state) return false;
        const { wall } = state;
        const up = wall.phase !== 'open';
        const names = listed(outsiders(state).map((seat) => seat.name));
        ask.element.hidden = up || state.session.phase !== 'in_session';
        move.element.hidden = back.element.hidden = tile.hidden = !up;
        tellFaults();
        if (!up) {
            drawn = '';
            if (question) question.close();
            question = null;
            return false;
        }
        back.show({ sign: 'people', words: t('live.caucus.end', { names }) });
        const now = client.serverNow();
        const until = wall.until || null;
        const remaining = until === null ? now - (wall.raisedAt || now) : until - now;
        left.textContent = until !== null && remaining < 0 ? '' : minutesAndSeconds(remaining);
        says.textContent = until === null ? t('live.caucus.no_time')
            : remaining < 0 ? t('live.caucus.over')
            : t('live.caucus.agreed', { time: clock(until) });
        if (until !== null && remaining < 0 && askedFor !== until && !dialogOpen()) {
            askedFor = until;
            playSound('arrival');
            question = askWhenOver(desk, { names, end, extend });
        }
        const key = JSON.stringify([names, wall.words]);
        if (key === drawn) return true;
        drawn = key;
        replace(title, t('live.caucus.tile', { names }));
        const lines = (wall.words || []).slice(-3).reverse();
        replace(words,
            lines.length
                ? lines.map((word) => h('li', null,
                    h('small', null,
                        t('live.caucus.word_from', { name: nameOf(state, word.seat), time: clock(word.at) })),
                    word.text))
                : h('li', { class: 'none' }, t('live.caucus.no_words')));
        return true;
    }

    /** A member whose page was silent is outside now: said at once, for the officer believes otherwise. */
    function tellFaults() {
        const { state } = client;
        if (!state) return;
        const faults = state.happenings.filter((each) =>
            each.what === 'left_outside' || each.what === 'caucus_cancelled');
        const last = faults[faults.length - 1];
        const at = last ? last.at : 0;
        if (heard < 0) heard = at; // what was before this page came is in the log
        if (!last || at <= heard) return;
        heard = at;
        desk.tell(last.what === 'left_outside'
            ? t('live.caucus.left_outside', { name: nameOf(state, last.seat || 0) })
            : t('live.caucus.cancelled'));
    }
}
