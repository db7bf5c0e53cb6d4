// People or units out of a table: first it is tried, and every line that is wrong is told; then it is taken, all of it.

import { h, replace } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { postOnce } from '../../../protocol/once.js';
import { FILE_BYTES } from '../../../protocol/limits.js';
import { button, setOff, whileBusy } from '../../../ui/button.js';
import { radios } from '../../../ui/field.js';
import { failureWords, note } from '../../../ui/note.js';
import { goToSignIn } from '../../../ui/shell.js';
import { toast } from '../../../ui/toast.js';
import { textOf } from './file-text.js';

/** @typedef {import('../../../protocol/http-types.js').StaffImported} StaffImported */
/** @typedef {import('../../../protocol/vocabulary.js').StaffTableName} StaffTableName */

/** @type {StaffTableName[]} */
export const TABLES = ['people', 'units'];

/** @param {() => void} again fetches what stands after it was taken */
export function fileSection(again) {
    const table = radios('table', t('staff.file.what'), TABLES.map((each) =>
        /** @type {[string, string]} */ ([each, t(`staff.${each}`)])), 'people');
    const input = h('input', {
        class: 'vh', type: 'file', id: 'staff-file', accept: '.csv,text/csv', tabindex: '-1', 'aria-hidden': 'true',
    });
    const told = h('div', { class: 'staff__told' });
    const choose = button(t('staff.file.choose'), { sign: 'doc', press: () => input.click() });
    input.addEventListener('change', () => {
        const [file] = Array.from(input.files || []);
        // The same file again is another try.
        input.value = '';
        if (file) whileBusy(choose, t('staff.file.trying'), () => tryFile(file, tableName(), told, again));
    });
    const tableName = () => /** @type {StaffTableName} */ (table.value());
    for (const each of table.inputs) each.addEventListener('change', () => replace(told));
    return h('section', { class: 'card', 'aria-labelledby': 'file-h' },
        h('header', { class: 'card__head' }, h('h2', { id: 'file-h' }, t('staff.file.title'))),
        h('div', { class: 'card__body staff__file' },
            h('p', { class: 'muted' }, t('staff.file.says')), table.element,
            h('p', null, choose, input), told));
}

/**
 * @param {File} file
 * @param {StaffTableName} table
 * @param {HTMLElement} told
 * @param {() => void} again
 */
async function tryFile(file, table, told, again) {
    const read = textOf(new Uint8Array(await file.arrayBuffer()));
    if (!read) {
        replace(told, note('bad', h('p', null, t('staff.fault.not_text')), h('p', null, t('staff.file.not_text_do'))));
        return;
    }
    if (new TextEncoder().encode(read.text).length > FILE_BYTES) {
        replace(told, note('bad', h('p', null, t('staff.file.too_large'))));
        return;
    }
    const body = { table, text: read.text };
    try {
        const judged = await postOnce('people-file-tried', '/api/staff/import', { ...body, trial: true });
        show(judged, file.name, read.encoding, told, () => postOnce('people-file', '/api/staff/import',
            { ...body, trial: false }), again);
    } catch (error) {
        if (!goToSignIn(error)) replace(told, note('bad', h('p', null, failureWords(error))));
    }
}

/**
 * @param {StaffImported} judged
 * @param {string} name
 * @param {string} encoding
 * @param {HTMLElement} told
 * @param {() => Promise<StaffImported>} take
 * @param {() => void} again
 */
function show(judged, name, encoding, told, take, again) {
    const moves = judged.added + judged.changed;
    const failed = h('div', { class: 'failed' });
    const send = button(t('staff.file.take', { n: moves }), {
        kind: 'primary',
        press: () => whileBusy(send, t('staff.sending'), async () => {
            try {
                const done = await take();
                if (!done.done) {
                    show(done, name, encoding, told, take, again);
                    return;
                }
                toast(t('staff.file.done', { added: judged.added, changed: judged.changed }));
                again();
            } catch (error) {
                if (!goToSignIn(error)) replace(failed, note('bad', h('p', null, failureWords(error))));
            }
        }),
    });
    const isGood = !judged.faults.length;
    if (!isGood || !moves) setOff(send, true);
    replace(told,
        h('h3', { tabindex: '-1' }, t('staff.file.tried', { name }), ' ',
            h('small', { class: 'muted' }, t(`staff.file.read_as.${encoding.replace('-', '_')}`))),
        isGood ? note(moves ? 'ok' : 'info', h('p', null, moves
            ? t('staff.file.good', { rows: judged.rows, added: judged.added, changed: judged.changed })
            : t('staff.file.same', { rows: judged.rows })))
            : note('bad', h('p', null, h('b', null, t('staff.file.bad', { n: judged.faults.length }))),
                h('p', null, t('staff.file.bad_do'))),
        isGood ? null : faultTable(judged.faults), failed, h('div', { class: 'btns' }, send));
    /** @type {HTMLElement} */ (told.querySelector('h3')).focus();
}

/** @param {StaffImported['faults']} faults */
function faultTable(faults) {
    return h('table', { class: 'grid staff__faults' },
        h('thead', null, h('tr', null, ['line', 'column', 'text', 'why'].map((each) =>
            h('th', { scope: 'col' }, t(`staff.file.head.${each}`))))),
        h('tbody', null, faults.map((fault) => h('tr', null,
            h('td', { class: 'num' }, fault.line),
            h('td', null, fault.column ? coded('staff.column', fault.column) : ''),
            h('td', { class: 'staff__typed' }, fault.text),
            h('td', null, coded('staff.fault', fault.code))))));
}
