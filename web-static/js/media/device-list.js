/**
 * The devices that this browser can offer, and when that changes.
 *
 * @typedef {'camera'|'microphone'|'speaker'} DeviceKind
 * @typedef {{id: string, label: string}} Device
 */

/** @type {Record<string, DeviceKind>} */
const KINDS = { videoinput: 'camera', audioinput: 'microphone', audiooutput: 'speaker' };

/** Chromium's names for what the system prefers: no devices of their own, and what "automatic" means anyway. */
const ALIASES = ['', 'default', 'communications'];

/** Event: `change`, when `known` is another one. Names and ids are empty until a person has allowed a device. */
export class DeviceList extends EventTarget {
    /** @type {Record<DeviceKind, Device[]>} */
    known = { camera: [], microphone: [], speaker: [] };
    #media;
    #shown = '';

    /** @param {MediaDevices | undefined} [media] in-app browsers may lack the whole of it */
    constructor(media = globalThis.navigator?.mediaDevices) {
        super();
        this.#media = media;
        this.#media?.addEventListener?.('devicechange', this.look);
    }

    /** Looks again; it never rejects. */
    look = async () => {
        if (typeof this.#media?.enumerateDevices !== 'function') return;
        /** @type {Record<DeviceKind, Device[]>} */
        const known = { camera: [], microphone: [], speaker: [] };
        try {
            for (const { kind, deviceId, label } of await this.#media.enumerateDevices()) {
                if (KINDS[kind] && !ALIASES.includes(deviceId)) known[KINDS[kind]].push({ id: deviceId, label });
            }
        } catch {
            return;
        }
        const shown = JSON.stringify(known);
        if (shown === this.#shown) return;
        this.#shown = shown;
        this.known = known;
        this.dispatchEvent(new CustomEvent('change'));
    };

    /**
     * @param {DeviceKind} kind
     * @param {string} id
     */
    has(kind, id) {
        return this.known[kind].some((device) => device.id === id);
    }

    stop() {
        this.#media?.removeEventListener?.('devicechange', this.look);
    }
}
