// The steps of the closed loop that this reader may take now. Each asks for what the protocol wants, keeps what was
// typed, and says what happened meanwhile when somebody else was quicker.

import { h, replace } from '../../lib/html.js';
import { get, Refused } from '../../lib/http.js';
import { coded, t } from '../../lib/text.js';
import { moment } from '../../lib/time.js';
import { postOnce } from '../../protocol/once.js';
import { button, whileBusy } from '../../ui/button.js';
import { openDialog } from '../../ui/dialog.js';
import { failureWords, note } from '../../ui/note.js';
import { goToSignIn } from '../../ui/shell.js';
import { errorSummary } from '../../ui/summary.js';
import { toast } from '../../ui/toast.js';
import * as archive from './archive/steps.js';
import { saveExport } from './archive/export.js';
import { ask } from './asks.js';
import { colleagues } from './colleagues.js';
import * as followUp from './follow-up/steps.js';
import { subject, withPaper } from './handling/beside.js';
import * as handling from './handling/steps.js';
import * as registration from './registration/steps.js';
import * as supervision from './supervision/steps.js';
import { forgetTyped, keepTyped, typedBefore } from './typed.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('./asks.js').Step} Step */
/** @typedef {import('./asks.js').Asked} Asked */
/** @typedef {import('./parts.js').Part} Part */

/** Every step that a page offers, in the order of the closed loop; each part of the case has its own. */
/** @type {import('./asks.js').Steps} */
export const COMMANDS = {
    ...registration.STEPS, ...handling.STEPS, ...supervision.STEPS, ...followUp.STEPS, ...archive.STEPS,
};
/** They leave the case where it stands in the loop. */
const ASIDE = new Set([
    ...handling.ASIDE, ...supervision.ASIDE, ...registration.ASIDE, ...followUp.ASIDE, ...archive.ASIDE,
]);
/** They can't be taken back. */
const GRAVE = new Set([...registration.GRAVE, ...archive.GRAVE]);
/** Someone of the bureau is named in them. */
const NAMED = new Set(['to', 'person', 'items']);

/**
 * The steps that are open: those that bring the case on, and those beside it.
 * @param {Step[]} may
 * @returns {{onward: Step[], aside: Step[]}}
 */
export function commandsAmong(may) {
    const known = /** @type {Step[]} */ (Object.keys(COMMANDS)).filter((command) => may.includes(command));
    return {
        onward: known.filter((each) => !ASIDE.has(each)),
        aside: /** @type {Step[]} */ ([...ASIDE]).filter((each) => known.includes(each)),
    };
}

/** @typedef {(file: CaseFile, changedBehindUs?: boolean) => void} Done */

/**
 * @param {Step} command
 * @param {CaseFile} file
 * @param {Done} done
 * @param {import('./asks.js').About} [about]
 */
export async function openCommand(command, file, done, about = {}) {
    const asked = COMMANDS[command] || [];
    const parts = await partsOf(command, asked, file, about);
    // What was begun of one item is no use to another.
    const place = [command, file.id, about.item || about.letter].filter(Boolean).join('.');
    const failed = h('div', { class: 'failed' });
    let isOver = false;
    const send = button(t(`bureau.command.${command}.act`), {
        kind: GRAVE.has(command) ? 'danger' : 'primary',
        press: () => whileBusy(send, t('bureau.command.sending'), submit),
    });
    const cancel = button(t('common.dialog.cancel'), { press: () => dialog.close() });
    const keep = () => keepTyped(place, parts.map((part) => part.typed()));
    typedBefore(place, parts.length).forEach((text, index) => { if (text) parts[index].restore(text); });
    const form = h('div', { class: 'form form--one', on: { input: keep, change: keep } }, elements(parts));
    const dialog = openDialog({
        title: t(`bureau.command.${command}.title`), lead: t(`bureau.command.${command}.says`),
        body: [failed, subject(command, file), withPaper(command, form, parts, file, about)],
        wide: command === 'assign',
        foot: h('div', { class: 'btns' }, cancel, send), focus: asked.length ? undefined : cancel,
    });

    async function submit() {
        if (isOver) return;
        if (isWrong(parts, failed)) return;
        const path = /** @type {const} */ (`/api/cases/${encodeURIComponent(file.id)}/commands`);
        try {
            const fresh = await postOnce(place, path, bodyOf(command, file.version, asked, parts));
            forgetTyped(place);
            dialog.close();
            toast(t(`bureau.command.${command}.done`));
            if (command === 'export') saveExport(fresh);
            done(fresh);
        } catch (error) {
            if (goToSignIn(error)) return;
            if (error instanceof Refused && error.code === 'case_changed') await lookAgain();
            else replace(failed, refusedNote(error, asked, parts));
        }
    }

    /** The newest version comes in below the dialog; what was written here stays, and what happened is said. */
    async function lookAgain() {
        const before = file;
        try {
            file = await get(`/api/cases/${encodeURIComponent(file.id)}`);
        } catch {
            // The note says that the case changed; the next try asks again.
            replace(failed, note('bad', h('p', null, t('refused.case_changed'))));
            return;
        }
        done(file, true);
        replace(failed, meanwhile(before, file, command));
        isOver = !file.may.includes(command);
        send.hidden = isOver;
    }
}

/**
 * @param {Step} command
 * @param {Asked[]} asked
 * @param {CaseFile} file
 * @param {import('./asks.js').About} about
 */
async function partsOf(command, asked, file, about) {
    const people = asked.some((each) => NAMED.has(each)) ? await colleagues() : [];
    /** @type {Part[]} */
    const parts = asked.map((name) => ask(name, command, file, people, {
        ...about, part: (other) => parts[asked.indexOf(other)],
    }));
    return parts;
}

/**
 * Whether something keeps the form from being sent; each fault is said first.
 * @param {Part[]} parts
 * @param {HTMLElement} place
 */
function isWrong(parts, place) {
    const summary = errorSummary(parts.flatMap((part) => (part.within ? part.within() : [part])));
    replace(place, summary);
    if (summary) summary.focus();
    return Boolean(summary);
}

/** @param {Part[]} parts */
const elements = (parts) => parts.map((part) => part.element);

/**
 * A refusal, at the field that it names where there is one.
 * @param {unknown} error
 * @param {Asked[]} asked
 * @param {Part[]} parts
 */
function refusedNote(error, asked, parts) {
    const at = error instanceof Refused ? asked.findIndex((name) =>
        name === error.field || String(error.field).startsWith(`${name}[`)) : -1;
    if (at < 0) return note('bad', h('p', null, failureWords(error)));
    return errorSummary([{ ...parts[at], problem: () => failureWords(error) }]);
}

/**
 * What somebody else did since the reader saw the case, and whether the step can still be taken.
 * @param {CaseFile} before
 * @param {CaseFile} now
 * @param {Step} command
 */
function meanwhile(before, now, command) {
    const since = now.timeline.slice(0, Math.max(0, now.timeline.length - before.timeline.length));
    return note('warn',
        h('p', null, h('b', null, t('bureau.command.meanwhile'))),
        h('ul', null, since.map((each) => h('li', null, moment(each.at), ' ',
            h('b', null, coded('bureau.event', each.kind)), ' ', each.text || '', each.by ? ` ${each.by}` : ''))),
        h('p', null, t(now.may.includes(command) ? 'bureau.command.decide_anew' : 'bureau.command.no_longer')));
}

/**
 * @param {Step} command
 * @param {number} version that the reader saw
 * @param {Asked[]} asked
 * @param {Part[]} parts
 */
function bodyOf(command, version, asked, parts) {
    /** @type {import('../../protocol/http-types.js').CaseCommand} */
    const body = { version, command };
    asked.forEach((name, index) => Object.assign(body, { [name]: parts[index].value() }));
    return body;
}
