// Step 2: does the person look and sound right, before anybody else sees or hears them.

import { h, replace } from '../../../lib/html.js';
import { codeOf } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { checkChoice } from '../../../room-ui/device-select.js';
import { meter } from '../../../room-ui/meter.js';
import { playSound, unlockSound } from '../../../room-ui/sound.js';
import { button, whileBusy } from '../../../ui/button.js';
import { icon } from '../../../ui/icon.js';
import { note, refusalWords } from '../../../ui/note.js';
import { deviceVerdict, liveLook, resultLook, speakerLook, unansweredLook } from './check-looks.js';
import { checkRow } from './check-row.js';
import { showSheet } from './frame.js';
import { openHelp } from './help.js';
import { NetworkTest } from './network.js';

/** A voice, as the meter's level; and how often it looks. */
const VOICE = 0.012;
const LOOK_MS = 90;

/** @typedef {'untested' | 'played' | 'ok' | 'failed'} SpeakerTest */

export class CheckStep {
    title;
    line;

    #visit;
    #choices;
    #rows;
    #network;
    #level = meter();
    #video;
    #none = h('div', { class: 'selfview__none', hidden: true });
    #failed = h('div');
    #why = h('p', { class: 'visit__why', id: 'enter-why' });
    #enter;
    #timer;
    #heard = false;
    /** @type {SpeakerTest} */
    #speaker = 'untested';

    /**
     * @param {import('./visit.js').Visit} visit
     * @param {HTMLElement} page
     */
    constructor(visit, page) {
        this.#visit = visit;
        const { client, capture, devices } = visit;
        this.#choices = {
            camera: checkChoice(devices, 'camera', () => {}),
            microphone: checkChoice(devices, 'microphone', () => { this.#heard = false; }),
            speaker: checkChoice(devices, 'speaker', () => { this.#speaker = 'untested'; this.#draw(); }),
        };
        const { camera, microphone, speaker } = this.#choices;
        this.#rows = {
            camera: checkRow('camera', 'cam', t('party.check.camera'), camera.element),
            microphone: checkRow('microphone', 'mic', t('party.check.microphone'), microphone.element),
            speaker: checkRow('speaker', 'speaker', t('party.check.speaker'), speaker.element),
            network: checkRow('network', 'wifi', t('party.check.network')),
        };
        this.#network = new NetworkTest(client, () => {
            this.#draw();
            if (this.#network.phase === 'done') this.#tell();
        });
        this.#video = h('video', {
            class: 'tile__video tile__video--mine',
            playsinline: true, autoplay: true, 'aria-hidden': 'true', tabindex: '-1',
        });
        this.#video.muted = true;
        this.#enter = button(t('party.check.enter'), {
            kind: 'primary', size: 'lg', wide: true, describedBy: 'enter-why',
            press: () => this.#go(),
        });
        this.#enter.dataset.act = 'enter';
        const sheet = this.#showSheet(page);
        this.title = sheet.title;
        this.line = sheet.line;
        this.#timer = setInterval(this.#listen, LOOK_MS);
        capture.addEventListener('change', this.#draw);
        devices.list.addEventListener('change', this.#draw);
        visit.startDevices().then(this.#draw);
        this.#network.run();
        this.#draw();
    }

    update() {}

    end() {
        clearInterval(this.#timer);
        this.#visit.capture.removeEventListener('change', this.#draw);
        this.#visit.devices.list.removeEventListener('change', this.#draw);
        this.#video.srcObject = null; // a picture that nobody sees any more holds frames that the camera could use
    }

    /** @param {HTMLElement} page */
    #showSheet = (page) => {
        const { opened } = this.#visit;
        return showSheet(page, {
            step: 'check', demo: opened.demo, office: opened.office,
            count: t('arrival.step', { n: 2 }),
            title: 'party.check.title',
            body: [
                h('figure', { class: 'selfview' }, h('div', { class: 'tile' }, this.#video, this.#none),
                    h('figcaption', { class: 'selfview__tag' }, icon('lock'), t('party.check.only_you'))),
                h('ul', { class: 'checks' }, Object.values(this.#rows).map((row) => row.element)),
                this.#failed,
            ],
            foot: [
                this.#why, this.#enter,
                button(t('party.check.help'), { kind: 'quiet', wide: true, press: () => openHelp(opened.phone) }),
            ],
        });
    };

    #listen = () => {
        const { level } = this.#visit.capture;
        this.#level.show(level);
        if (this.#heard || level <= VOICE) return;
        this.#heard = true;
        this.#draw();
    };

    #draw = () => {
        const { stream, status: { camera, microphone } } = this.#visit.capture;
        if (stream && this.#video.srcObject !== stream) {
            this.#video.srcObject = stream;
            this.#video.play().catch(() => {});
        }
        this.#none.hidden = camera === 'live';
        replace(this.#none, icon('cam-off'),
            h('span', null, t(camera === 'off' ? 'party.check.asking' : `live.camera.${camera}`)));
        this.#rows.camera.show(this.#deviceLook('camera', camera));
        this.#rows.microphone.show(microphone === 'live' ? {
            says: t(this.#heard ? 'party.check.heard' : 'party.check.speak'),
            act: this.#level.element, actKey: 'meter', more: null,
        } : this.#deviceLook('microphone', microphone));
        this.#rows.speaker.show(speakerLook(this.#speaker, this.#sound, this.#answer));
        this.#rows.network.show(this.#network.look());
        for (const choice of Object.values(this.#choices)) choice.show();
        this.#why.textContent = this.#whyNot();
        if (this.#enter.getAttribute('aria-busy') === 'true') return;
        const fine = camera === 'live' && microphone === 'live';
        replace(this.#enter, h('span', null, t(fine ? 'party.check.enter' : 'party.check.enter_anyway')));
    };

    /**
     * @param {'camera' | 'microphone'} device
     * @param {import('../../../protocol/types.js').MediaStatus} status
     */
    #deviceLook = (device, status) => {
        const { capture } = this.#visit;
        if (status === 'live') return liveLook();
        if (status === 'off' && !capture.isUnanswered) return unansweredLook();
        const again = button(t(status === 'muted' ? 'party.check.switch_on' : 'party.check.again'), {
            press: () => {
                unlockSound();
                (device === 'camera' ? capture.setCamera(true) : capture.setMicrophone(true)).then(this.#draw);
            },
        });
        return resultLook(device, status, capture.supported, again);
    };

    #sound = () => {
        unlockSound();
        playSound('test');
        this.#speaker = 'played';
        this.#draw();
    };

    /** @param {'ok' | 'failed'} speaker whether the chime was heard */
    #answer = (speaker) => {
        this.#speaker = speaker;
        this.#draw();
        this.#tell();
    };

    #whyNot = () => {
        const { camera, microphone } = this.#visit.capture.status;
        if (microphone !== 'live' && microphone !== 'off') return t('party.check.without_microphone');
        if (camera !== 'live' && camera !== 'off') return t('party.check.without_camera');
        return this.#network.phase === 'running' ? t('party.check.still_testing') : '';
    };

    #tell = () => {
        const { client, capture } = this.#visit;
        const speaker = this.#speaker === 'ok' || this.#speaker === 'failed' ? this.#speaker : 'skipped';
        return client.request('check', {
            camera: deviceVerdict(capture.status.camera),
            microphone: deviceVerdict(capture.status.microphone),
            speaker, network: this.#network.result,
        }).catch(() => {}); // it only informs the officer
    };

    #go = () => {
        unlockSound();
        return whileBusy(this.#enter, t('party.check.entering'), async () => {
            this.#tell();
            try {
                await this.#visit.client.request('ready');
            } catch (error) {
                replace(this.#failed, note('bad', h('p', null, refusalWords(codeOf(error) || 'fault'))));
            }
        });
    };
}
