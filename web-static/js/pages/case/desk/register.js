// Registering a new matter. What is typed is kept in this tab until the server has answered: a reload loses nothing,
// and the same request, sent again, registers once.

import { h, replace } from '../../../lib/html.js';
import { Refused } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { HEAD_COUNT, LETTERS, PARTIES, wholeNumber } from '../../../protocol/limits.js';
import { forget, postOnce } from '../../../protocol/once.js';
import { button, whileBusy } from '../../../ui/button.js';
import { openDialog } from '../../../ui/dialog.js';
import { enterGoesOn, field, showProblems } from '../../../ui/field.js';
import { failureWords, note } from '../../../ui/note.js';
import { goToSignIn } from '../../../ui/shell.js';
import { partyForm } from '../party-form.js';
import { forgetDraft, keepDraft, keptDraft } from './draft.js';

const CHANNELS = ['letter', 'visit', 'phone', 'fax', 'online', 'video', 'hotline_12345'];
const VISITS = ['first', 'repeat'];
const CLASSES = ['appeal_request', 'suggestion', 'accusation', 'litigation_related'];

/**
 * @param {import('../../../ui/shell.js').Me} me
 * @param {(id: string) => void} registered
 */
export function openRegister(me, registered) {
    const draft = keptDraft(me.account.id) || { matter: {}, parties: [{ role: 'petitioner' }, { role: 'respondent' }] };
    const matter = draft.matter;
    const place = `register.${me.account.id}`;
    /**
     * @type {(name: string, extra?: Partial<import('../../../ui/field.js').FieldOptions>) =>
     *   import('../../../ui/field.js').Field}
     */
    const make = (name, extra) =>
        field({ id: `r-${name}`, label: t(`bureau.matter.${name}`), value: matter[name] || '', ...extra });
    const fields = {
        title: make('title', { limit: LETTERS.title, hint: t('bureau.matter.title_hint'), wide: true }),
        channel: make('channel', {
            kind: 'select',
            choices: CHANNELS.map((each) => [each, t(`bureau.channel.${each}`)]),
            value: matter.channel || 'visit',
        }),
        visitKind: make('visitKind', {
            kind: 'select',
            choices: VISITS.map((each) => [each, t(`bureau.visit.${each}`)]),
            value: matter.visitKind || 'first',
        }),
        contentClass: make('contentClass', {
            kind: 'select',
            choices: CLASSES.map((each) => [each, t(`bureau.class.${each}`)]),
            value: matter.contentClass || 'appeal_request',
        }),
        headCount: make('headCount', { attributes: { inputmode: 'numeric' }, value: matter.headCount || '1' }),
        claims: make('claims', {
            kind: 'textarea', limit: LETTERS.claims,
            hint: t('bureau.matter.claims_hint'),
            wide: true,
        }),
        facts: make('facts', {
            kind: 'textarea', limit: LETTERS.facts,
            attributes: { rows: '4' },
            hint: t('bureau.matter.facts_hint'),
            wide: true,
        }),
        issueLocation: make('issueLocation', { limit: LETTERS.issueLocation }),
        concernedUnit: make('concernedUnit', { limit: LETTERS.concernedUnit }),
    };
    const REQUIRED = /** @type {const} */ (['title', 'claims', 'facts']);

    /** @type {import('../party-form.js').PartyForm[]} */
    let forms = [];
    const people = h('div', { class: 'people-form' });
    const failed = h('div', { class: 'failed' });
    const kept = h('p', { class: 'second' }, t('bureau.register.kept'));
    const add = button(t('bureau.register.add_person'), {
        kind: 'quiet', sign: 'plus',
        press: () => {
            draft.parties = forms.map((each) => each.draft()).concat({ role: 'respondent' });
            drawPeople();
            forms[forms.length - 1].element.querySelector('select')?.focus();
        },
    });
    const send = button(t('bureau.register.send'), {
        kind: 'primary', size: 'lg',
        press: () => whileBusy(send, t('bureau.register.sending'), submit),
    });
    const form = h('form', {
        class: 'register', novalidate: true, autocomplete: 'off',
        on: {
            keydown: enterGoesOn,
            submit: (/** @type {Event} */ event) => { event.preventDefault(); send.click(); },
            input: keep, change: keep,
        },
    },
        failed, h('div', { class: 'form' }, Object.values(fields).map((each) => each.element)), people, add);
    const dialog = openDialog({
        title: t('bureau.register.title'),
        lead: t(me.account.role === 'senior_officer' ? 'bureau.register.lead' : 'bureau.register.lead_clerk'),
        wide: true, body: form, focus: fields.title.control,
        foot: [
            kept,
            h('div', { class: 'btns' },
                button(t('bureau.register.discard'), {
                    press: () => { forgetDraft(me.account.id); forget(place); dialog.close(); },
                }),
                send),
        ],
    });
    drawPeople();

    function drawPeople() {
        forms = draft.parties.map((party, index) => partyForm(`r-p${index}`, party));
        replace(people, forms.map((each, index) => h('fieldset', { class: 'person' },
            h('legend', null, t('bureau.register.person', { n: index + 1 })), each.element,
            forms.length > 1 ? button(t('bureau.register.remove_person'), {
                size: 'sm', kind: 'quiet',
                label: t('bureau.register.remove_person_n', { n: index + 1 }),
                press: () => {
                    draft.parties = forms.map((one) => one.draft()).filter((_, at) => at !== index);
                    drawPeople();
                    keep();
                    add.focus();
                },
            }) : null)));
        add.hidden = forms.length >= PARTIES[1];
    }

    function keep() {
        for (const [name, each] of Object.entries(fields)) matter[name] = each.control.value;
        draft.parties = forms.map((each) => each.draft());
        kept.textContent = t(keepDraft(me.account.id, draft) ? 'bureau.register.kept' : 'bureau.register.not_kept');
    }

    function check() {
        const needed = new Map(REQUIRED.map((name) =>
            [fields[name], t('bureau.matter.missing', { field: t(`bureau.matter.${name}`) })]));
        /** @type {HTMLElement | null} */
        let first = showProblems(Object.values(fields), (each) => needed.get(each) || null);
        if (wholeNumber(fields.headCount.control, HEAD_COUNT) === null) {
            fields.headCount.fail(t('bureau.matter.headCount_wrong', { most: HEAD_COUNT[1] }));
            first = first || fields.headCount.control;
        }
        for (const each of forms) {
            const at = each.check();
            first = first || at;
        }
        return first;
    }

    async function submit() {
        replace(failed);
        keep();
        const wrong = check();
        if (wrong) {
            wrong.focus();
            return;
        }
        /** @type {import('../../../protocol/http-types.js').Registration} */
        const body = {
            title: fields.title.value(),
            channel: fields.channel.value(),
            visitKind: fields.visitKind.value(),
            contentClass: fields.contentClass.value(),
            claims: fields.claims.value(),
            facts: fields.facts.value(),
            issueLocation: fields.issueLocation.value(),
            concernedUnit: fields.concernedUnit.value(),
            headCount: /** @type {number} */ (wholeNumber(fields.headCount.control, HEAD_COUNT)),
            parties: forms.map((each) => each.party()),
        };
        try {
            const file = await postOnce(place, '/api/cases', body);
            forgetDraft(me.account.id);
            registered(file.id);
        } catch (error) {
            if (!goToSignIn(error)) showRefusal(error);
        }
    }

    /** @param {unknown} error */
    function showRefusal(error) {
        const words = failureWords(error);
        const name = error instanceof Refused ? error.field || '' : '';
        const inParty = /^parties\D*(\d+)\D+(\w+)$/.exec(name);
        const own = Object.entries(fields).find(([key]) => key === name);
        if (own) {
            own[1].fail(error instanceof Refused && error.code === 'missing_field'
                ? t('bureau.command.missing')
                : words);
        }
        const at = own ? own[1].control
            : inParty && forms[Number(inParty[1])] ? forms[Number(inParty[1])].fail(inParty[2], words)
            : null;
        if (!at) replace(failed, note('bad', h('p', null, words)));
        (at || send).focus();
        if (!at) failed.scrollIntoView({ block: 'nearest' });
    }
}
