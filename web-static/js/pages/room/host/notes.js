// The officer's private notes while a wall stands: in place of the minutes, stored here before they are sent, in no
// record.

import { h, replace } from '../../../lib/html.js';
import { codeOf } from '../../../lib/http.js';
import { coded, t } from '../../../lib/text.js';
import { icon } from '../../../ui/icon.js';
import { note, refusalWords } from '../../../ui/note.js';
import { takeTyping } from '../../../ui/typing.js';
import { isForGood } from '../../../protocol/refusals.js';
import { SectionDraft } from '../../minutes/draft.js';
import { LETTERS } from '../../../protocol/limits.js';

const REST_MS = 500;
const RETRY_MS = 3000;

/** @param {import('./room.js').Desk} desk */
export function privateNotes(desk) {
    const { client } = desk;
    const draft = new SectionDraft(store(), `trialogue.private.${desk.session}`);
    const area = h('textarea', {
        class: 'notes__text', id: 'private-notes', rows: '8', spellcheck: 'false', 'aria-labelledby': 'notes-h',
        data: { act: 'private-notes' },
    });
    const saved = h('p', { class: 'saved', role: 'status', data: { state: 'idle' } });
    const why = h('p', { class: 'field__error', role: 'alert' });
    const list = h('ul', { class: 'notes__parts' });
    const element = h('section', { class: 'minutes on-paper notes', 'aria-labelledby': 'notes-min-h', hidden: true },
        h('header', { class: 'minutes__head' },
            h('h2', { id: 'notes-min-h', class: 'song' }, t('live.minutes.title')), saved),
        h('div', { class: 'minutes__text' },
            note('warn', h('p', null, h('b', null, t('live.notes.closed'))), h('p', null, t('live.notes.closed_says'))),
            h('div', { class: 'notes__pad' },
                h('h3', { id: 'notes-h' },
                    icon('lock'), h('b', null, t('live.notes.title')), h('span', null, t('live.notes.says'))),
                area, why), list),
        h('footer', { class: 'minutes__foot' }, h('p', { class: 'small muted' }, t('live.notes.back'))));
    let timer = 0;
    let failed = false;
    /** The text that was refused for good: it waits until it is another one.
     * @type {{code: string, text: string} | null}
     */
    let refused = null;
    let landed = false;
    let drawn = '';
    let listed = '';
    let toldWhy = '';
    takeTyping(area, 'text', { changed: typed, composing: (on) => { draft.composing = on; } });
    return { element, show, end };

    function end() {
        send();
        clearTimeout(timer);
    }

    function typed() {
        draft.typed(area.value);
        wait(REST_MS);
        tell();
    }

    /** @param {number} ms */
    function wait(ms) {
        clearTimeout(timer);
        timer = window.setTimeout(send, ms);
    }

    async function send() {
        clearTimeout(timer);
        timer = 0;
        const next = draft.next();
        if (!next || client.connection.phase === 'stopped' || trouble()) return;
        draft.sending();
        tell();
        try {
            const answer = await client.request('private_note', next);
            draft.saved(answer.revision);
            failed = false;
            refused = null;
            landed = true;
        } catch (error) {
            const code = codeOf(error);
            draft.failed();
            failed = true;
            refused = code && isForGood(code) ? { code, text: next.text } : null;
            if (code !== 'stopped' && !trouble()) wait(RETRY_MS);
        }
        tell();
        if (draft.dirty && !failed) wait(0);
    }

    /** Why it isn't saved and won't be before a person changes it. */
    function trouble() {
        const over = Array.from(draft.wire).length - LETTERS.section;
        if (over > 0) return t('live.minutes.too_long', { n: over });
        return refused && refused.text === draft.wire
            ? t('live.minutes.refused_here', { why: refusalWords(refused.code) })
            : '';
    }

    /** @returns {boolean} whether the notes stand in place of the minutes */
    function show() {
        const { state } = client;
        if (!state) return false;
        const open = state.wall.phase === 'open';
        element.hidden = open;
        const { note: theirs } = state.wall;
        if (theirs && draft.server(theirs.text, theirs.revision) && document.activeElement !== area
            && !draft.composing) {
            area.value = draft.text;
        }
        // Two pages of one officer: both texts stay, and a person sorts them out.
        if (draft.conflict) {
            draft.choose('both');
            wait(REST_MS);
        }
        if (area.value !== draft.text && !draft.composing) area.value = draft.text;
        if (draft.next() && !timer) wait(REST_MS);
        const sections = state.minutes.sections.map(({ key, text }) =>
            [key, text ? t('live.minutes.letters', { n: Array.from(text).length }) : t('live.minutes.empty')]);
        if (JSON.stringify(sections) !== listed) {
            listed = JSON.stringify(sections);
            replace(list, sections.map(([key, words], index) => h('li', null,
                h('span', { class: 'parts__n' }, index + 1), coded('common.section', key), h('small', null, words))));
        }
        tell();
        return !open;
    }

    function tell() {
        const words = draft.dirty ? trouble() : '';
        if (words !== toldWhy) {
            toldWhy = words;
            replace(why, words ? [icon('alert'), h('span', null, words)] : null);
        }
        const kind = words ? 'refused'
            : failed || client.connection.phase !== 'open' ? (draft.dirty ? 'unsaved' : 'saved')
            : draft.dirty || draft.onItsWay ? 'saving'
            : landed || draft.text ? 'saved'
            : 'idle';
        if (kind === drawn) return;
        drawn = kind;
        saved.dataset.state = kind;
        replace(saved, icon(kind === 'saved' ? 'check' : kind === 'unsaved' || kind === 'refused' ? 'alert' : 'pen'),
            h('span', null, t(`live.notes.${kind}`)));
    }
}

/** @returns {Storage | null} */
function store() {
    try {
        return localStorage;
    } catch {
        return null;
    }
}
