// Fixing a version of the minutes, and opening the next one.

import { h, replace } from '../../../lib/html.js';
import { codeOf } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button, whileBusy } from '../../../ui/button.js';
import { note, refusalWords } from '../../../ui/note.js';

/** @typedef {import('./room.js').Desk} Desk */

/** @param {Desk} desk */
export function askToFreeze(desk) {
    const { client } = desk;
    const failed = h('div');
    const not = button(t('live.cancel'), { press: () => dialog.close() });
    const go = button(t('live.minutes.freeze'), {
        kind: 'primary',
        press: () => whileBusy(go, t('live.minutes.freezing'), freeze),
    });
    go.dataset.act = 'freeze-confirm';
    const version = client.state ? client.state.minutes.version : 1;
    const dialog = openStepDialog({
        title: t('live.minutes.freeze_title', { n: version }),
        body: [h('p', null, t('live.minutes.freeze_says')), failed],
        foot: [not, go],
        focus: not,
    });

    async function freeze() {
        try {
            await client.request('freeze');
            dialog.close();
        } catch (error) {
            replace(failed, note('bad', h('p', null, refusalWords(codeOf(error) || 'fault'))));
        }
    }
}

/**
 * @param {Desk} desk
 * @param {HTMLButtonElement} pressed
 */
export function reopenMinutes(desk, pressed) {
    return whileBusy(pressed, t('live.minutes.reopening'), () => desk.ask('reopen'));
}
