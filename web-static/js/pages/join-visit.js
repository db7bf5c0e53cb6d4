// What a visit holds from the link to the end: the seat, the line, one capture, one mesh.

import { keepPreference, preference } from '../lib/preferences.js';
import { Mesh } from '../media/mesh.js';
import { OwnDevices } from '../media/own-devices.js';
import { deviceID, randomID } from '../protocol/random-id.js';
import { RoomClient } from '../protocol/room-client.js';
import { soundThrough } from '../room-ui/sound.js';
import { rememberLeft } from './join-seat.js';

/** How long leaving waits for the server's word; then the page goes anyway. */
const LEAVE_MS = 3000;

/** @typedef {import('./join-seat.js').Opened} Opened */

export class Visit {
    /** @type {Mesh | null} */
    #mesh = null;
    /** Whether the person pressed leave. */
    left = false;
    /** Whether they have already been asked for devices on this page. */
    asked = false;

    /**
     * @param {Opened} opened
     * @param {() => void} changed
     */
    constructor(opened, changed) {
        this.opened = opened;
        this.changed = changed;
        this.devices = new OwnDevices({ profile: 'phone', store: { read: preference, keep: keepPreference } });
        this.capture = this.devices.capture;
        soundThrough(this.devices.output);
        this.client = new RoomClient({
            url: `${location.protocol === 'http:' ? 'ws' : 'wss'}://${location.host}/ws`,
            identity: { seatCredential: opened.seatCredential }, page: randomID(), device: deviceID(),
        });
        this.client.addEventListener('state', changed);
        this.client.addEventListener('connection', changed);
    }

    /** The links of the call: made once, when devices are first asked for, so that what the tracks do is reported from then on. */
    get mesh() {
        this.#mesh = this.#mesh || new Mesh({ client: this.client, capture: this.capture });
        return this.#mesh;
    }

    /** Devices are asked for once a page; the person decides again by the buttons. */
    async startDevices() {
        void this.mesh;
        if (this.asked) return;
        this.asked = true;
        await this.capture.start({ camera: true, microphone: true });
    }

    /** Nothing is heard or seen any more, at once. */
    stopMedia() {
        if (this.#mesh) this.#mesh.close();
        this.#mesh = null;
        this.asked = false;
        this.devices.stop();
    }

    async leave() {
        this.left = true;
        rememberLeft(true);
        this.stopMedia();
        this.changed();
        const told = this.client.request('leave').catch(() => {});
        await Promise.race([told, new Promise((resolve) => setTimeout(resolve, LEAVE_MS))]);
        this.client.close('left');
    }
}
