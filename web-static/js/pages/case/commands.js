// The steps of the closed loop that this reader may take now. Each asks for what the protocol wants, and for the
// reason.

import { h, replace } from '../../lib/html.js';
import { get, Refused } from '../../lib/http.js';
import { t } from '../../lib/text.js';
import { dayText, DUE_DAYS, isDateWithin, LETTERS } from '../../protocol/limits.js';
import { postOnce } from '../../protocol/once.js';
import { button, whileBusy } from '../../ui/button.js';
import { openDialog } from '../../ui/dialog.js';
import { field, showProblems } from '../../ui/field.js';
import { failureWords, note } from '../../ui/note.js';
import { goToSignIn } from '../../ui/shell.js';
import { toast } from '../../ui/toast.js';
import * as archive from './archive/steps.js';
import * as followUp from './follow-up/steps.js';
import * as handling from './handling/steps.js';
import * as registration from './registration/steps.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../protocol/http-types.js').CaseCommand['command']} Step */
/** @typedef {'level' | 'unit' | 'due' | 'rating' | 'method' | 'reason'} Asked */
/** @typedef {Partial<Record<Step, Asked[]>>} Steps what each asks for, in an officer's order (docs/protocol.md, 1.2) */

/** Every step that a page offers, in the order of the closed loop; each part of the case has its own. */
/** @type {Steps} */
const COMMANDS = { ...registration.STEPS, ...handling.STEPS, ...followUp.STEPS, ...archive.STEPS };
/** They can't be taken back. */
const GRAVE = new Set([...registration.GRAVE, ...archive.GRAVE]);

/**
 * @param {Step[]} may
 * @returns {Step[]}
 */
export function commandsAmong(may) {
    return /** @type {Step[]} */ (Object.keys(COMMANDS)).filter((command) => may.includes(command));
}

/** @typedef {(file: CaseFile, changedBehindUs?: boolean) => void} Done */

/**
 * @param {Step} command
 * @param {CaseFile} file
 * @param {Done} done
 */
export function openCommand(command, file, done) {
    const asked = COMMANDS[command] || [];
    const parts = commandParts(command, file);
    const failed = h('div', { class: 'failed' });
    const send = button(t(`bureau.command.${command}.act`), {
        kind: GRAVE.has(command) ? 'danger' : 'primary',
        press: () => whileBusy(send, t('bureau.command.sending'), submit),
    });
    const cancel = button(t('common.dialog.cancel'), { press: () => dialog.close() });
    const dialog = openDialog({
        title: t(`bureau.command.${command}.title`), lead: t(`bureau.command.${command}.says`),
        body: [failed, h('div', { class: 'form form--one' }, asked.map((name) => parts[name].element))],
        foot: h('div', { class: 'btns' }, cancel, send), focus: asked.length ? undefined : cancel,
    });

    async function submit() {
        replace(failed);
        const wrong = faultIn(asked, parts, failed);
        if (wrong) {
            wrong.focus();
            return;
        }
        const path = /** @type {const} */ (`/api/cases/${encodeURIComponent(file.id)}/commands`);
        try {
            const fresh = await postOnce(`${command}.${file.id}`, path, bodyOf(command, file.version, asked, parts));
            dialog.close();
            toast(t(`bureau.command.${command}.done`));
            done(fresh);
        } catch (error) {
            if (goToSignIn(error)) return;
            replace(failed, note('bad', h('p', null, failureWords(error))));
            if (error instanceof Refused && error.code === 'case_changed') await lookAgain();
        }
    }

    /** The newest version comes in below the dialog; what was written here stays. */
    async function lookAgain() {
        try {
            file = await get(`/api/cases/${encodeURIComponent(file.id)}`);
            done(file, true);
        } catch {
            // The note says that the case changed; the next try asks again.
        }
    }
}

/**
 * A field or a choice for all that a command may ask for.
 * @param {Step} command
 * @param {CaseFile} file
 */
function commandParts(command, file) {
    const id = (/** @type {string} */ name) => `c-${name}`;
    return {
        reason: field({
            id: id('reason'),
            label: t('bureau.command.reason'),
            kind: 'textarea', limit: LETTERS.reason,
            hint: t('bureau.command.reason_hint'),
            wide: true,
        }),
        unit: field({
            id: id('unit'),
            label: t('bureau.command.unit'),
            value: command === 'assign' ? file.concernedUnit || '' : '',
            limit: LETTERS.unit,
        }),
        due: field({
            id: id('due'),
            label: t('bureau.command.due'),
            attributes: { type: 'date', min: dayText(), max: dayText(DUE_DAYS[1] - 1) },
        }),
        level: handling.levelChoice(file),
        rating: followUp.ratingChoice(),
        method: followUp.methodChoice(),
    };
}

/** @typedef {ReturnType<typeof commandParts>} Parts */

/**
 * Says what is missing or wrong.
 * @param {Asked[]} asked
 * @param {Parts} parts
 * @param {HTMLElement} failed
 * @returns {HTMLElement | null} the first at fault
 */
function faultIn(asked, parts, failed) {
    const typed = /** @type {const} */ (['unit', 'due', 'reason'])
        .filter((name) => asked.includes(name))
        .map((name) => parts[name]);
    const wrong = showProblems(typed, () => t('bureau.command.missing'));
    const unchosen = asked.find((name) => !('fail' in parts[name]) && !parts[name].value());
    if (unchosen) {
        replace(failed, note('bad', h('p', null, t('bureau.command.choose'))));
        return parts[unchosen].element.querySelector('input');
    }
    if (wrong || !asked.includes('due')) return wrong;
    if (isDateWithin(parts.due.control, dayText(), dayText(DUE_DAYS[1] - 1))) return null;
    parts.due.fail(t('bureau.command.due_wrong'));
    return parts.due.control;
}

/**
 * @param {Step} command
 * @param {number} version that the reader saw
 * @param {Asked[]} asked
 * @param {Parts} parts
 */
function bodyOf(command, version, asked, parts) {
    /** @type {import('../../protocol/http-types.js').CaseCommand} */
    const body = { version, command };
    for (const name of asked) {
        // A date given for a limit means the end of that day in the bureau's zone.
        if (name === 'due') body.due = Date.parse(`${parts.due.value()}T23:59:59+08:00`);
        else Object.assign(body, { [name]: parts[name].value() });
    }
    return body;
}
