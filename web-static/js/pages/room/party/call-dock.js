// The buttons of a party's call: in the call, cut off from it, and outside of a caucus.

import { h, replace } from '../../../lib/html.js';
import { isLarge } from '../../../lib/preferences.js';
import { telephones } from '../../../lib/telephone.js';
import { t } from '../../../lib/text.js';
import { openDevices } from '../../../room-ui/device-dialog.js';
import { deviceLook, dockButton, toggleDevice } from '../../../room-ui/dock.js';
import { askToLeave } from './leave.js';

/**
 * @typedef {object} DockActs
 * @property {() => void} touched somebody pressed a button: sound may play from here on
 * @property {() => void} update
 * @property {() => void} retry
 * @property {() => void} leaveWord
 */

export class CallDock {
    element = h('nav', { class: 'dock', 'aria-label': t('live.dock.label') });

    #visit;
    #acts;
    #microphone;
    #camera;
    #chooser;
    /** @type {Record<'on' | 'apart' | 'off', HTMLElement[]>} */
    #sets;
    /** @type {'on' | 'apart' | 'off' | ''} */
    #shown = '';

    /**
     * @param {import('./visit.js').Visit} visit
     * @param {DockActs} acts
     */
    constructor(visit, acts) {
        this.#visit = visit;
        this.#acts = acts;
        this.#microphone = this.#device('mute', 'microphone');
        this.#camera = this.#device('camera', 'camera');
        this.#chooser = dockButton({
            act: 'devices',
            look: { sign: 'tune', words: t('live.devices.open') },
            press: () => openDevices(visit.devices),
        });
        const leave = dockButton({
            act: 'leave', kind: 'end',
            look: { sign: 'leave', words: t('party.call.leave') },
            press: () => askToLeave(visit, true),
        });
        const again = dockButton({
            act: 'retry',
            look: { sign: 'wifi', words: t('party.back.retry') },
            press: acts.retry,
        });
        const word = dockButton({
            act: 'word',
            look: { sign: 'chat', words: t('party.outside.word') },
            press: acts.leaveWord,
        });
        // The dock has room for one number: the bureau's first. The pages before and after show both.
        const href = telephones(visit.opened.phone)[0]?.href;
        const phone = dockButton({ act: 'phone', look: { sign: 'phone', words: t('party.back.phone') }, href });
        const call = dockButton({ act: 'phone', look: { sign: 'phone', words: t('party.outside.phone') }, href });
        this.#sets = {
            on: [this.microphone, this.camera, this.#chooser.element, leave.element],
            apart: [word.element, this.camera, call.element, leave.element],
            off: [again.element, phone.element, leave.element],
        };
    }

    get microphone() { return this.#microphone.element; }

    get camera() { return this.#camera.element; }

    /** @param {'on' | 'apart' | 'off'} set */
    show(set) {
        const { capture, devices } = this.#visit;
        this.#microphone.show(deviceLook('microphone', capture.status.microphone));
        this.#camera.show(deviceLook('camera', capture.status.camera));
        // Large type has three buttons; who reads it changes a device by the note that tells of a failing one.
        this.#chooser.element.hidden = !devices.severalOfAny || isLarge();
        if (set === this.#shown) return;
        this.#shown = set;
        replace(this.element, this.#sets[set]);
    }

    /**
     * @param {string} act
     * @param {'microphone' | 'camera'} device
     */
    #device = (act, device) => {
        const { capture } = this.#visit;
        return dockButton({
            act,
            look: deviceLook(device, capture.status[device]),
            press: () => { this.#acts.touched(); toggleDevice(capture, device).then(this.#acts.update); },
        });
    };
}
