import { RoomClient } from '../../../../web-static/js/protocol/room-client.js';
import { Clock } from './clock.js';
import { fixture } from './fixtures.js';

// Node 18 keeps it behind a flag.
globalThis.CustomEvent ??= class extends Event {
    constructor(type, options) {
        super(type);
        this.detail = options?.detail;
    }
};

/** One socket as a page has it, with the server's end in the test's hands. */
class Socket {
    readyState = 0;
    sent = [];
    closedWith = null;

    send(text) { this.sent.push(JSON.parse(text)); }
    close(code) { this.readyState = 3; this.closedWith = code; }

    // The server's end.
    accept() { this.readyState = 1; this.onopen?.(); }
    say(message) { this.onmessage?.({ data: JSON.stringify(message) }); }
    end(code) { this.readyState = 3; this.onclose?.({ code }); }
    of(type) { return this.sent.filter((message) => message.type === type); }
}

/** A storage like a tab's. */
export class Store {
    items = new Map();
    getItem(key) { return this.items.get(key) ?? null; }
    setItem(key, value) { this.items.set(key, value); }
    removeItem(key) { this.items.delete(key); }
}

/** A server for one page: what it is told, and what it answers, is the test's. */
export class Server {
    sockets = [];
    clock = new Clock();
    reloads = 0;
    happen = () => {};
    random = 0.5;
    seq = 0;

    surroundings = {
        openSocket: () => { const socket = new Socket(); this.sockets.push(socket); return socket; },
        now: this.clock.now,
        random: () => this.random,
        after: this.clock.after,
        cancel: this.clock.cancel,
        watch: (act) => { this.happen = act; return () => { this.happen = () => {}; }; },
        reload: () => { this.reloads += 1; },
    };

    get socket() { return this.sockets[this.sockets.length - 1]; }

    client(options = {}) {
        return new RoomClient({
            url: 'wss://127.0.0.1/ws/s-1', identity: { seatCredential: 's-1.2.1.c2VjcmV0' }, page: 'p', device: 'd',
            store: new Store(), surroundings: this.surroundings, ...options,
        });
    }

    /** Accepts the newest socket and welcomes it; `change` alters the fixture. */
    welcome(change = {}) {
        this.socket.accept();
        const welcome = { ...fixture('welcome'), ...change };
        this.seq = welcome.replay ? this.seq : welcome.seq;
        this.socket.say(welcome);
        return welcome;
    }

    /** Says a message under the stream's next number. */
    next(message) {
        this.seq += 1;
        this.socket.say({ ...message, seq: this.seq });
    }
}
