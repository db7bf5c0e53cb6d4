// Step 3: the waiting room. It says whether the officer knows, since when, and what is being waited for.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { clock, duration } from '../../../lib/time.js';
import { hostSeat, mySeat } from '../../../model/seats.js';
import { hearBar } from '../../../room-ui/hear-bar.js';
import { myShields } from '../../../room-ui/shield-words.js';
import { waitingWords } from '../../../room-ui/hear-words.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { waitItems } from '../../../room-ui/waits.js';
import { keepAwake } from '../../../room-ui/wake-lock.js';
import { button } from '../../../ui/button.js';
import { icon } from '../../../ui/icon.js';
import { note } from '../../../ui/note.js';
import { timeElement } from '../../../ui/time.js';
import { paragraphs, phoneButton, showSheet } from './frame.js';
import { askToLeave } from './leave.js';

/** Longer than this is late: the page says what else can be done; ms. */
const LATE_MS = 15 * 60000;

export class WaitingStep {
    title;
    line;

    #visit;
    #since;
    #lead = h('p', { class: 'visit__lead', role: 'status' });
    #arranged = h('div');
    #list = h('ol', { class: 'waits waits--card' });
    #video;
    #sleep = keepAwake();
    #timer;
    #drawn = '';

    /**
     * @param {import('./visit.js').Visit} visit
     * @param {HTMLElement} page
     */
    constructor(visit, page) {
        this.#visit = visit;
        this.#since = visit.client.serverNow();
        this.#video = h('video', {
            class: 'tile__video tile__video--mine',
            playsinline: true, autoplay: true, 'aria-hidden': 'true', tabindex: '-1',
        });
        this.#video.muted = true;
        const sheet = this.#showSheet(page);
        this.title = sheet.title;
        this.line = sheet.line;
        this.#timer = setInterval(this.#update, 5000);
        visit.capture.addEventListener('change', this.#update);
        visit.startDevices().then(this.#update);
        this.update();
    }

    end() {
        clearInterval(this.#timer);
        this.#sleep();
        this.#visit.capture.removeEventListener('change', this.#update);
        this.#video.srcObject = null; // a picture that nobody sees any more holds frames that the camera could use
    }

    update() {
        const { opened, client, capture } = this.#visit;
        const { state } = client;
        if (capture.stream && this.#video.srcObject !== capture.stream) {
            this.#video.srcObject = capture.stream;
            this.#video.play().catch(() => {});
        }
        if (!state) return;
        const me = mySeat(state);
        const host = hostSeat(state);
        const here = Boolean(host && host.presence === 'here');
        const until = me && (/** @type {any} */ (me).askedToWaitUntil || null);
        const says = leadWords({
            here, until,
            now: client.serverNow(),
            since: this.#since,
            running: state.session.phase === 'in_session',
            paused: state.session.phase === 'paused',
            name: opened.host.name,
        });
        const title = t(titleKey(state), { name: opened.host.name });
        const shields = myShields(state);
        const key = JSON.stringify([here, until, says, title, shields, state.session.phase, capture.status]);
        if (key === this.#drawn) return;
        this.#drawn = key;
        if (this.title.textContent !== title) this.title.textContent = title;
        if (this.#lead.textContent !== says) this.#lead.textContent = says;
        replace(this.#arranged, shields ? note('info', h('p', null, shields)) : null);
        replace(this.#list, waitItems(this.#waits(host, until)));
    }

    #update = () => this.update();

    /** @param {HTMLElement} page */
    #showSheet = (page) => {
        const { opened, client } = this.#visit;
        const bar = hearBar();
        bar.show(waitingWords());
        const leave = button(t('party.waiting.leave'), { press: () => askToLeave(this.#visit, false) });
        leave.dataset.act = 'leave';
        const more = h('p', { class: 'morelink' }, h('button', { type: 'button', on: { click: openRights } },
            icon('doc'),
            h('span', null, t('party.waiting.rights'), h('small', null, t('party.waiting.rights_says'))),
            icon('right')));
        return showSheet(page, {
            step: 'waiting', demo: opened.demo, hear: bar.element,
            count: t('party.waiting.step'),
            title: titleKey(client.state),
            filling: { name: opened.host.name },
            body: [
                this.#lead, this.#arranged, this.#list,
                h('div', { class: 'waitroom' },
                    h('div', { class: 'tile waitroom__self' }, this.#video),
                    h('p', null, h('b', null, t('party.waiting.stay')), h('br'), t('party.waiting.stay_says'))),
                more,
            ],
            foot: [phoneButton(opened.phone, { words: t('party.waiting.phone') }), leave],
            footKind: 'row',
        });
    };

    /**
     * What has been done, what is being waited for, and what comes next.
     * @param {import('../../../protocol/types.js').Seat | null} host
     * @param {number | null} until when the officer asked to wait
     * @returns {import('../../../room-ui/waits.js').Wait[]}
     */
    #waits = (host, until) => {
        const { camera, microphone } = this.#visit.capture.status;
        const fine = camera === 'live' && microphone === 'live';
        const here = Boolean(host && host.presence === 'here');
        const since = this.#since;
        const seen = Math.max(host ? host.since : 0, since);
        return [
            {
                stage: 'done',
                words: t(fine ? 'party.waiting.you_fine' : 'party.waiting.you_here'),
                time: timeElement(since, clock(since)),
            },
            here
                ? { stage: 'done', words: t('party.waiting.officer_sees'), time: timeElement(seen, clock(seen)) }
                : { stage: 'now', words: t('party.waiting.officer_comes') },
            {
                stage: here ? 'now' : 'next',
                words: t('party.waiting.admits'),
                time: until ? timeElement(until, t('party.waiting.about', { time: clock(until) })) : null,
            },
        ];
    };
}

function openRights() {
    const back = button(t('party.waiting.rights_back'), { press: () => dialog.close() });
    const dialog = openStepDialog({
        title: t('party.waiting.rights_title'),
        body: h('div', { class: 'notice__text' }, paragraphs('party.rights')),
        foot: [back],
        focus: back,
    });
}

/** @param {import('../../../protocol/types.js').RoomState | null} state */
function titleKey(state) {
    const host = hostSeat(state);
    return host && host.presence === 'here' ? 'party.waiting.title'
        : host && host.presence === 'lost' ? 'party.waiting.title_lost'
        : 'party.waiting.title_away';
}

/**
 * @param {{here: boolean, until: number | null, now: number, since: number, running: boolean, paused: boolean, name:
 *   string}} at
 */
function leadWords({ here, until, now, since, running, paused, name }) {
    if (until && until > now) {
        return t('party.waiting.asked', { time: clock(until), left: duration(Math.ceil((until - now) / 60000) * 60) });
    }
    if (now - since > LATE_MS) return t('party.waiting.late', { minutes: Math.floor((now - since) / 60000) });
    if (paused || !here) return t('party.waiting.lead_away', { name });
    return t(running ? 'party.waiting.lead_running' : 'party.waiting.lead', { name });
}
