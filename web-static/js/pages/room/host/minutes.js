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
import { minutesPart } from './minutes-part.js';
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

/** @param {Desk} desk */
export function minutesEditor(desk) {
    const { client } = desk;
    const saver = new MinutesSaver(client, desk.session, browserStore());
    /** @type {Map<string, ReturnType<typeof minutesPart>>} */
    const parts = new Map();
    let last = '';
    const saved = h('p', { class: 'saved', role: 'status', data: { state: 'idle', of: 'minutes' } });
    const number = h('p', { class: 'muted small' });
    const list = h('ol', { class: 'parts' });
    const why = h('p', { class: 'small muted', id: 'freeze-why' });
    const act = h('div');
    const keys = [['q', 'Q'], ['a', 'A'], ['time', 'T']].map(([what, letter]) => {
        const made = button(t(`live.minutes.${what}`), { press: () => insert(what) });
        made.append(h('kbd', { class: 'kbd' }, `Alt ${letter}`));
        made.dataset.act = `insert-${what}`;
        // The caret stays where it is while the button is pressed.
        made.addEventListener('pointerdown', (event) => event.preventDefault());
        return made;
    });
    const inserts = h('div', { class: 'minutes__ins', role: 'group', 'aria-label': t('live.minutes.insert') }, keys);
    const element = h('section', { class: 'minutes on-paper', 'aria-labelledby': 'min-h' },
        h('header', { class: 'minutes__head' },
            h('div', null, h('h2', { id: 'min-h', class: 'song' }, t('live.minutes.title')), number), saved),
        h('div', { class: 'minutes__text', tabindex: '0', role: 'region', 'aria-label': t('live.minutes.label') },
            list),
        h('footer', { class: 'minutes__foot' }, inserts, h('div', { class: 'minutes__go' }, why, act)));
    let shownFoot = '';
    let shownSaved = '';

    saver.addEventListener('text', /** @type {EventListener} */ ((/** @type {CustomEvent} */ event) => {
        part(event.detail.key).text();
    }));
    saver.addEventListener('status', show);
    document.addEventListener('keydown', shortcut);
    window.addEventListener('pagehide', leaving);
    return { element, show, saver, take, end };

    function end() {
        document.removeEventListener('keydown', shortcut);
        window.removeEventListener('pagehide', leaving);
    }

    function leaving() {
        saver.sendAll();
    }

    /** The server's sections are here, or are other ones. */
    function take() {
        saver.take();
        show();
    }

    /** @param {string} key */
    function part(key) {
        let made = parts.get(key);
        if (!made) {
            made = minutesPart(key, parts.size + 1, saver, open);
            made.area.addEventListener('focus', () => { last = key; });
            parts.set(key, made);
            list.append(made.element);
        }
        return made;
    }

    /** @param {string} key */
    function open(key) {
        for (const each of parts.values()) each.open(each.key === key);
        last = key;
    }

    /** @param {string} what */
    function insert(what) {
        const words = what === 'time'
            ? t('live.minutes.time_text', { time: clock(client.serverNow()) })
            : t(`live.minutes.${what}_text`);
        const key = last || (parts.has('petitioner') ? 'petitioner' : '');
        const target = parts.get(key);
        if (!target) return;
        if (target.element.querySelector('[aria-expanded="false"]')) open(key);
        target.insert(words, what !== 'time');
    }

    /** @param {KeyboardEvent} event */
    function shortcut(event) {
        if (!event.altKey || event.ctrlKey || event.metaKey || isForComposition(event) || dialogOpen()
            || element.hidden) {
            return;
        }
        const what = { KeyQ: 'q', KeyA: 'a', KeyT: 'time' }[event.code];
        if (!what) return;
        event.preventDefault();
        insert(what);
    }

    function show() {
        const { state } = client;
        if (!state) return;
        const { frozen, version } = state.minutes;
        number.textContent = t('live.minutes.says', { caseNo: state.session.caseNo || '', n: state.session.number });
        for (const each of parts.values()) each.show(Boolean(frozen));
        for (const key of keys) setOff(key, Boolean(frozen));
        showSaved();
        const begun = state.session.phase !== 'waiting';
        const foot = JSON.stringify([frozen, version, begun, saver.clean]);
        if (foot === shownFoot) return;
        shownFoot = foot;
        if (frozen) {
            replace(why, t('live.minutes.frozen', { n: frozen.version, time: clock(frozen.at) }), h('br'),
                h('span', { class: 'digest' }, t('live.minutes.digest', { digest: frozen.digest.slice(0, 16) })));
            const again = button(t('live.minutes.reopen'), { press: () => reopenMinutes(desk, again) });
            again.dataset.act = 'reopen';
            replace(act, again);
        } else {
            const fix = button(t('live.minutes.freeze'), { describedBy: 'freeze-why', press: () => askToFreeze(desk) });
            fix.dataset.act = 'freeze';
            setOff(fix, !begun || !saver.clean);
            const key = !begun ? 'not_begun' : saver.clean ? 'freeze_why' : 'freeze_wait';
            replace(why, t(`live.minutes.${key}`));
            replace(act, fix);
        }
    }

    function showSaved() {
        const { kind, savedAt, keeps } = saver;
        const time = savedAt ? clockWithSeconds(savedAt) : '';
        const words = !keeps && kind !== 'saved' && kind !== 'idle'
            ? t('live.minutes.kept_nowhere')
            : t(`live.minutes.${kind}`, { time });
        const key = `${kind} ${words}`;
        if (key === shownSaved) return;
        // "Saving" comes and goes several times a sentence: it is shown, and only what it leads to is read out.
        const wrong = kind === 'unsaved' || kind === 'conflict' || kind === 'refused';
        saved.setAttribute('aria-live', kind === 'saving' ? 'off' : wrong ? 'assertive' : 'polite');
        shownSaved = key;
        saved.dataset.state = kind;
        replace(saved, icon(kind === 'saved' ? 'check' : wrong ? 'alert' : 'pen'), h('span', null, words));
    }
}

/** @param {number} at */
function clockWithSeconds(at) {
    return `${clock(at)}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`;
}
