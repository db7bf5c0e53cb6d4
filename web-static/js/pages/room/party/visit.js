// What a visit holds from the link to the end: the seat, the line, one capture, one mesh.

import { keepPreference, preference } from '../../../lib/preferences.js';
import { deviceID, randomID } from '../../../lib/random.js';
import { RoomClient } from '../../../protocol/room-client.js';
import { roomAddress } from '../../../protocol/surroundings.js';
import { rememberLeft } from './seat.js';

/** How long leaving waits for the server's word; then the page goes anyway. */
const LEAVE_MS = 3000;

/**
 * @typedef {import('./seat.js').Opened} Opened
 * @typedef {import('./later.js').Onward} Onward
 * @typedef {import('../../../media/own-devices.js').OwnDevices} OwnDevices
 * @typedef {import('../../../media/mesh.js').Mesh} Mesh
 */

export class Visit {
    /** @type {Onward | null} */
    #onward = null;
    /** @type {OwnDevices | null} */
    #devices = null;
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
        this.client = new RoomClient({
            url: roomAddress(opened.session),
            identity: { seatCredential: opened.seatCredential },
            page: randomID(),
            device: deviceID(),
        });
        this.client.addEventListener('state', changed);
        this.client.addEventListener('connection', changed);
    }

    /**
     * Draws at once, or as soon as no link is being made.
     * @param {() => void} draw
     */
    whenBegun(draw) {
        if (this.#mesh) this.#mesh.whenBegun(draw);
        else draw();
    }

    /** @param {Onward} onward it is here: the visit can have devices and links */
    equip(onward) {
        this.#onward = onward;
    }

    /** Camera, microphone and loudspeaker, and which of them: one choice for all of the visit. */
    get devices() {
        if (!this.#devices) {
            const { OwnDevices, soundThrough } = this.parts;
            this.#devices = new OwnDevices({ profile: 'phone', store: { read: preference, keep: keepPreference } });
            soundThrough(this.#devices.output);
        }
        return this.#devices;
    }

    /** One capture for all of the visit. */
    get capture() {
        return this.devices.capture;
    }

    /**
     * The links of the call: made once, when devices are first asked for, so that what the tracks do is reported from
     * then on.
     */
    get mesh() {
        this.#mesh = this.#mesh || new (this.parts.Mesh)({ client: this.client, capture: this.capture });
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
        if (this.#devices) this.#devices.stop();
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

    /** @returns {Onward} */
    get parts() {
        if (!this.#onward) throw new Error('the first page has neither devices nor links');
        return this.#onward;
    }
}
