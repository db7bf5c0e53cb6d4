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

export class PrivateNotes {
    element;

    #client;
    #draft;
    #area = h('textarea', {
        class: 'notes__text', id: 'private-notes', rows: '8', spellcheck: 'false', 'aria-labelledby': 'notes-h',
        data: { act: 'private-notes' },
    });
    #saved = h('p', { class: 'saved', role: 'status', data: { state: 'idle' } });
    #why = h('p', { class: 'field__error', role: 'alert' });
    #list = h('ul', { class: 'notes__parts' });
    #timer = 0;
    #failed = false;
    /** @type {{code: string, text: string} | null} what was refused for good: it waits until it is another text */
    #refused = null;
    #landed = false;
    #drawn = '';
    #listed = '';
    #toldWhy = '';

    /** @param {import('./room.js').Desk} desk */
    constructor(desk) {
        this.#client = desk.client;
        this.#draft = new SectionDraft(store(), `trialogue.private.${desk.session}`);
        const closed = note('warn',
            h('p', null, h('b', null, t('live.notes.closed'))), h('p', null, t('live.notes.closed_says')));
        const pad = h('div', { class: 'notes__pad' },
            h('h3', { id: 'notes-h' },
                icon('lock'), h('b', null, t('live.notes.title')), h('span', null, t('live.notes.says'))),
            this.#area, this.#why);
        this.element = h('section', {
            class: 'minutes on-paper notes', 'aria-labelledby': 'notes-min-h', hidden: true,
        },
            h('header', { class: 'minutes__head' },
                h('h2', { id: 'notes-min-h', class: 'song' }, t('live.minutes.title')), this.#saved),
            h('div', { class: 'minutes__text' }, closed, pad, this.#list),
            h('footer', { class: 'minutes__foot' }, h('p', { class: 'small muted' }, t('live.notes.back'))));
        takeTyping(this.#area, 'text', {
            changed: this.#typed,
            composing: (on) => { this.#draft.composing = on; },
        });
    }

    end() {
        this.#send();
        clearTimeout(this.#timer);
    }

    /** @returns {boolean} whether the notes stand in place of the minutes */
    show() {
        const { state } = this.#client;
        if (!state) return false;
        const open = state.wall.phase === 'open';
        this.element.hidden = open;
        this.#takeTheirs(state.wall.note);
        this.#showParts(state.minutes.sections);
        this.#tell();
        return !open;
    }

    #typed = () => {
        this.#draft.typed(this.#area.value);
        this.#wait(REST_MS);
        this.#tell();
    };

    /** @param {number} ms */
    #wait = (ms) => {
        clearTimeout(this.#timer);
        this.#timer = window.setTimeout(this.#send, ms);
    };

    #send = async () => {
        clearTimeout(this.#timer);
        this.#timer = 0;
        const draft = this.#draft;
        const next = draft.next();
        if (!next || this.#client.connection.phase === 'stopped' || this.#trouble()) return;
        draft.sending();
        this.#tell();
        try {
            const answer = await this.#client.request('private_note', next);
            draft.saved(answer.revision);
            this.#failed = false;
            this.#refused = null;
            this.#landed = true;
        } catch (error) {
            const code = codeOf(error);
            draft.failed();
            this.#failed = true;
            this.#refused = code && isForGood(code) ? { code, text: next.text } : null;
            if (code !== 'stopped' && !this.#trouble()) this.#wait(RETRY_MS);
        }
        this.#tell();
        if (draft.dirty && !this.#failed) this.#wait(0);
    };

    /** Why it isn't saved and won't be before a person changes it. */
    #trouble = () => {
        const over = Array.from(this.#draft.wire).length - LETTERS.section;
        if (over > 0) return t('live.minutes.too_long', { n: over });
        return this.#refused && this.#refused.text === this.#draft.wire
            ? t('live.minutes.refused_here', { why: refusalWords(this.#refused.code) })
            : '';
    };

    /** @param {import('../../../protocol/types.js').Wall['note']} theirs */
    #takeTheirs = (theirs) => {
        const draft = this.#draft;
        const area = this.#area;
        if (theirs && draft.server(theirs.text, theirs.revision) && document.activeElement !== area
            && !draft.composing) {
            area.value = draft.text;
        }
        // Two pages of one officer: both texts stay, and a person sorts them out.
        if (draft.conflict) {
            draft.choose('both');
            this.#wait(REST_MS);
        }
        if (area.value !== draft.text && !draft.composing) area.value = draft.text;
        if (draft.next() && !this.#timer) this.#wait(REST_MS);
    };

    /** @param {import('../../../protocol/types.js').MinutesSection[]} sections */
    #showParts = (sections) => {
        const parts = sections.map(({ key, text }) =>
            [key, text ? t('live.minutes.letters', { n: Array.from(text).length }) : t('live.minutes.empty')]);
        if (JSON.stringify(parts) === this.#listed) return;
        this.#listed = JSON.stringify(parts);
        replace(this.#list, parts.map(([key, words], index) => h('li', null,
            h('span', { class: 'parts__n' }, index + 1), coded('common.section', key), h('small', null, words))));
    };

    #tell = () => {
        const draft = this.#draft;
        const words = draft.dirty ? this.#trouble() : '';
        if (words !== this.#toldWhy) {
            this.#toldWhy = words;
            replace(this.#why, words ? [icon('alert'), h('span', null, words)] : null);
        }
        const kind = words ? 'refused'
            : this.#failed || this.#client.connection.phase !== 'open' ? (draft.dirty ? 'unsaved' : 'saved')
            : draft.dirty || draft.onItsWay ? 'saving'
            : this.#landed || draft.text ? 'saved'
            : 'idle';
        if (kind === this.#drawn) return;
        this.#drawn = kind;
        this.#saved.dataset.state = kind;
        const sign = kind === 'saved' ? 'check' : kind === 'unsaved' || kind === 'refused' ? 'alert' : 'pen';
        replace(this.#saved, icon(sign), h('span', null, t(`live.notes.${kind}`)));
    };
}

/** @returns {Storage | null} */
function store() {
    try {
        return localStorage;
    } catch {
        return null;
    }
}
