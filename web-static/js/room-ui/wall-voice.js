// What a change of the wall says aloud to everyone, and what stands on the page of whoever is back with a closed
// microphone.

import { h, replace } from '../lib/html.js';
import { t } from '../lib/text.js';
import { hearing } from '../model/hearing.js';
import { isOutside, outsiders } from '../model/wall.js';
import { note } from '../ui/note.js';
import { called, listed } from './names.js';

export function wallVoice() {
    const spoken = h('p', { class: 'vh', role: 'alert' });
    const place = h('div');
    const element = h('div', { class: 'wall-voice' }, spoken, place);
    /** @type {string | null} */
    let phase = null;
    let number = 0;
    let back = false;
    let closed = false;
    let drawn = '';
    return { element, show };

    /**
     * @param {import('../protocol/types.js').RoomState | null} state
     * @param {number[]} open the seats whose link is connected now
     * @param {string} microphone
     */
    function show(state, open, microphone) {
        if (!state) return;
        const { wall } = state;
        const now = wall.phase !== 'open' && isOutside(wall, state.me.seat) ? 'outside' : wall.phase;
        // A wall may have come and gone while nobody told this page: its microphone is closed all the same.
        if (now !== phase || (now === 'open' && wall.number !== number)) {
            const before = phase;
            phase = now;
            if (now === 'sealing') {
                spoken.textContent = t('live.caucus.announce_sealing');
            } else if (now === 'sealed') {
                spoken.textContent = t('live.caucus.announce_sealed', {
                    outside: listed(outsiders(state).map(called)),
                });
            }
            back = now === 'open' && before !== null;
            closed = false;
            if (now === 'open' || now === 'outside') spoken.textContent = back ? t('live.caucus.back') : '';
        }
        number = wall.number;
        // The word of the wall may come here before the microphone has closed.
        if (microphone !== 'live') closed = true;
        else if (closed) back = false;
        const heard = back ? listed(hearing(state, open).hears.map(called)) : '';
        const says = back ? [t('live.caucus.back'), heard ? t('live.caucus.back_say', { names: heard }) : ''] : [];
        const words = says.filter(Boolean).join(' ');
        if (words === drawn) return;
        // The note is an alert when it comes; that the names arrive one after another is not read out again.
        const first = !drawn;
        drawn = words;
        if (!words) replace(place);
        else if (first || !place.firstElementChild) replace(place, note('warn', h('p', null, words)));
        else replace(/** @type {Element} */ (place.querySelector('p')), words);
    }
}
