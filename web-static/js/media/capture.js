/** This page's camera and microphone. */
export class Capture extends EventTarget {
    constructor() {
        super();
        /** @type {import('../protocol/types.js').MediaState} */
        this.status = { microphone: 'off', camera: 'off' };
        /** @type {MediaStream|null} */
        this.stream = null;
        /** @type {{microphone: MediaStreamTrack|null, camera: MediaStreamTrack|null}} */
        this.tracks = { microphone: null, camera: null };
        this.level = 0;
    }

    /** @param {{camera?: boolean, microphone?: boolean}} [wanted] */
    async start(wanted) { void wanted; }

    stop() {}

    /** @param {boolean} on */
    async setMicrophone(on) { void on; }

    /** @param {boolean} on */
    async setCamera(on) { void on; }

    /** @returns {Promise<{cameras: MediaDeviceInfo[], microphones: MediaDeviceInfo[]}>} */
    async devices() { return { cameras: [], microphones: [] }; }

    /** @param {{cameraId?: string, microphoneId?: string}} ids */
    async choose(ids) { void ids; }
}
