// Ending asks why, and says what it does to everybody and to the minutes.

import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { LETTERS } from '../../../protocol/limits.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button } from '../../../ui/button.js';
import { field, radios, showProblems } from '../../../ui/field.js';
import { note } from '../../../ui/note.js';
import { sendFrom } from './acts.js';

const REASONS = [
    'agreement', 'no_agreement', 'to_be_continued', 'withdrawn', 'uncontactable', 'party_refuses', 'deadlock',
    'term_expired', 'refuses_to_sign', 'new_offence', 'other',
];

/** @param {import('./room.js').Desk} desk */
export function askToEnd(desk) {
    const begun = Boolean(desk.client.state && desk.client.state.session.startedAt);
    const why = radios('end-reason', t('live.end.reason'),
        REASONS.map((reason) => [reason, coded('common.end_reason', reason)]), '');
    const choices = why.element.querySelector('.choices');
    if (choices) choices.className = 'reasons';
    const missing = h('p', { class: 'field__error', role: 'alert' });
    const more = field({
        id: 'end-note',
        label: t('live.end.note'),
        kind: 'textarea', limit: LETTERS.note,
        attributes: { rows: '2' },
    });
    const failed = h('div');
    const stay = button(t('live.end.stay'), { press: () => dialog.close() });
    const go = button(t('live.end.go'), { kind: 'danger', press: () => end() });
    go.dataset.act = 'end-confirm';
    const dialog = openStepDialog({
        title: t('live.end.title'),
        lead: t(begun ? 'live.end.says' : 'live.end.says_unbegun'),
        urgent: true, focus: stay,
        body: [
            desk.unsaved() ? note('warn', h('p', null, t('live.end.unsaved'))) : null,
            why.element,
            missing,
            more.element,
            failed,
        ],
        foot: [stay, go],
    });

    function end() {
        const reason = /** @type {import('../../../protocol/vocabulary.js').EndReason | ''} */ (why.value());
        missing.textContent = reason ? '' : t('live.end.reason_missing');
        const wrong = showProblems([more], () => (reason === 'other' ? t('live.end.note_missing') : null));
        if (!reason || wrong) {
            (wrong && reason ? wrong : why.inputs[0]).focus();
            return undefined;
        }
        // What was typed last goes first.
        return sendFrom(desk, {
            pressed: go, failed, type: 'end',
            fields: { reason, note: more.value() },
            before: desk.settle,
            done: () => dialog.close(),
        });
    }
}
