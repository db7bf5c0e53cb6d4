// One section of the minutes: a line that opens, a sheet that grows with what is written, both versions when there are
// two.

import { h, replace } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { button } from '../../../ui/button.js';
import { growing } from '../../../ui/growing.js';
import { icon } from '../../../ui/icon.js';
import { refusalWords } from '../../../ui/note.js';
import { insertAtCaret, takeTyping } from '../../../ui/typing.js';
import { LETTERS } from '../../../protocol/limits.js';

const NEAR = 500;

/** @typedef {import('../../minutes/draft.js').SectionDraft} SectionDraft */

export class MinutesPart {
    element;
    key;
    area;

    #saver;
    #opened;
    #state = h('span', { class: 'part__state' });
    #head;
    #body;
    #sheet;
    #left = h('p', { class: 'part__left', role: 'status' });
    #both = h('div', { role: 'alert' });
    #trouble = h('div', { role: 'alert' });
    #drawn = '';
    #differs = '';
    #told = '';

    /**
     * @param {string} key
     * @param {number} number
     * @param {import('../../minutes/saver.js').MinutesSaver} saver
     * @param {(key: string) => void} opened
     */
    constructor(key, number, saver, opened) {
        this.key = key;
        this.#saver = saver;
        this.#opened = opened;
        const title = coded('common.section', key);
        this.#head = h('button', {
            class: 'part__open', type: 'button', 'aria-expanded': 'false',
            'aria-controls': `part-${key}`,
            data: { act: 'section', open: key },
            on: { click: this.#toggle },
        },
            h('span', { class: 'parts__n' }, number), h('span', null, title), this.#state);
        this.area = h('textarea', {
            class: 'part__text',
            id: `text-${key}`,
            rows: '4', spellcheck: 'false', 'aria-label': title,
            data: { section: key },
        });
        this.#sheet = growing(this.area);
        this.#body = h('div', { class: 'part__body', id: `part-${key}`, hidden: true },
            this.#both, this.#sheet.element, this.#left, this.#trouble);
        this.element = h('li', { data: { part: key } }, h('h3', null, this.#head), this.#body);
        takeTyping(this.area, 'text', {
            changed: () => { saver.typed(key, this.area.value); this.#sheet.follow(); },
            composing: (on) => saver.composing(key, on),
        });
        this.area.addEventListener('input', this.#sheet.follow);
    }

    get isOpen() { return !this.#body.hidden; }

    /** @param {boolean} yes */
    open(yes) {
        this.#body.hidden = !yes;
        this.#head.setAttribute('aria-expanded', String(yes));
        if (yes) this.#sheet.grow();
        this.#drawn = '';
        this.show(this.area.readOnly);
    }

    /** The draft's text was replaced from outside: the caret stays where it was. */
    text() {
        const { area } = this;
        const draft = this.#saver.drafts.get(this.key);
        if (!draft || draft.text === area.value) return;
        const at = area.selectionStart;
        area.value = draft.text;
        if (document.activeElement === area) area.setSelectionRange(at, at);
        if (this.isOpen) this.#sheet.grow();
    }

    /** @param {boolean} frozen */
    show(frozen) {
        const draft = this.#saver.drafts.get(this.key);
        if (!draft) return;
        this.area.readOnly = frozen;
        const letters = Array.from(draft.wire).length;
        const room = LETTERS.section - letters;
        this.#left.textContent = room < 0 ? t('live.minutes.too_long', { n: -room })
            : room < NEAR ? t('live.minutes.left', { n: room })
            : '';
        this.#showState(draft, letters, frozen);
        this.#showTrouble();
        this.#showBoth(draft);
    }

    /**
     * Puts words where the caret is; a question or an answer begins a line.
     * @param {string} words
     * @param {boolean} onOwnLine
     */
    insert(words, onOwnLine) {
        const { area } = this;
        if (area.readOnly) return;
        // What an input method has not finished is finished first.
        const draft = this.#saver.drafts.get(this.key);
        if (draft && draft.composing) area.blur();
        const before = area.value.slice(0, area.selectionStart);
        insertAtCaret(area, (onOwnLine && before && !before.endsWith('\n') ? '\n' : '') + words);
        this.#sheet.follow();
    }

    #toggle = () => {
        if (this.isOpen) {
            this.open(false);
            return;
        }
        this.#opened(this.key);
        this.area.focus();
    };

    /**
     * @param {SectionDraft} draft
     * @param {number} letters
     * @param {boolean} frozen
     */
    #showState = (draft, letters, frozen) => {
        const unsaved = draft.dirty && !draft.conflict
            && (this.#saver.trouble(this.key) !== null || this.#saver.kind === 'unsaved');
        const word = draft.conflict ? t('live.minutes.differs')
            : unsaved ? t('live.minutes.not_saved')
            : this.isOpen && !frozen ? t('live.minutes.writing')
            : letters ? t('live.minutes.letters', { n: letters })
            : t('live.minutes.empty');
        const done = letters > 0 && !this.isOpen && !draft.conflict && !unsaved;
        if (this.#drawn === `${word} ${done}`) return;
        this.#drawn = `${word} ${done}`;
        replace(this.#state, done ? icon('check') : null, word);
    };

    #showTrouble = () => {
        const code = this.#saver.trouble(this.key);
        const why = code === null || code === 'too_large' ? '' : code;
        if (this.#told === why) return;
        this.#told = why;
        const words = why ? t('live.minutes.refused_here', { why: refusalWords(why) }) : '';
        replace(this.#trouble, why ? h('p', { class: 'field__error' }, icon('alert'), h('span', null, words)) : null);
    };

    /** @param {SectionDraft} draft */
    #showBoth = (draft) => {
        const shown = draft.conflict ? `${draft.conflict.revision} ${draft.conflict.text}` : '';
        if (shown === this.#differs) return;
        this.#differs = shown;
        replace(this.#both, draft.conflict ? this.#choice(draft.conflict.text) : null);
        if (!draft.conflict) return;
        if (!this.isOpen) this.#opened(this.key);
        this.#both.scrollIntoView({ block: 'nearest' });
    };

    /** @param {string} theirs */
    #choice = (theirs) => {
        /** @type {(which: 'mine' | 'theirs' | 'both') => HTMLElement} */
        const pick = (which) => {
            const made = button(t(`live.minutes.take_${which}`), {
                press: () => { this.#saver.choose(this.key, which); this.area.focus(); },
            });
            made.dataset.act = `take-${which}`;
            return made;
        };
        return h('div', { class: 'part__both' }, h('p', null, h('b', null, t('live.minutes.both_title'))),
            h('p', { class: 'small' }, t('live.minutes.theirs')),
            h('pre', { tabindex: '0' }, theirs || t('live.minutes.empty')),
            h('p', { class: 'small' }, t('live.minutes.mine')),
            h('div', { class: 'btns' }, pick('mine'), pick('theirs'), pick('both')));
    };
}
