import { afterClose, Backoff, passes } from './return.js';
import { RoomSocket } from './room-socket.js';

/**
 * @typedef {import('./types.js').Connection} Connection
 * @typedef {import('./types.js').Surroundings} Surroundings
 *
 * @typedef {object} LineOwner
 * @property {() => object} hello what to say on a new socket
 * @property {(message: import('./types.js').WelcomeMessage) => void} welcomed
 * @property {(message: import('./types.js').ServerMessage) => void} received what comes after the welcome
 * @property {() => void} changed `connection` is another one
 * @property {() => void} stopped nothing will be sent any more
 * @property {() => boolean} inCall whether a reload would tear somebody out of a call
 */

/**
 * The line to the server: one socket after another, each with its hello, until something stops it for good.
 */
export class Line {
    /** @type {Connection} */
    connection;
    /** A newer build waits (4008) for a moment out of call. */
    reloadWanted = false;

    #url;
    #owner;
    #surroundings;
    #backoff;
    /** @type {RoomSocket|null} */
    #socket = null;
    /** @type {number|null} */
    #retry = null;
    /** @type {(() => void)|null} */
    #unwatch = null;

    /**
     * @param {string} url
     * @param {LineOwner} owner
     * @param {Surroundings} surroundings
     */
    constructor(url, owner, surroundings) {
        this.#url = url;
        this.#owner = owner;
        this.#surroundings = surroundings;
        this.#backoff = new Backoff(surroundings.random);
        this.connection = { phase: 'waiting', retryAt: null, code: null, since: surroundings.now(), closeCode: null };
    }

    open() {
        if (this.#unwatch || this.connection.phase === 'stopped') return;
        this.#unwatch = this.#surroundings.watch(this.#happened);
        this.connect();
    }

    /** @param {string} [reason] */
    close(reason) {
        this.#stop(1000);
        this.#socket?.close(reason);
        this.#socket = null;
    }

    connect() {
        this.#cancelRetry();
        this.#socket?.close();
        this.#show({ phase: 'connecting', retryAt: null, code: null });
        this.#socket = new RoomSocket(this.#url, {
            opened: () => { this.#socket?.send(this.#owner.hello()); },
            received: this.#received,
            closed: this.#closed,
        }, this.#surroundings);
    }

    /**
     * @param {object} message
     * @returns {boolean} whether it left
     */
    send(message) {
        return this.connection.phase === 'open' && this.#socket !== null && this.#socket.send(message);
    }

    /** This socket is no use any more, whatever the browser thinks: another one. */
    giveUp() {
        this.#socket?.giveUp();
    }

    /** @param {import('./types.js').ServerMessage} message */
    #received = (message) => {
        if (this.connection.phase === 'open') return this.#owner.received(message);
        if (message.type === 'welcome') {
            const now = this.#surroundings.now();
            this.#socket?.welcomed(message.times);
            this.#backoff.opened(now);
            this.connection = { ...this.connection, phase: 'open', code: null, since: now, closeCode: null };
            // What remains unanswered goes out here, before whoever hears of the change can ask for anything new.
            this.#owner.welcomed(message);
            this.#owner.changed();
        } else if (message.type === 'pending') {
            this.#socket?.welcomed();
            this.#show({ phase: 'pending', code: message.why ?? null });
        } else if (message.type === 'refused' && !passes(message.code)) {
            this.#show({ phase: 'refused', code: message.code });
        }
    };

    /** @param {number} code */
    #closed = (code) => {
        this.#socket = null;
        const { act, delay } = afterClose(code);
        const { phase, since } = this.connection;
        const now = this.#surroundings.now();
        this.#backoff.lost(now);
        // A refused hello is closed by an ordinary code: what to do stands in the refusal, and a person decides.
        if (phase === 'refused' && code < 4000) return;
        if (act === 'stop' && (code !== 1000 || phase === 'open')) return this.#stop(code);
        if (act === 'reload') {
            this.reloadWanted = true;
            if (!this.#owner.inCall()) return this.#surroundings.reload();
        }
        const wait = Math.max(this.#backoff.next(), delay);
        this.#retry = this.#surroundings.after(wait, () => this.connect());
        this.#show({
            phase: 'waiting', retryAt: now + wait, code: null, closeCode: code, since: phase === 'open' ? now : since,
        });
    };

    /** @param {number} closeCode */
    #stop = (closeCode) => {
        this.#cancelRetry();
        this.#unwatch?.();
        this.#unwatch = null;
        if (this.connection.phase === 'stopped') return;
        this.#show({ phase: 'stopped', retryAt: null, closeCode, since: this.#surroundings.now() });
        this.#owner.stopped();
    };

    /** @param {'online'|'visible'|'restored'} what */
    #happened = (what) => {
        // A page out of the back-forward cache holds links and a socket that are long dead.
        if (what === 'restored') this.#surroundings.reload();
        else if (this.connection.phase === 'waiting') this.connect();
        else if (this.connection.phase === 'open') this.#socket?.probe();
    };

    #cancelRetry = () => {
        if (this.#retry !== null) this.#surroundings.cancel(this.#retry);
        this.#retry = null;
    };

    /** @param {Partial<Connection>} shown */
    #show = (shown) => {
        this.connection = { ...this.connection, ...shown };
        this.#owner.changed();
    };
}
