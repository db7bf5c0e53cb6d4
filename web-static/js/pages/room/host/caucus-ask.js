// The two questions of a caucus: with whom and for how long, and what to do when the agreed time is over.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { sortSeats } from '../../../model/seats.js';
import { guestsAtTable, outsiders } from '../../../model/wall.js';
import { listed, roleWords } from '../../../room-ui/names.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button, isOff, setOff } from '../../../ui/button.js';
import { checkbox, radios } from '../../../ui/field.js';
import { sendFrom } from './acts.js';

const MINUTES = [5, 10, 15];

/** @typedef {import('./room.js').Desk} Desk */

/** @param {Desk} desk */
export function askForCaucus(desk) {
    const { state } = desk.client;
    if (!state) return undefined;
    const moving = state.wall.phase !== 'open';
    const guests = sortSeats(guestsAtTable(state));
    const here = guests.filter((seat) => seat.presence === 'here');
    const others = new Set(outsiders(state).map((seat) => seat.seat));
    const boxes = guests.map((seat) => memberBox(seat, moving ? others.has(seat.seat) : seat === here[0]));
    for (const { control } of boxes) control.addEventListener('change', consequence);
    const minutes = howLong();
    const says = h('p', { class: 'caucus__says', id: 'caucus-says', role: 'status' });
    const failed = h('div');
    const not = button(t('live.cancel'), { press: () => dialog.close() });
    const go = button(t('live.caucus.start'), {
        kind: 'primary', describedBy: 'caucus-says',
        press: () => (isOff(go) ? undefined : sendFrom(desk, {
            pressed: go, failed, type: 'caucus',
            fields: { members: chosen(), minutes: minutes.value() ? Number(minutes.value()) : null },
            done: () => dialog.close(),
        })),
    });
    go.dataset.act = 'caucus-start';
    const dialog = openStepDialog({
        title: t(moving ? 'live.caucus.move_title' : 'live.caucus.title'),
        lead: t('live.caucus.lead'),
        body: [
            h('fieldset', { class: 'field' },
                h('legend', { class: 'field__label' }, t('live.caucus.members')), boxes.map((each) => each.element)),
            minutes.element,
            says, failed,
        ],
        foot: [not, go],
    });
    consequence();
    return dialog;

    function chosen() {
        return boxes.filter((each) => each.control.checked).map((each) => each.seat.seat);
    }

    function consequence() {
        const out = boxes.filter((each) => !each.control.checked).map((each) => each.seat.name);
        const ready = chosen().length > 0 && out.length > 0;
        setOff(go, !ready);
        replace(says, ready ? t('live.caucus.says', { names: listed(out) }) : t('live.caucus.choose'));
    }
}

/**
 * @param {import('../../../protocol/types.js').Seat} seat
 * @param {boolean} suggested
 */
function memberBox(seat, suggested) {
    const isHere = seat.presence === 'here';
    const words = isHere ? `${seat.name} ${roleWords(seat)}` : t('live.caucus.gone', { name: seat.name });
    const { element, control } = checkbox(`member-${seat.seat}`, words, isHere && suggested);
    control.disabled = !isHere;
    control.name = 'member';
    control.value = String(seat.seat);
    return { seat, element, control };
}

function howLong() {
    /** @type {[string, string][]} */
    const choices = MINUTES.map((n) => [String(n), t('live.caucus.n_minutes', { n })]);
    return radios('caucus-minutes', t('live.caucus.minutes'), [...choices, ['', t('live.caucus.no_minutes')]], '10');
}

/**
 * The agreed time is over: a question, never force.
 * @param {Desk} desk
 * @param {{names: string, end: () => void, extend: () => void}} acts
 */
export function askWhenOver(desk, { names, end, extend }) {
    const more = button(t('live.caucus.go_on'), { press: () => dialog.close() });
    const five = button(t('live.caucus.extend'), { press: () => { dialog.close(); extend(); } });
    const back = button(t('live.caucus.end', { names }), { kind: 'primary', press: () => { dialog.close(); end(); } });
    const dialog = openStepDialog({
        title: t('live.caucus.over_title'),
        body: h('p', null, t('live.caucus.over_says', { names })),
        foot: [more, five, back],
        focus: more, urgent: true,
    });
    return dialog;
}
