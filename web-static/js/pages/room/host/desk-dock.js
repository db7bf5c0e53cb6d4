// The buttons below the pictures, at the officer's desk.

import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { openDevices } from '../../../room-ui/device-dialog.js';
import { deviceLook, dockButton, toggleDevice } from '../../../room-ui/dock.js';
import { askToEnd } from './end.js';

/** @typedef {import('./room.js').Desk} Desk */

export class DeskDock {
    element;

    #desk;
    #update;
    #microphone;
    #camera;
    #present;

    /**
     * @param {Desk} desk
     * @param {HTMLElement[]} caucus the buttons for speaking alone with one side
     * @param {() => void} update after a device was switched
     */
    constructor(desk, caucus, update) {
        this.#desk = desk;
        this.#update = update;
        this.#microphone = this.#device('mute', 'microphone');
        this.#camera = this.#device('camera', 'camera');
        const chooser = dockButton({
            act: 'devices',
            look: { sign: 'tune', words: t('live.devices.open') },
            press: () => openDevices(desk.devices),
        });
        this.#present = dockButton({
            act: 'present',
            look: { sign: 'doc', words: t('live.dock.present'), pressed: false },
            press: () => { desk.ask('present', { on: !desk.client.state?.minutes.presenting }); },
        });
        const end = dockButton({
            act: 'end', kind: 'end',
            look: { sign: 'leave', words: t('live.dock.end') },
            press: () => { askToEnd(desk); },
        });
        this.element = h('nav', { class: 'dock dock--desk', 'aria-label': t('live.dock.label') },
            this.microphone, this.camera, chooser.element, this.#present.element, caucus, end.element);
    }

    get microphone() { return this.#microphone.element; }

    get camera() { return this.#camera.element; }

    /**
     * @param {import('../../../protocol/types.js').RoomState} state
     * @param {boolean} apart whether a wall is up
     */
    show(state, apart) {
        const { capture } = this.#desk;
        this.#microphone.show(deviceLook('microphone', capture.status.microphone));
        this.#camera.show(deviceLook('camera', capture.status.camera));
        const { presenting } = state.minutes;
        this.#present.element.hidden = apart || state.session.phase === 'waiting';
        this.#present.show({
            sign: 'doc',
            words: t(presenting ? 'live.dock.unpresent' : 'live.dock.present'),
            pressed: presenting,
        });
    }

    /**
     * @param {string} act
     * @param {'microphone' | 'camera'} device
     */
    #device = (act, device) => {
        const { capture } = this.#desk;
        return dockButton({
            act,
            look: deviceLook(device, 'off'),
            press: () => { toggleDevice(capture, device).then(this.#update); },
        });
    };
}
