// Step 2: does the person look and sound right, before anybody else sees or hears them.

import { h, replace } from '../../../lib/html.js';
import { codeOf } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { checkChoice } from '../../../room-ui/device-select.js';
import { meter } from '../../../room-ui/meter.js';
import { playSound, unlockSound } from '../../../room-ui/sound.js';
import { chip } from '../../../ui/badge.js';
import { button, whileBusy } from '../../../ui/button.js';
import { icon } from '../../../ui/icon.js';
import { note, refusalWords } from '../../../ui/note.js';
import { checkRow } from './check-row.js';
import { showSheet } from './frame.js';
import { openHelp } from './help.js';
import { NetworkTest } from './network.js';

/** A voice, as the meter's level; and how often it looks. */
const VOICE = 0.012;
const LOOK_MS = 90;

/**
 * @param {import('./visit.js').Visit} visit
 * @param {HTMLElement} page
 */
export function checkStep(visit, page) {
    const { opened, capture, client, devices } = visit;
    const choices = {
        camera: checkChoice(devices, 'camera', () => {}),
        microphone: checkChoice(devices, 'microphone', () => { heard = false; }),
        speaker: checkChoice(devices, 'speaker', () => { speaker = 'untested'; draw(); }),
    };
    const rows = {
        camera: checkRow('camera', 'cam', t('party.check.camera'), choices.camera.element),
        microphone: checkRow('microphone', 'mic', t('party.check.microphone'), choices.microphone.element),
        speaker: checkRow('speaker', 'speaker', t('party.check.speaker'), choices.speaker.element),
        network: checkRow('network', 'wifi', t('party.check.network')),
    };
    const network = new NetworkTest(client, () => { draw(); if (network.phase === 'done') tell(); });
    const level = meter();
    const video = h('video', {
        class: 'tile__video tile__video--mine',
        playsinline: true, autoplay: true, 'aria-hidden': 'true', tabindex: '-1',
    });
    video.muted = true;
    const none = h('div', { class: 'selfview__none', hidden: true });
    const failed = h('div');
    const why = h('p', { class: 'visit__why', id: 'enter-why' });
    const enter = button(t('party.check.enter'), {
        kind: 'primary', size: 'lg', wide: true, describedBy: 'enter-why',
        press: () => go(),
    });
    enter.dataset.act = 'enter';
    let heard = false;
    /** @type {'untested' | 'played' | 'ok' | 'failed'} */
    let speaker = 'untested';
    const sheet = showSheet(page, {
        step: 'check', demo: opened.demo, office: opened.office,
        count: t('arrival.step', { n: 2 }),
        title: 'party.check.title',
        body: [
            h('figure', { class: 'selfview' }, h('div', { class: 'tile' }, video, none),
                h('figcaption', { class: 'selfview__tag' }, icon('lock'), t('party.check.only_you'))),
            h('ul', { class: 'checks' },
                rows.camera.element, rows.microphone.element, rows.speaker.element, rows.network.element),
            failed,
        ],
        foot: [
            why, enter,
            button(t('party.check.help'), { kind: 'quiet', wide: true, press: () => openHelp(opened.phone) }),
        ],
    });
    const timer = setInterval(listen, LOOK_MS);
    capture.addEventListener('change', draw);
    devices.list.addEventListener('change', draw);
    visit.startDevices().then(draw);
    network.run();
    draw();
    return { title: sheet.title, line: sheet.line, update() {}, end };

    function end() {
        clearInterval(timer);
        capture.removeEventListener('change', draw);
        devices.list.removeEventListener('change', draw);
        video.srcObject = null; // a picture that nobody sees any more holds frames that the camera could use
    }

    function listen() {
        level.show(capture.level);
        if (!heard && capture.level > VOICE) {
            heard = true;
            draw();
        }
    }

    function draw() {
        if (capture.stream && video.srcObject !== capture.stream) {
            video.srcObject = capture.stream;
            video.play().catch(() => {});
        }
        const { camera, microphone } = capture.status;
        none.hidden = camera === 'live';
        replace(none, icon('cam-off'),
            h('span', null, t(camera === 'off' ? 'party.check.asking' : `live.camera.${camera}`)));
        rows.camera.show(deviceLook('camera', camera));
        rows.microphone.show(microphone === 'live'
            ? {
                says: t(heard ? 'party.check.heard' : 'party.check.speak'),
                act: level.element, actKey: 'meter', more: null,
            }
            : deviceLook('microphone', microphone));
        rows.speaker.show(speakerLook());
        rows.network.show(network.look());
        for (const choice of Object.values(choices)) choice.show();
        why.textContent = whyNot();
        const fine = camera === 'live' && microphone === 'live';
        if (enter.getAttribute('aria-busy') !== 'true') {
            replace(enter, h('span', null, t(fine ? 'party.check.enter' : 'party.check.enter_anyway')));
        }
    }

    /**
     * @param {'camera' | 'microphone'} device
     * @param {string} status
     * @returns {import('./check-row.js').RowLook}
     */
    function deviceLook(device, status) {
        if (status === 'off' && !capture.isUnanswered) {
            return {
                says: t('party.check.asking'),
                act: chip('now', t('party.check.running')),
                actKey: status, more: null,
            };
        }
        if (status === 'live') {
            return {
                says: t('party.check.camera_ok'),
                act: chip('ok', t('party.check.ok')),
                actKey: status, more: null,
            };
        }
        const press = () => {
            unlockSound();
            (device === 'camera' ? capture.setCamera(true) : capture.setMicrophone(true)).then(draw);
        };
        const again = button(t(status === 'muted' ? 'party.check.switch_on' : 'party.check.again'), { press });
        if (status === 'off') {
            return {
                says: t('party.check.asking'),
                act: again, actKey: 'unanswered',
                more: { words: t(`party.help.${device}.denied`) },
            };
        }
        return {
            says: t(`live.${device}.${status}`),
            act: again, actKey: status,
            more: { words: capture.supported ? t(`party.help.${device}.${status}`) : t('party.help.no_devices') },
        };
    }

    /** @returns {import('./check-row.js').RowLook} */
    function speakerLook() {
        if (speaker === 'ok') {
            return {
                says: t('party.check.speaker_ok'),
                act: chip('ok', t('party.check.ok')),
                actKey: 'ok', more: null,
            };
        }
        const play = button(t(speaker === 'untested' ? 'party.check.play' : 'party.check.play_again'), {
            press: sound,
        });
        if (speaker === 'played') {
            return {
                says: t('party.check.did_you_hear'),
                actKey: 'played', more: null,
                act: [
                    button(t('party.check.did'), { press: () => { speaker = 'ok'; draw(); tell(); } }),
                    button(t('party.check.did_not'), { press: () => { speaker = 'failed'; draw(); tell(); } }),
                ],
            };
        }
        return {
            says: t(speaker === 'failed' ? 'party.check.speaker_bad' : 'party.check.speaker_says'),
            act: play, actKey: speaker,
            more: speaker === 'failed' ? { words: t('party.help.speaker') } : null,
        };
    }

    function sound() {
        unlockSound();
        playSound('test');
        speaker = 'played';
        draw();
    }

    function whyNot() {
        const { camera, microphone } = capture.status;
        if (microphone !== 'live' && microphone !== 'off') return t('party.check.without_microphone');
        if (camera !== 'live' && camera !== 'off') return t('party.check.without_camera');
        return network.phase === 'running' ? t('party.check.still_testing') : '';
    }

    /** @param {string} status */
    function verdict(status) {
        if (status === 'live') return 'ok';
        if (status === 'off' || status === 'muted') return 'skipped';
        return status === 'denied' || status === 'missing' || status === 'busy' ? status : 'failed';
    }

    function tell() {
        const { camera, microphone } = capture.status;
        return client.request('check', {
            camera: verdict(camera),
            microphone: verdict(microphone),
            speaker: speaker === 'ok' || speaker === 'failed' ? speaker : 'skipped',
            network: network.result,
        }).catch(() => {}); // it only informs the officer
    }

    function go() {
        unlockSound();
        return whileBusy(enter, t('party.check.entering'), async () => {
            tell();
            try {
                await client.request('ready');
            } catch (error) {
                replace(failed, note('bad', h('p', null, refusalWords(codeOf(error) || 'fault'))));
            }
        });
    }
}
