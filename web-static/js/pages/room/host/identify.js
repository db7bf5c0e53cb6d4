// How the officer knows who sits there: a link alone verifies a contact, not an identity.

import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { seatOf } from '../../../model/seats.js';
import { LETTERS } from '../../../protocol/limits.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button } from '../../../ui/button.js';
import { field, radios, showProblems } from '../../../ui/field.js';
import { toast } from '../../../ui/toast.js';
import { sendFrom } from './acts.js';

/** @typedef {import('../../../protocol/types.js').Identification['method']} Method */

const METHODS = /** @type {Method[]} */ (['id_document', 'known_in_person', 'station', 'contact']);

/**
 * @param {import('./room.js').Desk} desk
 * @param {number} number the seat
 */
export function askForIdentity(desk, number) {
    const seat = seatOf(desk.client.state, number);
    if (!seat) return;
    // Only a lawyer has a licence to show.
    const methods = seat.role === 'lawyer' ? ['licence', ...METHODS] : METHODS;
    const before = seat.identity && seat.identity.method !== 'contact' ? seat.identity.method : methods[0];
    const how = radios('method', t('live.identity.how'),
        methods.map((method) => [method, coded('common.identity', method)]), before);
    const more = field({
        id: 'identity-note',
        label: t('live.identity.note'),
        hint: t('live.identity.note_hint'),
        value: seat.identity ? seat.identity.note : '',
        limit: LETTERS.note,
    });
    const failed = h('div');
    const not = button(t('live.cancel'), { press: () => dialog.close() });
    const save = button(t('live.identity.save'), {
        kind: 'primary',
        press: () => {
            const method = /** @type {Method} */ (how.value());
            const wrong = showProblems([more]);
            if (wrong) {
                wrong.focus();
                return undefined;
            }
            return sendFrom(desk, {
                pressed: save, failed, type: 'identify',
                fields: { seat: number, method, note: more.value() },
                done: () => {
                    dialog.close();
                    toast(t('live.identity.saved', { name: seat.name, how: coded('common.identity', method) }));
                },
            });
        },
    });
    save.dataset.act = 'identify-confirm';
    const dialog = openStepDialog({
        title: t('live.identity.title', { name: seat.name }),
        lead: t('live.identity.lead'),
        body: [how.element, more.element, failed],
        foot: [not, save],
    });
}
