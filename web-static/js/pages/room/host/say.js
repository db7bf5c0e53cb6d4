// What the officer must know or do now, below the hear bar: a lost line, sound that waits for a touch, an own device
// that fails, somebody on another device, links without a relay, an act that was refused.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { clock } from '../../../lib/time.js';
import { isInCall, seatOf } from '../../../model/seats.js';
import { button } from '../../../ui/button.js';
import { note } from '../../../ui/note.js';

/** @typedef {import('./room.js').Desk} Desk */

/** A microphone in one of these states is as the officer wants it. */
const AS_WANTED = ['live', 'muted', 'off'];

export class RoomNotes {
    element = h('div', { class: 'live__say' });

    #desk;
    #started;
    #blocked = false;
    #failure = '';
    #drawn = '';
    #wasOnline = true;

    /**
     * @param {Desk} desk
     * @param {() => void} started after the touch that lets sound play
     */
    constructor(desk, started) {
        this.#desk = desk;
        this.#started = started;
    }

    /** @param {string | null} words */
    tell(words) {
        this.#failure = words || '';
        this.show(this.#wasOnline);
    }

    soundBlocked() {
        // Told by every tile at every try: a try that tries again would never end.
        if (this.#blocked) return;
        this.#blocked = true;
        this.show(this.#wasOnline);
    }

    touched() {
        if (!this.#blocked) return;
        this.#blocked = false;
        this.#started();
    }

    /** @param {boolean} online */
    show(online) {
        this.#wasOnline = online;
        const { client: { state }, capture } = this.#desk;
        if (!state) return;
        const { microphone } = capture.status;
        const mute = !AS_WANTED.includes(microphone) ? microphone : '';
        const key = JSON.stringify([online, this.#blocked, this.#failure, mute, state.claims, state.session.paths]);
        if (key === this.#drawn) return;
        this.#drawn = key;
        replace(this.element,
            online ? null : note('warn', h('p', null, t('live.line.lost'))),
            this.#blocked ? note('warn', h('p', null, t('live.sound.blocked')),
                button(t('live.sound.open'), {
                    kind: 'primary', sign: 'speaker',
                    press: () => this.touched(),
                })) : null,
            mute ? note('bad', h('p', null, t('live.device.microphone', { what: t(`live.microphone.${mute}`) })),
                button(t('live.device.again'), { press: () => { capture.setMicrophone(true); } })) : null,
            state.session.paths === 'direct' ? note('warn', h('p', null, t('live.bar.direct'))) : null,
            state.claims.map((asked, index) => claim(this.#desk, asked, index === 0)),
            this.#failure ? note('bad', h('p', null, this.#failure)) : null);
    }
}

/**
 * Somebody asks for a seat from another device.
 * @param {Desk} desk
 * @param {import('../../../protocol/types.js').Claim} asked
 * @param {boolean} first what follows a yes is the same for all, and said once
 */
function claim(desk, asked, first) {
    const seat = seatOf(desk.client.state, asked.seat);
    const decide = (/** @type {boolean} */ allow) => {
        desk.ask('decide_claim', { seat: asked.seat, device: asked.device, allow });
    };
    const yes = button(t('live.claim.allow'), { press: () => decide(true) });
    const no = button(t('live.claim.refuse'), { press: () => decide(false) });
    yes.dataset.act = 'claim-allow';
    no.dataset.act = 'claim-refuse';
    const ask = t(seat && isInCall(seat) ? 'live.claim.ask_here' : 'live.claim.ask_by_phone');
    return note('warn',
        h('p', null, t('live.claim.says', {
            name: seat ? seat.name : '',
            browser: asked.browser,
            time: clock(asked.at),
            ask,
        })),
        first ? h('p', { class: 'small' }, t('live.claim.after')) : null,
        h('div', { class: 'btns', data: { claim: asked.seat } }, no, yes));
}
