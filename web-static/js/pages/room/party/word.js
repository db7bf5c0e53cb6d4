// A line for the officer, from somebody who waits outside of a caucus.

import { codeOf } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { LETTERS } from '../../../protocol/limits.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button, whileBusy } from '../../../ui/button.js';
import { field, showProblems } from '../../../ui/field.js';
import { refusalWords } from '../../../ui/note.js';
import { toast } from '../../../ui/toast.js';

/**
 * @param {import('../../../protocol/room-client.js').RoomClient} client
 * @param {string} host the officer's name and rank
 */
export function leaveWord(client, host) {
    const words = field({
        id: 'word',
        label: t('party.outside.word_label'),
        hint: t('party.outside.word_hint'),
        kind: 'textarea', limit: LETTERS.word,
        attributes: { rows: '3' },
    });
    const not = button(t('live.cancel'), { press: () => dialog.close() });
    const go = button(t('party.outside.word_send'), { kind: 'primary', press: () => send() });
    go.dataset.act = 'word-send';
    const dialog = openStepDialog({
        title: t('party.outside.word_title', { host }),
        lead: t('party.outside.word_lead'),
        body: [words.element],
        foot: [not, go],
        call: true,
    });

    function send() {
        const wrong = showProblems([words], () => t('party.outside.word_missing'));
        if (wrong) {
            wrong.focus();
            return undefined;
        }
        return whileBusy(go, t('live.sending'), async () => {
            try {
                await client.request('word', { text: words.value() });
                dialog.close();
                toast(t('party.outside.word_sent', { host }));
            } catch (error) {
                words.fail(refusalWords(codeOf(error) || 'fault'));
            }
        });
    }
}
