// The minutes as the officer shows them, in large type, growing while they are written.

import { h, replace } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';

/** After a hand on the text it stays where it is for so long; ms. */
const HANDS_OFF = 8000;

/** @typedef {import('../../../protocol/types.js').RoomState} RoomState */

export function shownMinutes() {
    const text = h('div', {
        class: 'shown__text', tabindex: '0', role: 'region',
        'aria-label': t('party.minutes.label'),
    });
    const version = h('p');
    const said = h('p', { class: 'vh', role: 'status' });
    const element = h('section', {
        class: 'shown on-paper', 'aria-labelledby': 'shown-h', hidden: true,
        data: { shown: 'minutes' },
    },
        h('header', { class: 'shown__head' },
            h('h2', { id: 'shown-h', class: 'song' }, t('party.minutes.title')), version), text, said);
    /** @type {RoomState['minutes'] | null} */
    let drawn = null;
    /** @type {Map<string, string>} */
    let before = new Map();
    let touchedAt = 0;
    for (const name of ['touchstart', 'wheel', 'keydown']) {
        text.addEventListener(name, () => { touchedAt = Date.now(); }, { passive: true });
    }
    return { element, show };

    /**
     * @param {RoomState | null} state
     * @returns {boolean} whether there is a paper to read
     */
    function show(state) {
        const minutes = state ? state.minutes : null;
        const visible = Boolean(minutes && minutes.presenting);
        if (visible === element.hidden) said.textContent = visible ? t('party.minutes.label') : '';
        element.hidden = !visible;
        if (!visible || !minutes || minutes === drawn) return visible;
        drawn = minutes;
        const written = minutes.sections.filter((section) => section.text.trim());
        const changed = written.find((section) => before.size > 0 && before.get(section.key) !== section.text);
        before = new Map(minutes.sections.map((section) => [section.key, section.text]));
        version.textContent = minutes.frozen
            ? t('party.minutes.frozen', { n: minutes.frozen.version })
            : t('party.minutes.draft');
        const held = text.scrollTop;
        replace(text,
            written.length
                ? written.map((section) => h('section', {
                    data: { section: section.key, fresh: changed === section ? 'true' : null },
                },
                    h('h3', null, coded('common.section', section.key)), h('p', null, section.text)))
                : h('p', { class: 'muted' }, t('party.minutes.empty')));
        text.scrollTop = held;
        const fresh = changed && text.querySelector('[data-fresh]');
        if (fresh instanceof HTMLElement && Date.now() - touchedAt > HANDS_OFF) {
            text.scrollTop = fresh.offsetTop + fresh.offsetHeight - text.clientHeight + 24;
        }
        return true;
    }
}
