// Adding a person to a case.

import { h, replace } from '../../../lib/html.js';
import { Refused } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { forget, postOnce } from '../../../protocol/once.js';
import { button, whileBusy } from '../../../ui/button.js';
import { openDialog } from '../../../ui/dialog.js';
import { enterGoesOn } from '../../../ui/field.js';
import { failureWords, note } from '../../../ui/note.js';
import { goToSignIn } from '../../../ui/shell.js';
import { shownErrors } from '../../../ui/summary.js';
import { toast } from '../../../ui/toast.js';
import { forgetDraft, keepDraft, keptDraft } from './draft.js';
import { partyForm } from './party-form.js';

/**
 * @param {import('../../../protocol/http-types.js').CaseFile} file
 * @param {(file: import('../../../protocol/http-types.js').CaseFile) => void} done
 */
export function openAddPerson(file, done) {
    const key = `person.${file.id}`;
    const kept = keptDraft(key);
    const missing = file.parties.some((party) => party.role === 'respondent') ? 'lawyer' : 'respondent';
    const form = partyForm('a', kept ? kept.parties[0] : { role: missing });
    const failed = h('div', { class: 'failed' });
    const send = button(t('bureau.person.send'), {
        kind: 'primary',
        press: () => whileBusy(send, t('bureau.command.sending'), submit),
    });
    const keep = () => keepDraft(key, { matter: {}, parties: [form.draft()] });
    const dialog = openDialog({
        title: t('bureau.person.title'),
        lead: t('bureau.person.says'),
        body: h('form', {
            novalidate: true, autocomplete: 'off',
            on: {
                keydown: enterGoesOn, input: keep, change: keep,
                submit: (/** @type {Event} */ event) => { event.preventDefault(); send.click(); },
            },
        }, failed, form.element),
        foot: h('div', { class: 'btns' },
            button(t('bureau.register.discard'), { press: () => { forgetDraft(key); forget(key); dialog.close(); } }),
            send),
    });

    /** What is to be mended, each line leading to its field. */
    function sumUp() {
        const summary = shownErrors(dialog.body);
        replace(failed, summary);
        summary?.focus();
    }

    async function submit() {
        replace(failed);
        if (form.check()) {
            sumUp();
            return;
        }
        try {
            const fresh = await postOnce(key, `/api/cases/${encodeURIComponent(file.id)}/parties`, form.party());
            forgetDraft(key);
            dialog.close();
            toast(t('bureau.person.done'));
            done(fresh);
        } catch (error) {
            if (goToSignIn(error)) return;
            const words = failureWords(error);
            const at = error instanceof Refused && error.field ? form.fail(error.field, words, error.code) : null;
            if (at) sumUp();
            else replace(failed, note('bad', h('p', null, words)));
        }
    }
}
