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
import { shownErrors } from '../../../ui/summary.js';
import { partyForm } from './party-form.js';
import { forgetDraft, keepDraft, keptDraft } from './draft.js';

const CHANNELS = ['letter', 'visit', 'phone', 'fax', 'online', 'video', 'hotline_12345'];
const VISITS = ['first', 'repeat'];
const CLASSES = ['appeal_request', 'suggestion', 'accusation', 'litigation_related'];

const REQUIRED = /** @type {const} */ (['title', 'claims', 'facts']);

/** @typedef {import('../../../ui/shell.js').Me} Me */
/** @typedef {import('../../../protocol/http-types.js').Registration} Registration */

/**
 * @param {Me} me
 * @param {(id: string) => void} registered
 */
export function openRegister(me, registered) {
    new Register(me, registered);
}

class Register {
    #me;
    #registered;
    #draft;
    #fields;
    /** @type {import('./party-form.js').PartyForm[]} */
    #forms = [];
    #people = h('div', { class: 'people-form' });
    #failed = h('div', { class: 'failed' });
    #kept = h('p', { class: 'second' }, t('bureau.register.kept'));
    #add;
    #send;
    #dialog;

    /**
     * @param {Me} me
     * @param {(id: string) => void} registered
     */
    constructor(me, registered) {
        this.#me = me;
        this.#registered = registered;
        this.#draft = keptDraft(me.account.id)
            || { matter: {}, parties: [{ role: 'petitioner' }, { role: 'respondent' }] };
        this.#fields = matterFields(this.#draft.matter);
        this.#add = button(t('bureau.register.add_person'), {
            kind: 'quiet', sign: 'plus',
            press: this.#addPerson,
        });
        this.#send = button(t('bureau.register.send'), {
            kind: 'primary', size: 'lg',
            press: () => whileBusy(this.#send, t('bureau.register.sending'), this.#submit),
        });
        const form = h('form', {
            class: 'register', novalidate: true, autocomplete: 'off',
            on: {
                keydown: enterGoesOn,
                submit: (/** @type {Event} */ event) => { event.preventDefault(); this.#send.click(); },
                input: this.#keep, change: this.#keep,
            },
        },
            this.#failed, h('div', { class: 'form' }, this.#all.map((each) => each.element)), this.#people, this.#add);
        const discard = button(t('bureau.register.discard'), { press: this.#discard });
        const lead = me.account.role === 'senior_officer' ? 'bureau.register.lead' : 'bureau.register.lead_clerk';
        this.#dialog = openDialog({
            title: t('bureau.register.title'),
            lead: t(lead),
            wide: true, body: form, focus: this.#fields.title.control,
            foot: [this.#kept, h('div', { class: 'btns' }, discard, this.#send)],
        });
        this.#drawPeople();
    }

    /** What this request is known by until its fate is. */
    get #place() { return `register.${this.#me.account.id}`; }

    get #all() { return Object.values(this.#fields); }

    #discard = () => {
        forgetDraft(this.#me.account.id);
        forget(this.#place);
        this.#dialog.close();
    };

    #addPerson = () => {
        this.#draft.parties = this.#forms.map((each) => each.draft()).concat({ role: 'respondent' });
        this.#drawPeople();
        this.#forms[this.#forms.length - 1].element.querySelector('select')?.focus();
    };

    /** @param {number} index */
    #removePerson = (index) => {
        this.#draft.parties = this.#forms.map((one) => one.draft()).filter((_, at) => at !== index);
        this.#drawPeople();
        this.#keep();
        this.#add.focus();
    };

    #drawPeople = () => {
        this.#forms = this.#draft.parties.map((party, index) => partyForm(`r-p${index}`, party));
        const several = this.#forms.length > 1;
        replace(this.#people, this.#forms.map((each, index) => h('fieldset', { class: 'person' },
            h('legend', null, t('bureau.register.person', { n: index + 1 })), each.element,
            several ? button(t('bureau.register.remove_person'), {
                size: 'sm', kind: 'quiet',
                label: t('bureau.register.remove_person_n', { n: index + 1 }),
                press: () => this.#removePerson(index),
            }) : null)));
        this.#add.hidden = this.#forms.length >= PARTIES[1];
    };

    #keep = () => {
        const draft = this.#draft;
        for (const [name, each] of Object.entries(this.#fields)) draft.matter[name] = each.control.value;
        draft.parties = this.#forms.map((each) => each.draft());
        const isKept = keepDraft(this.#me.account.id, draft);
        this.#kept.textContent = t(isKept ? 'bureau.register.kept' : 'bureau.register.not_kept');
    };

    /** @returns {HTMLElement | null} the first field at fault */
    #check = () => {
        const fields = this.#fields;
        const needed = new Map(REQUIRED.map((name) =>
            [fields[name], t('bureau.matter.missing', { field: t(`bureau.matter.${name}`) })]));
        /** @type {HTMLElement | null} */
        let first = showProblems(this.#all, (each) => needed.get(each) || null);
        if (wholeNumber(fields.headCount.control, HEAD_COUNT) === null) {
            fields.headCount.fail(t('bureau.matter.headCount_wrong', { most: HEAD_COUNT[1] }));
            first = first || fields.headCount.control;
        }
        for (const each of this.#forms) {
            const at = each.check();
            first = first || at;
        }
        return first;
    };

    #submit = async () => {
        replace(this.#failed);
        this.#keep();
        if (this.#check()) {
            this.#sumUp();
            return;
        }
        try {
            const file = await postOnce(this.#place, '/api/cases', this.#body());
            forgetDraft(this.#me.account.id);
            this.#registered(file.id);
        } catch (error) {
            if (!goToSignIn(error)) this.#showRefusal(error);
        }
    };

    /** @returns {Registration} */
    #body = () => {
        const fields = this.#fields;
        return {
            title: fields.title.value(),
            channel: /** @type {Registration['channel']} */ (fields.channel.value()),
            visitKind: /** @type {Registration['visitKind']} */ (fields.visitKind.value()),
            contentClass: /** @type {Registration['contentClass']} */ (fields.contentClass.value()),
            claims: fields.claims.value(),
            facts: fields.facts.value(),
            issueLocation: fields.issueLocation.value(),
            concernedUnit: fields.concernedUnit.value(),
            headCount: /** @type {number} */ (wholeNumber(fields.headCount.control, HEAD_COUNT)),
            parties: this.#forms.map((each) => each.party()),
        };
    };

    /** What is to be mended, each line leading to its field. */
    #sumUp = () => {
        const summary = shownErrors(this.#dialog.body);
        replace(this.#failed, summary);
        summary?.focus();
    };

    /** @param {unknown} error */
    #showRefusal = (error) => {
        const words = failureWords(error);
        const refused = error instanceof Refused ? error : null;
        const name = (refused && refused.field) || '';
        const inParty = /^parties\D*(\d+)\D+(\w+)$/.exec(name);
        const own = Object.entries(this.#fields).find(([key]) => key === name);
        if (own) own[1].fail(refused && refused.code === 'missing_field' ? t('bureau.command.missing') : words);
        const party = inParty ? this.#forms[Number(inParty[1])] : null;
        const at = own ? own[1].control
            : inParty && party ? party.fail(inParty[2], words, refused ? refused.code : '') : null;
        if (at) {
            this.#sumUp();
            return;
        }
        replace(this.#failed, note('bad', h('p', null, words)));
        this.#send.focus();
        this.#failed.scrollIntoView({ block: 'nearest' });
    };
}

/** @param {Record<string, string>} matter what was typed before */
function matterFields(matter) {
    /**
     * @type {(name: string, extra?: Partial<import('../../../ui/field.js').FieldOptions>) =>
     *   import('../../../ui/field.js').Field}
     */
    const make = (name, extra) =>
        field({ id: `r-${name}`, label: t(`bureau.matter.${name}`), value: matter[name] || '', ...extra });
    const choose = (
        /** @type {string} */ name, /** @type {string} */ group, /** @type {string[]} */ values,
        /** @type {string} */ usual,
    ) => make(name, {
        kind: 'select',
        choices: values.map((each) => [each, t(`bureau.${group}.${each}`)]),
        value: matter[name] || usual,
    });
    return {
        title: make('title', { limit: LETTERS.title, hint: t('bureau.matter.title_hint'), wide: true }),
        channel: choose('channel', 'channel', CHANNELS, 'visit'),
        visitKind: choose('visitKind', 'visit', VISITS, 'first'),
        contentClass: choose('contentClass', 'class', CLASSES, 'appeal_request'),
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
}
