/** @typedef {import('./types.js').RoomState} RoomState */

/** The page's end of the room's WebSocket. */
export class RoomClient extends EventTarget {
    /** @param {{url: string, identity: import('./types.js').Identity, page: string, device: string, store?: import('./types.js').CommandStore}} options */
    constructor(options) {
        super();
        this.options = options;
        /** @type {RoomState|null} */
        this.state = null;
        /** @type {import('./types.js').Connection} */
        this.connection = { phase: 'connecting', retryAt: null, code: null, since: Date.now(), closeCode: null };
        /** @type {import('./types.js').Ice|null} */
        this.ice = null;
    }

    open() {}

    /** @param {string} [reason] */
    close(reason) { void reason; }

    takeOver() {}

    /**
     * @param {string} type
     * @param {object} [fields]
     * @returns {Promise<any>}
     */
    request(type, fields) { void [type, fields]; return new Promise(() => {}); }

    /**
     * @param {string} type
     * @param {object} [fields]
     * @returns {boolean}
     */
    report(type, fields) { void [type, fields]; return false; }

    /**
     * @param {number} to
     * @param {number} epoch
     * @param {import('./types.js').SignalBody} body
     * @returns {boolean}
     */
    signal(to, epoch, body) { void [to, epoch, body]; return false; }

    /** @returns {number} */
    serverNow() { return Date.now(); }
}
