// A form that gives one order: it keeps what was typed, says at each field what is wrong, and shows what somebody else
// did meanwhile.

import { h, replace } from '../lib/html.js';
import { Refused } from '../lib/http.js';
import { t } from '../lib/text.js';
import { button, whileBusy } from './button.js';
import { openDialog } from './dialog.js';
import { showProblems } from './field.js';
import { failureWords, note } from './note.js';
import { goToSignIn } from './shell.js';
import { toast } from './toast.js';

/** @typedef {import('./field.js').Field} Field */

/**
 * @template Kept
 * @typedef {object} OrderForm
 * @property {string} title
 * @property {string} [lead]
 * @property {string} act a verb
 * @property {string} done
 * @property {string} sending
 * @property {Record<string, Field>} fields by the name that a refusal has for them
 * @property {string[]} needed names of fields that may not be empty
 * @property {string} missing words for such a one
 * @property {(name: string) => string} bad words for a field that is refused as bad
 * @property {() => Promise<Kept>} ask gives the order
 * @property {() => Promise<Kept>} again fetches what stands now, where somebody else was quicker
 * @property {import('../lib/html.js').Child} [below]
 * @property {boolean} [grave]
 * @property {(fresh: Kept) => void} renew
 */

/**
 * @template Kept
 * @param {OrderForm<Kept>} options
 */
export function openOrder(options) {
    const parts = Object.values(options.fields);
    const failed = h('div', { class: 'failed' });
    const send = button(options.act, {
        kind: options.grave ? 'danger' : 'primary',
        press: () => whileBusy(send, options.sending, submit),
    });
    const cancel = button(t('common.dialog.cancel'), { press: () => dialog.close() });
    const dialog = openDialog({
        title: options.title, lead: options.lead,
        body: [failed, parts.length ? h('div', { class: 'form' }, parts.map((each) => each.element)) : null,
            options.below || null],
        foot: h('div', { class: 'btns' }, cancel, send),
        focus: parts.length ? undefined : cancel,
    });
    return dialog;

    async function submit() {
        replace(failed);
        if (isFaulty(options)) return;
        try {
            const fresh = await options.ask();
            dialog.close();
            toast(options.done);
            options.renew(fresh);
        } catch (error) {
            if (goToSignIn(error)) return;
            if (error instanceof Refused && error.code === 'staff_changed') await lookAgain();
            else if (!toldAtField(error, options)) replace(failed, note('bad', h('p', null, failureWords(error))));
        }
    }

    /** What stands there now comes in below; what was typed here stays until the form is closed. */
    async function lookAgain() {
        replace(failed, note('bad', h('p', null, t('refused.staff_changed'))));
        try {
            options.renew(await options.again());
            send.hidden = true;
        } catch {
            // The note says what happened; the next look tells the rest.
        }
    }
}

/** @param {OrderForm<any>} options */
function isFaulty(options) {
    const first = showProblems(Object.values(options.fields), (each) =>
        (options.needed.some((name) => options.fields[name] === each) ? options.missing : null));
    if (first) first.focus();
    return Boolean(first);
}

/**
 * Says at its field what the server refuses there.
 * @param {unknown} error
 * @param {OrderForm<any>} options
 * @returns {boolean} whether there is such a field
 */
function toldAtField(error, options) {
    const named = error instanceof Refused && error.field ? options.fields[error.field] : null;
    if (!named || !(error instanceof Refused) || !error.field) return false;
    named.fail(error.code === 'bad_field' ? options.bad(error.field) : failureWords(error));
    named.control.focus();
    return true;
}
