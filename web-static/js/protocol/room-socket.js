import { toJSON } from '../lib/http.js';

/** How often the server beats, and after how much silence either side gives a socket up; s, until it says so itself. */
const TIMES = { beat: 10, dead: 25 };
/** How long a probe waits for any sign of life, and a new socket for its welcome; ms. */
const PROBE_MS = 3_000;
const HELLO_MS = 10_000;

/** What a socket tells its owner. `closed` comes once, and nothing after it.
 * @typedef {object} SocketOwner
 * @property {() => void} opened
 * @property {(message: import('./types.js').ServerMessage) => void} received
 * @property {(code: number) => void} closed
 */

/**
 * One WebSocket, from its opening to its end: it answers beats, notices that the other end is dead, and says so once.
 */
export class RoomSocket {
    #socket;
    #owner;
    #surroundings;
    #over = false;
    #welcomed = false;
    #times = TIMES;
    #heardAt = 0;
    #lookedAt = 0;
    #probing = false;
    /** @type {Set<number>} */
    #timers = new Set();

    /**
     * @param {string} url
     * @param {SocketOwner} owner
     * @param {import('./types.js').Surroundings} surroundings
     */
    constructor(url, owner, surroundings) {
        this.#owner = owner;
        this.#surroundings = surroundings;
        this.#heardAt = this.#lookedAt = surroundings.now();
        this.#socket = surroundings.openSocket(url);
        this.#socket.onopen = () => { if (!this.#over) owner.opened(); };
        this.#socket.onmessage = (event) => this.#hear(event.data);
        this.#socket.onclose = (event) => this.#end(event.code);
        this.#socket.onerror = () => {};
        this.#after(HELLO_MS, () => { if (!this.#welcomed) this.giveUp(); });
        this.#look();
    }

    /**
     * The server has answered the hello: from here on only silence ends this socket.
     * @param {{beat: number, dead: number}} [times] the server's own; s
     */
    welcomed(times = TIMES) {
        this.#welcomed = true;
        this.#times = times;
    }

    /**
     * @param {object} message
     * @returns {boolean} whether the browser took it
     */
    send(message) {
        if (this.#over || this.#socket.readyState !== 1) return false;
        try {
            this.#socket.send(toJSON(message));
            return true;
        } catch {
            return false;
        }
    }

    /**
     * Asks whether the other end is there: some systems leave a dead socket open. A new one follows after 3 s of
     * silence.
     */
    probe() {
        if (this.#over || this.#probing) return;
        this.#probing = true;
        this.send({ type: 'beat' });
        this.#after(PROBE_MS, () => { if (this.#probing) this.giveUp(); });
    }

    /** Ends it without waiting for an answer that may never come. */
    giveUp() {
        this.#end(1006);
    }

    /** @param {string} [reason] */
    close(reason) {
        if (this.#over) return;
        this.#shut(1000, reason);
    }

    /** @param {string} data */
    #hear = (data) => {
        if (this.#over) return;
        this.#heardAt = this.#surroundings.now();
        const probed = this.#probing;
        this.#probing = false;
        let message;
        try {
            message = JSON.parse(data);
        } catch {
            return;
        }
        if (message === null || typeof message !== 'object') return;
        // A beat that answers our probe is not answered again: two probes would never end.
        if (message.type === 'beat') { if (!probed) this.send({ type: 'beat' }); } else this.#owner.received(message);
    };

    #look = () => {
        const look = this.#times.beat * 500;
        this.#after(look, () => {
            const now = this.#surroundings.now();
            // Timers sleep in hidden tabs and closed laptops: what came meanwhile waits behind this very call.
            const slept = now - this.#lookedAt > 2 * look;
            this.#lookedAt = now;
            if (now - this.#heardAt >= this.#times.dead * 1000) {
                if (!slept) return this.giveUp();
                this.probe();
            }
            this.#look();
        });
    };

    /**
     * @param {number} ms
     * @param {() => void} act
     */
    #after = (ms, act) => {
        const timer = this.#surroundings.after(ms, () => {
            this.#timers.delete(timer);
            if (!this.#over) act();
        });
        this.#timers.add(timer);
    };

    /** @param {number} code */
    #end = (code) => {
        if (this.#over) return;
        this.#shut(1000);
        this.#owner.closed(code);
    };

    /**
     * @param {number} code
     * @param {string} [reason]
     */
    #shut = (code, reason) => {
        this.#over = true;
        for (const timer of this.#timers) this.#surroundings.cancel(timer);
        this.#timers.clear();
        this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
        try {
            this.#socket.close(code, reason);
        } catch {
            // It never opened, or it is closed already.
        }
    };
}
