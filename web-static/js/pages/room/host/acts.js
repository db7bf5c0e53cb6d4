// The officer's answers that need a word more: how long to wait, why not to let in, why to remove.

import { h, replace } from '../../../lib/html.js';
import { codeOf } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { seatOf } from '../../../model/seats.js';
import { LETTERS } from '../../../protocol/limits.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button, whileBusy } from '../../../ui/button.js';
import { field, radios, showProblems } from '../../../ui/field.js';
import { note, refusalWords } from '../../../ui/note.js';
import { toast } from '../../../ui/toast.js';

/** @typedef {import('./room.js').Desk} Desk */

const MINUTES = [5, 10, 20, 30];

/**
 * @typedef {object} Act
 * @property {HTMLButtonElement} pressed
 * @property {HTMLElement} failed where a refusal is told
 * @property {() => Promise<unknown>} [before]
 * @property {() => void} done
 */

/**
 * Runs a command from a dialog: it closes on success, and says why not where the person looks.
 * @param {Desk} desk
 * @param {import('../../../protocol/types.js').Asked & Act} act
 */
export function sendFrom(desk, { pressed, failed, type, fields, before, done }) {
    return whileBusy(pressed, t('live.sending'), async () => {
        try {
            if (before) await before();
            await desk.client.request(type, fields);
            done();
        } catch (error) {
            replace(failed, note('bad', h('p', null, refusalWords(codeOf(error) || 'fault'))));
        }
    });
}

/**
 * @param {Desk} desk
 * @param {import('../../../protocol/types.js').Seat} seat
 */
export function askHowLong(desk, seat) {
    const choice = radios('wait', t('live.wait.legend'), MINUTES.map((n) => [String(n), t('live.wait.minutes', { n })]),
        String(MINUTES[0]));
    const failed = h('div');
    const not = button(t('live.cancel'), { press: () => dialog.close() });
    const go = button(t('live.wait.send'), {
        kind: 'primary',
        press: () => {
            const minutes = Number(choice.value());
            return sendFrom(desk, {
                pressed: go, failed, type: 'ask_to_wait',
                fields: { seat: seat.seat, minutes },
                done: () => { dialog.close(); toast(t('live.wait.done', { name: seat.name, n: minutes })); },
            });
        },
    });
    go.dataset.act = 'wait-confirm';
    const dialog = openStepDialog({
        title: t('live.wait.title', { name: seat.name }),
        lead: t('live.wait.lead'),
        body: [choice.element, failed],
        foot: [not, go],
    });
}

/**
 * @param {Desk} desk
 * @param {'decline' | 'remove'} what
 * @param {number} number the seat
 */
export function askToShowOut(desk, what, number) {
    askForReason(desk, what, number, {
        kind: 'danger', act: (reason) => ({ type: what, fields: { seat: number, reason } }),
    });
}

/**
 * Asks for the words without which the command isn't given.
 * @param {Desk} desk
 * @param {'decline' | 'remove' | 'minor'} what whose words the dialog has
 * @param {number} number the seat
 * @param {object} asked
 * @param {'danger' | 'primary'} asked.kind
 * @param {(words: string) => import('../../../protocol/types.js').Asked} asked.act
 */
export function askForReason(desk, what, number, { kind, act }) {
    const seat = seatOf(desk.client.state, number);
    if (!seat) return;
    const reason = field({
        id: 'reason',
        label: t('live.reason'),
        hint: t('live.reason_hint'),
        kind: 'textarea', limit: LETTERS.reason,
        attributes: { rows: '2' },
    });
    const failed = h('div');
    const not = button(t('live.cancel'), { press: () => dialog.close() });
    const go = button(t(`live.${what}.go`), {
        kind,
        press: () => {
            const wrong = showProblems([reason], () => t('live.reason_missing'));
            if (wrong) {
                wrong.focus();
                return undefined;
            }
            return sendFrom(desk, {
                pressed: go, failed, ...act(reason.value()),
                done: () => dialog.close(),
            });
        },
    });
    go.dataset.act = `${what}-confirm`;
    const dialog = openStepDialog({
        title: t(`live.${what}.title`, { name: seat.name }),
        lead: t(`live.${what}.says`, { name: seat.name }),
        body: [reason.element, failed],
        foot: [not, go],
    });
}
