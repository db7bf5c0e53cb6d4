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

/**
 * @param {string} key
 * @param {number} number
 * @param {import('../../minutes/saver.js').MinutesSaver} saver
 * @param {(key: string) => void} opened
 */
export function minutesPart(key, number, saver, opened) {
    const title = coded('common.section', key);
    const state = h('span', { class: 'part__state' });
    const head = h('button', {
        class: 'part__open', type: 'button', 'aria-expanded': 'false',
        'aria-controls': `part-${key}`,
        data: { act: 'section', open: key },
        on: { click: () => toggle() },
    },
        h('span', { class: 'parts__n' }, number), h('span', null, title), state);
    const area = h('textarea', {
        class: 'part__text',
        id: `text-${key}`,
        rows: '4', spellcheck: 'false', 'aria-label': title,
        data: { section: key },
    });
    const sheet = growing(area);
    const left = h('p', { class: 'part__left', role: 'status' });
    const both = h('div', { role: 'alert' });
    const trouble = h('div', { role: 'alert' });
    const body = h('div', { class: 'part__body', id: `part-${key}`, hidden: true }, both, sheet.element, left, trouble);
    const element = h('li', { data: { part: key } }, h('h3', null, head), body);
    let drawn = '';
    let differs = '';
    let told = '';
    takeTyping(area, 'text', {
        changed: () => { saver.typed(key, area.value); sheet.follow(); },
        composing: (on) => saver.composing(key, on),
    });
    area.addEventListener('input', sheet.follow);
    return { key, element, area, open, show, text, insert };

    function toggle() {
        if (body.hidden) {
            opened(key);
            area.focus();
        } else open(false);
    }

    /** @param {boolean} yes */
    function open(yes) {
        body.hidden = !yes;
        head.setAttribute('aria-expanded', String(yes));
        if (yes) sheet.grow();
        drawn = '';
        show(area.readOnly);
    }

    /** The draft's text was replaced from outside: the caret stays where it was. */
    function text() {
        const draft = saver.drafts.get(key);
        if (!draft || draft.text === area.value) return;
        const at = area.selectionStart;
        area.value = draft.text;
        if (document.activeElement === area) area.setSelectionRange(at, at);
        if (!body.hidden) sheet.grow();
    }

    /** @param {boolean} frozen */
    function show(frozen) {
        const draft = saver.drafts.get(key);
        if (!draft) return;
        area.readOnly = frozen;
        const letters = Array.from(draft.wire).length;
        const code = saver.trouble(key);
        const unsaved = draft.dirty && !draft.conflict && (code !== null || saver.kind === 'unsaved');
        const word = draft.conflict ? t('live.minutes.differs')
            : unsaved ? t('live.minutes.not_saved')
            : !body.hidden && !frozen ? t('live.minutes.writing')
            : letters ? t('live.minutes.letters', { n: letters })
            : t('live.minutes.empty');
        const done = letters > 0 && body.hidden && !draft.conflict && !unsaved;
        const room = LETTERS.section - letters;
        left.textContent = room < 0 ? t('live.minutes.too_long', { n: -room })
            : room < NEAR ? t('live.minutes.left', { n: room })
            : '';
        if (drawn !== `${word} ${done}`) {
            drawn = `${word} ${done}`;
            replace(state, done ? icon('check') : null, word);
        }
        const why = code === null || code === 'too_large' ? '' : code;
        if (told !== why) {
            told = why;
            replace(trouble,
                why ? h('p', { class: 'field__error' },
                    icon('alert'), h('span', null, t('live.minutes.refused_here', { why: refusalWords(why) }))) : null);
        }
        const shown = draft.conflict ? `${draft.conflict.revision} ${draft.conflict.text}` : '';
        if (shown === differs) return;
        differs = shown;
        replace(both, draft.conflict ? choice(draft.conflict.text) : null);
        if (!draft.conflict) return;
        if (body.hidden) opened(key);
        both.scrollIntoView({ block: 'nearest' });
    }

    /** @param {string} theirs */
    function choice(theirs) {
        /** @type {(which: 'mine' | 'theirs' | 'both') => HTMLElement} */
        const pick = (which) => {
            const made = button(t(`live.minutes.take_${which}`), {
                press: () => { saver.choose(key, which); area.focus(); },
            });
            made.dataset.act = `take-${which}`;
            return made;
        };
        return h('div', { class: 'part__both' }, h('p', null, h('b', null, t('live.minutes.both_title'))),
            h('p', { class: 'small' }, t('live.minutes.theirs')),
            h('pre', { tabindex: '0' }, theirs || t('live.minutes.empty')),
            h('p', { class: 'small' }, t('live.minutes.mine')),
            h('div', { class: 'btns' }, pick('mine'), pick('theirs'), pick('both')));
    }

    /**
     * Puts words where the caret is; a question or an answer begins a line.
     * @param {string} words
     * @param {boolean} onOwnLine
     */
    function insert(words, onOwnLine) {
        if (area.readOnly) return;
        // What an input method has not finished is finished first.
        const draft = saver.drafts.get(key);
        if (draft && draft.composing) area.blur();
        const before = area.value.slice(0, area.selectionStart);
        insertAtCaret(area, (onOwnLine && before && !before.endsWith('\n') ? '\n' : '') + words);
        sheet.follow();
    }
}
