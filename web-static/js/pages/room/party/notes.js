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

/** A microphone in one of these states is as its owner wants it. */
const AS_WANTED = ['live', 'muted', 'off'];

export class CallNotes {
    element = h('div', { class: 'room__say' });

    #visit;
    #started;
    #blocked = false;
    #drawn = '';

    /**
     * @param {import('./visit.js').Visit} visit
     * @param {() => void} started after the touch that lets sound play
     */
    constructor(visit, started) {
        this.#visit = visit;
        this.#started = started;
    }

    /** Told by every tile at every try: asking once is enough, and a try that tries again would never end. */
    soundBlocked() {
        if (this.#blocked) return;
        this.#blocked = true;
        this.#started();
    }

    /** A touch: sound may play from here on. */
    start() {
        unlockSound();
        if (!this.#blocked) return;
        this.#blocked = false;
        this.#started();
    }

    /** @param {{online: boolean, cutOff: boolean}} at */
    show({ online, cutOff }) {
        const { client, capture, devices } = this.#visit;
        const { state } = client;
        if (!state) return;
        // Cut off, the panel over the faces says it all.
        const says = cutOff ? [] : this.#says(state, online);
        const blocked = this.#blocked && !cutOff;
        const other = !cutOff && devices.several('microphone') && !AS_WANTED.includes(capture.status.microphone);
        const key = JSON.stringify([blocked, says, other]);
        if (key === this.#drawn) return;
        this.#drawn = key;
        const touch = blocked ? button(t('party.call.open_sound'), {
            kind: 'primary', size: 'lg', wide: true, sign: 'speaker', press: () => this.start(),
        }) : null;
        if (touch) touch.dataset.act = 'sound';
        replace(this.element, touch, says.map((words) => note('warn', h('p', null, words))),
            other
                ? button(t('live.devices.title'), { wide: true, sign: 'tune', press: () => openDevices(devices) })
                : null);
    }

    /**
     * @param {import('../../../protocol/types.js').RoomState} state
     * @param {boolean} online
     */
    #says = (state, online) => {
        const { capture } = this.#visit;
        const { microphone } = capture.status;
        const host = hostSeat(state);
        const says = [];
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
        if (!AS_WANTED.includes(microphone)) {
            says.push(capture.supported ? t(`party.help.microphone.${microphone}`) : t('party.help.no_devices'));
        }
        return says;
    };
}
