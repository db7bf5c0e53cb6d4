// The minutes beside the pictures: eleven sections on white paper, stored here before they are sent, saved while they
// are written.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { clock } from '../../../lib/time.js';
import { button, setOff } from '../../../ui/button.js';
import { dialogOpen } from '../../../ui/dialog.js';
import { icon } from '../../../ui/icon.js';
import { isForComposition } from '../../../ui/typing.js';
import { askToFreeze, reopenMinutes } from './freeze.js';
import { MinutesPart } from './minutes-part.js';
import { MinutesSaver } from '../../minutes/saver.js';

/** @typedef {import('./room.js').Desk} Desk */

/** @returns {Storage | null} */
function browserStore() {
    try {
        return localStorage;
    } catch {
        return null;
    }
}

/** What can be put in where the caret is, and the letter that does it with Alt. */
const INSERTS = [['q', 'Q'], ['a', 'A'], ['time', 'T']];

export class MinutesEditor {
    element;
    saver;

    #desk;
    /** @type {Map<string, MinutesPart>} */
    #parts = new Map();
    #last = '';
    #saved = h('p', { class: 'saved', role: 'status', data: { state: 'idle', of: 'minutes' } });
    #number = h('p', { class: 'muted small' });
    #list = h('ol', { class: 'parts' });
    #why = h('p', { class: 'small muted', id: 'freeze-why' });
    #act = h('div');
    /** @type {HTMLElement[]} */
    #keys;
    #shownFoot = '';
    #shownSaved = '';

    /** @param {Desk} desk */
    constructor(desk) {
        this.#desk = desk;
        this.saver = new MinutesSaver(desk.client, desk.session, browserStore());
        this.#keys = INSERTS.map(([what, letter]) => insertButton(what, letter, () => this.#insert(what)));
        const label = t('live.minutes.insert');
        this.element = h('section', { class: 'minutes on-paper', 'aria-labelledby': 'min-h' },
            h('header', { class: 'minutes__head' },
                h('div', null, h('h2', { id: 'min-h', class: 'song' }, t('live.minutes.title')), this.#number),
                this.#saved),
            h('div', { class: 'minutes__text', tabindex: '0', role: 'region', 'aria-label': t('live.minutes.label') },
                this.#list),
            h('footer', { class: 'minutes__foot' },
                h('div', { class: 'minutes__ins', role: 'group', 'aria-label': label }, this.#keys),
                h('div', { class: 'minutes__go' }, this.#why, this.#act)));
        this.saver.addEventListener('text', (event) => {
            this.#part(/** @type {CustomEvent} */ (event).detail.key).text();
        });
        this.saver.addEventListener('status', () => this.show());
        document.addEventListener('keydown', this.#shortcut);
        window.addEventListener('pagehide', this.#leaving);
    }

    end() {
        document.removeEventListener('keydown', this.#shortcut);
        window.removeEventListener('pagehide', this.#leaving);
    }

    /** The server's sections are here, or are other ones. */
    take() {
        this.saver.take();
        this.show();
    }

    show() {
        const { state } = this.#desk.client;
        if (!state) return;
        const { caseNo, number } = state.session;
        const frozen = Boolean(state.minutes.frozen);
        this.#number.textContent = t('live.minutes.says', { caseNo: caseNo || '', n: number });
        for (const each of this.#parts.values()) each.show(frozen);
        for (const key of this.#keys) setOff(key, frozen);
        this.#showSaved();
        this.#showFoot(state);
    }

    #leaving = () => this.saver.sendAll();

    /** @param {string} key */
    #part = (key) => {
        let made = this.#parts.get(key);
        if (!made) {
            made = new MinutesPart(key, this.#parts.size + 1, this.saver, this.#open);
            made.area.addEventListener('focus', () => { this.#last = key; });
            this.#parts.set(key, made);
            this.#list.append(made.element);
        }
        return made;
    };

    /** @param {string} key */
    #open = (key) => {
        for (const each of this.#parts.values()) each.open(each.key === key);
        this.#last = key;
    };

    /** @param {string} what */
    #insert = (what) => {
        const words = what === 'time'
            ? t('live.minutes.time_text', { time: clock(this.#desk.client.serverNow()) })
            : t(`live.minutes.${what}_text`);
        const key = this.#last || (this.#parts.has('petitioner') ? 'petitioner' : '');
        const target = this.#parts.get(key);
        if (!target) return;
        if (!target.isOpen) this.#open(key);
        target.insert(words, what !== 'time');
    };

    /** @param {KeyboardEvent} event */
    #shortcut = (event) => {
        if (!event.altKey || event.ctrlKey || event.metaKey || isForComposition(event) || dialogOpen()
            || this.element.hidden) {
            return;
        }
        const what = { KeyQ: 'q', KeyA: 'a', KeyT: 'time' }[event.code];
        if (!what) return;
        event.preventDefault();
        this.#insert(what);
    };

    /** @param {import('../../../protocol/types.js').RoomState} state */
    #showFoot = (state) => {
        const { frozen, version } = state.minutes;
        const begun = state.session.phase !== 'waiting';
        const foot = JSON.stringify([frozen, version, begun, this.saver.clean]);
        if (foot === this.#shownFoot) return;
        this.#shownFoot = foot;
        if (frozen) {
            replace(this.#why, t('live.minutes.frozen', { n: frozen.version, time: clock(frozen.at) }), h('br'),
                h('span', { class: 'digest' }, t('live.minutes.digest', { digest: frozen.digest.slice(0, 16) })));
            const again = button(t('live.minutes.reopen'), { press: () => reopenMinutes(this.#desk, again) });
            again.dataset.act = 'reopen';
            replace(this.#act, again);
            return;
        }
        const fix = button(t('live.minutes.freeze'), {
            describedBy: 'freeze-why',
            press: () => askToFreeze(this.#desk),
        });
        fix.dataset.act = 'freeze';
        setOff(fix, !begun || !this.saver.clean);
        const key = !begun ? 'not_begun' : this.saver.clean ? 'freeze_why' : 'freeze_wait';
        replace(this.#why, t(`live.minutes.${key}`));
        replace(this.#act, fix);
    };

    #showSaved = () => {
        const { kind, savedAt, keeps } = this.saver;
        const time = savedAt ? clockWithSeconds(savedAt) : '';
        const words = !keeps && kind !== 'saved' && kind !== 'idle'
            ? t('live.minutes.kept_nowhere')
            : t(`live.minutes.${kind}`, { time });
        const key = `${kind} ${words}`;
        if (key === this.#shownSaved) return;
        // "Saving" comes and goes several times a sentence: it is shown, and only what it leads to is read out.
        const wrong = kind === 'unsaved' || kind === 'conflict' || kind === 'refused';
        this.#saved.setAttribute('aria-live', kind === 'saving' ? 'off' : wrong ? 'assertive' : 'polite');
        this.#shownSaved = key;
        this.#saved.dataset.state = kind;
        replace(this.#saved, icon(kind === 'saved' ? 'check' : wrong ? 'alert' : 'pen'), h('span', null, words));
    };
}

/**
 * @param {string} what
 * @param {string} letter
 * @param {() => void} press
 */
function insertButton(what, letter, press) {
    const made = button(t(`live.minutes.${what}`), { press });
    made.append(h('kbd', { class: 'kbd' }, `Alt ${letter}`));
    made.dataset.act = `insert-${what}`;
    // The caret stays where it is while the button is pressed.
    made.addEventListener('pointerdown', (event) => event.preventDefault());
    return made;
}

/** @param {number} at */
function clockWithSeconds(at) {
    return `${clock(at)}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`;
}
