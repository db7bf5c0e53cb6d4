// What a person in the call must know or do now, in one place above the faces: sound that waits for a touch, an own
// device that fails, an officer who is away, a line to the room that is down while the talk goes on.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { clock } from '../../../lib/time.js';
import { hostSeat } from '../../../model/seats.js';
import { openDevices } from '../../../room-ui/device-dialog.js';
import { called } from '../../../room-ui/names.js';
import { myShields } from '../../../room-ui/shield-words.js';
import { unlockSound } from '../../../room-ui/sound.js';
import { button } from '../../../ui/button.js';
import { note } from '../../../ui/note.js';

/**
 * @param {import('./visit.js').Visit} visit
 * @param {() => void} started after the touch that lets sound play
 */
export function callNotes(visit, started) {
    const element = h('div', { class: 'room__say' });
    let blocked = false;
    let drawn = '';
    return { element, show, soundBlocked, start };

    /** Told by every tile at every try: asking once is enough, and a try that tries again would never end. */
    function soundBlocked() {
        if (blocked) return;
        blocked = true;
        started();
    }

    /** A touch: sound may play from here on. */
    function start() {
        unlockSound();
        if (!blocked) return;
        blocked = false;
        started();
    }

    /** @param {{online: boolean, cutOff: boolean}} at */
    function show({ online, cutOff }) {
        const { client, capture } = visit;
        const { state } = client;
        if (!state) return;
        const host = hostSeat(state);
        const { microphone } = capture.status;
        /** @type {string[]} */
        const says = [];
        if (cutOff) {
            // The panel over the faces says it all.
        } else {
            if (myShields(state)) says.push(myShields(state));
            if (!online) {
                says.push(t(state.wall.phase === 'open' ? 'party.call.line_away' : 'party.call.line_away_inside'));
            }
            if (state.session.phase === 'paused') {
                says.push(t('party.call.paused', {
                    time: state.session.pauseEndsAt ? clock(state.session.pauseEndsAt) : '',
                }));
            } else if (host && host.presence === 'lost') {
                says.push(t('party.call.host_lost', { name: called(host) }));
            }
            if (!['live', 'muted', 'off'].includes(microphone)) {
                says.push(capture.supported ? t(`party.help.microphone.${microphone}`) : t('party.help.no_devices'));
            }
        }
        const other = !cutOff && visit.devices.several('microphone') && !['live', 'muted', 'off'].includes(microphone);
        const key = JSON.stringify([blocked && !cutOff, says, other]);
        if (key === drawn) return;
        drawn = key;
        const touch = blocked && !cutOff ? button(t('party.call.open_sound'), {
            kind: 'primary', size: 'lg', wide: true, sign: 'speaker', press: start,
        }) : null;
        if (touch) touch.dataset.act = 'sound';
        replace(element, touch, says.map((words) => note('warn', h('p', null, words))),
            other
                ? button(t('live.devices.title'), { wide: true, sign: 'tune', press: () => openDevices(visit.devices) })
                : null);
    }
}
