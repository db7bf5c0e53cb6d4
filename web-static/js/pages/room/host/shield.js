// Keeping one person from another, by face, by voice, by name, each direction by itself.

import { h, replace } from '../../../lib/html.js';
import { codeOf } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { seatOf, sortSeats } from '../../../model/seats.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button } from '../../../ui/button.js';
import { checkbox } from '../../../ui/field.js';
import { note, refusalWords } from '../../../ui/note.js';

const MEDIA = /** @type {const} */ (['face', 'voice', 'name']);
const GONE = ['removed', 'declined'];

/** @typedef {import('../../../protocol/types.js').Seat} Seat */

/**
 * @param {import('./room.js').Desk} desk
 * @param {number} number the seat
 */
export function askToShield(desk, number) {
    const { state } = desk.client;
    const seat = seatOf(state, number);
    if (!state || !seat) return;
    const others = sortSeats(state.seats.filter((each) =>
        each.seat !== number && each.seat !== state.me.seat && !GONE.includes(each.standing)));
    const failed = h('div');
    const done = button(t('live.shield.done'), { kind: 'primary', press: () => dialog.close() });
    const body = others.length
        ? others.map((other) => h('fieldset', { class: 'shields' },
            h('legend', null, t('live.shield.group', { name: seat.name, other: other.name })),
            MEDIA.map((medium) => box(seat, other, medium)), MEDIA.map((medium) => box(other, seat, medium))))
        : h('p', null, t('live.shield.none'));
    const dialog = openStepDialog({
        title: t('live.shield.title', { name: seat.name }),
        lead: t('live.shield.lead'),
        body: [body, failed],
        foot: [done],
    });

    /**
     * @param {Seat} subject
     * @param {Seat} from
     * @param {'face' | 'voice' | 'name'} medium
     */
    function box(subject, from, medium) {
        const holds = () => Boolean(desk.client.state && desk.client.state.shields.some((each) =>
            each.subject === subject.seat && each.from === from.seat && each.medium === medium));
        const made = checkbox(`shield-${subject.seat}-${from.seat}-${medium}`,
            t(`live.shield.${medium}`, { from: from.name, subject: subject.name }), holds());
        made.control.addEventListener('change', async () => {
            try {
                await desk.client.request('shield', {
                    subject: subject.seat, from: from.seat, medium, on: made.control.checked,
                });
                replace(failed);
            } catch (error) {
                replace(failed, note('bad', h('p', null, refusalWords(codeOf(error) || 'fault'))));
            }
            made.control.checked = holds();
        });
        return made.element;
    }
}
