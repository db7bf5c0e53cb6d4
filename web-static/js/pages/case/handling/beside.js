// What stands beside a form of a case: the paper as it will be issued, and what is to be decided.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { date, now } from '../../../lib/time.js';
import { note } from '../../../ui/note.js';
import { paper } from './paper.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../parts.js').Part} Part */
/** @typedef {import('../asks.js').About} About */

/**
 * What the decision is about, where the form itself doesn't say.
 * @param {import('../asks.js').Step} command
 * @param {CaseFile} file
 */
export function subject(command, file) {
    const asked = (file.extensions || []).find((each) => each.granted === null || each.granted === undefined);
    if (command !== 'decide_extension' || !asked) return null;
    return note('info',
        h('p', null, h('b', null, t('bureau.extension.asked', { n: asked.days }))),
        h('p', null, asked.reason),
        h('p', { class: 'small' }, t('bureau.extension.by', { name: asked.by || '', date: date(asked.at) })));
}

/**
 * The form, and beside it the order as it will stand on paper.
 * @param {import('../asks.js').Step} command
 * @param {HTMLElement} form
 * @param {Part[]} parts
 * @param {CaseFile} file
 * @param {About} about
 */
export function withPaper(command, form, parts, file, about) {
    const { me } = about;
    if (command !== 'assign' || !me) return form;
    const place = h('div', { class: 'dispatch__paper' });
    const draw = () => replace(place, paper(draft(parts, file, me), file, me));
    form.addEventListener('input', draw);
    form.addEventListener('change', draw);
    // What is kept of a draft is put back after this.
    Promise.resolve().then(draw);
    return h('div', { class: 'dispatch' }, form,
        h('section', { class: 'dispatch__side', 'aria-label': t('bureau.orders.preview') },
            h('p', { class: 'small muted' },
                h('b', null, t('bureau.orders.preview')), ' ', t('bureau.orders.preview_says')),
            place));
}

/**
 * @param {Part[]} parts in the order of the form
 * @param {CaseFile} file
 * @param {import('../../../protocol/http-types.js').Me} me
 * @returns {import('../../../protocol/http-types.js').CaseOrder}
 */
function draft([unit, items, due, requirements], file, me) {
    const until = Number(due.value()) || 0;
    const lead = String(unit.value());
    const things = /** @type {{text: string, unit: string, due: number}[]} */ (items.value());
    const units = [...new Set([lead, ...things.map((each) => each.unit)])].filter(Boolean);
    return {
        kind: 'assignment', no: '', number: file.orders.filter((each) => each.kind === 'assignment').length + 1,
        unit: lead, text: String(requirements.value()), issuedAt: now(), issuedBy: me.account.name, due: until,
        doneAt: null, answer: null,
        items: things.map((each, index) => ({
            ...each, due: Number(each.due) || 0, number: index + 1, progress: [], result: null,
        })),
        units: units.map((each) => ({
            unit: each, isResponsible: each === lead, receivedAt: null, receivedBy: null, objection: null, answered: 0,
            items: 0,
        })),
    };
}
