// Another camera, microphone or loudspeaker in the middle of a call: it is in use at once, and the own picture and
// level show it.

import { h } from '../lib/html.js';
import { t } from '../lib/text.js';
import { button } from '../ui/button.js';
import { deviceField } from './device-select.js';
import { meter } from './meter.js';
import { playSound, unlockSound } from './sound.js';
import { openStepDialog } from './step-dialog.js';

const LOOK_MS = 90;

/** @param {import('../media/own-devices.js').OwnDevices} devices */
export function openDevices(devices) {
    const { capture, list } = devices;
    const fields = {
        camera: deviceField(devices, 'camera'),
        microphone: deviceField(devices, 'microphone'),
        speaker: deviceField(devices, 'speaker'),
    };
    const video = h('video', {
        class: 'tile__video tile__video--mine',
        playsinline: true, autoplay: true, 'aria-hidden': 'true', tabindex: '-1',
    });
    video.muted = true;
    const none = h('p', { class: 'devices__none' });
    const level = meter();
    const test = button(t('live.devices.test'), {
        sign: 'speaker',
        press: () => { unlockSound(); playSound('test'); },
    });
    test.dataset.act = 'test-sound';
    const done = button(t('live.devices.done'), { kind: 'primary', press: () => dialog.close() });
    const timer = setInterval(() => level.show(capture.level), LOOK_MS);
    capture.addEventListener('change', show);
    list.addEventListener('change', show);
    const dialog = openStepDialog({
        title: t('live.devices.title'),
        lead: t('live.devices.says'),
        call: true, focus: done,
        body: h('div', { class: 'devices' },
            h('div', { class: 'tile devices__self' }, video, none), fields.camera.element,
            fields.microphone.element, h('p', { class: 'devices__level' }, level.element), fields.speaker.element,
            h('p', null, test)),
        foot: h('div', { class: 'btns' }, done),
        closed: () => {
            clearInterval(timer);
            capture.removeEventListener('change', show);
            list.removeEventListener('change', show);
            video.srcObject = null;
        },
    });
    show();
    list.look().then(show);

    function show() {
        if (capture.stream && video.srcObject !== capture.stream) {
            video.srcObject = capture.stream;
            video.play().catch(() => {});
        }
        const { camera } = capture.status;
        none.hidden = camera === 'live';
        none.textContent = t(`live.camera.${camera}`);
        for (const field of Object.values(fields)) field.show();
    }
}
