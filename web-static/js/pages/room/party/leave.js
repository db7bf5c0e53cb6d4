// Leaving asks first and says that the seat stays.

import { t } from '../../../lib/text.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button } from '../../../ui/button.js';

/**
 * @param {import('./visit.js').Visit} visit
 * @param {boolean} inCall
 */
export function askToLeave(visit, inCall) {
    const stay = button(t('party.leave.stay'), { press: () => dialog.close() });
    const go = button(t('party.leave.go'), { kind: 'danger', press: () => { dialog.close(); visit.leave(); } });
    go.dataset.act = 'leave-confirm';
    const dialog = openStepDialog({
        title: t('party.leave.title'),
        body: t(inCall ? 'party.leave.call_says' : 'party.leave.waiting_says', { name: visit.opened.host.name }),
        foot: [stay, go],
        focus: stay, urgent: true, call: inCall,
    });
    return dialog;
}
