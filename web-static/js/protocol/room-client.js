import { Refused } from '../lib/http.js';
import { Line } from './line.js';
import { CommandOutbox, commandsKey } from './outbox.js';
import { reduce } from './reducer.js';
import { Acknowledgement, Stream } from './stream.js';
import { browserSurroundings, tabStorage } from './surroundings.js';

/**
 * @typedef {import('./types.js').RoomState} RoomState
 * @typedef {import('./types.js').Connection} Connection
 * @typedef {import('./types.js').ServerMessage} ServerMessage
 *
 * @typedef {object} RoomClientOptions
 * @property {string} url
 * @property {import('./types.js').Identity} identity
 * @property {string} page random, of this load
 * @property {string} device random, of this browser profile
 * @property {import('./types.js').CommandStore|null} [store] where unanswered commands survive a reload
 * @property {import('./types.js').Surroundings} [surroundings]
 */

/**
 * The page's end of the room: one stream of state, commands that are neither lost nor doubled, and a line that comes
 * back.
 *
 * Events: `state` {changed: Set of section names}, `connection`, `welcome` {replay, sameRun}, `ice`, `signal` {from,
 * epoch, body}, `settled` {command, answer} (any command's end, also of one that an earlier load of this page gave),
 * `report-refused` {code, field}.
 */
export class RoomClient extends EventTarget {
    /** @type {RoomState|null} */
    state = null;
    /** @type {import('./types.js').Ice|null} */
    ice = null;
    /** How long the room keeps the seat of a page whose line is lost; s, as the last welcome said. */
    grace = 60;
    /**
     * What this page holds of links, told with each hello; the mesh sets it.
     * @type {() => {peer: number, epoch: number}[]}
     */
    heldLinks = () => [];

    #options;
    #surroundings;
    /** @type {Line} */
    #line;
    #outbox;
    #acknowledgement;
    #stream = new Stream();
    #takeOver = false;
    #resumed = false;
    #clockOffset = 0;

    /** @param {RoomClientOptions} options */
    constructor(options) {
        super();
        this.#options = options;
        this.#surroundings = options.surroundings ?? browserSurroundings();
        const store = options.store === undefined ? tabStorage() : options.store;
        this.#outbox = new CommandOutbox(store, commandsKey(options.identity));
        this.#acknowledgement = new Acknowledgement((seq) => this.report('ack', { seq }), this.#surroundings);
        this.#line = new Line(options.url, {
            hello: () => hello({
                ...this.#options, stream: this.#stream, links: this.heldLinks(), takeOver: this.#takeOver,
            }),
            welcomed: (message) => this.#welcomed(message),
            received: (message) => this.#received(message),
            changed: () => this.#connectionChanged(),
            stopped: () => { this.#acknowledgement.reset(); this.#outbox.abandon('stopped'); },
            inCall: () => this.#inCall(),
        }, this.#surroundings);
    }

    /** @returns {Connection} */
    get connection() {
        return this.#line.connection;
    }

    /** Commands that have no answer yet, oldest first. */
    get pending() {
        return this.#outbox.pending;
    }

    open() {
        this.#line.open();
    }

    /**
     * Ends it for good.
     * @param {string} [reason]
     */
    close(reason) {
        this.#line.close(reason);
    }

    /** After a hello that was refused because another page holds the seat: a person pressed "go on here". */
    takeOver() {
        if (this.connection.phase !== 'refused') return;
        this.#takeOver = true;
        this.#line.connect();
    }

    /**
     * Stored before it is sent, sent again after each welcome, gone only with its answer.
     * @template {keyof import('./types.js').Commands} Name
     * @param {Name} type
     * @param {import('./types.js').Commands[Name]} [fields]
     * @returns {Promise<any>} the result; rejects with Refused, with code `stopped` when nothing will be sent any more
     */
    request(type, fields) {
        if (this.connection.phase === 'stopped') return Promise.reject(new Refused('stopped'));
        const { command, answer } = this.#outbox.add(type, { ...fields });
        this.#line.send({ type, id: command.id, ...command.fields });
        return answer;
    }

    /**
     * Fire and forget: a report is true for a moment, so that a late one is worth nothing.
     * @template {keyof import('./types.js').Reports} Name
     * @param {Name} type
     * @param {import('./types.js').Reports[Name]} fields
     * @returns {boolean} whether it left
     */
    report(type, fields) {
        return this.#line.send({ type, ...fields });
    }

    /**
     * @param {number} to the peer's seat
     * @param {number} epoch
     * @param {import('./types.js').SignalBody} body
     * @returns {boolean} whether it left
     */
    signal(to, epoch, body) {
        return this.report('signal', { to, epoch, ack: this.#acknowledgement.take(), body });
    }

    /** The server's clock, now; ms. This device's own may be wrong by a day. */
    serverNow() {
        return this.#surroundings.now() + this.#clockOffset;
    }

    /** @param {import('./types.js').WelcomeMessage} message */
    #welcomed = (message) => {
        const sameRun = this.#stream.begin(message);
        this.#resumed = message.replay;
        this.#takeOver = false;
        this.#clockOffset = message.now - this.#surroundings.now();
        this.ice = message.ice ?? null;
        this.grace = message.times.grace;
        this.#acknowledgement.reset();
        for (const { id, type, fields } of this.#outbox.pending) this.#line.send({ type, id, ...fields });
        this.#fold(message);
        this.#tell('welcome', { replay: message.replay, sameRun });
        if (this.ice) this.#tell('ice');
    };

    /** @param {ServerMessage} message */
    #received = (message) => {
        const seq = 'seq' in message ? message.seq : undefined;
        const order = this.#stream.accept(seq);
        if (order === 'seen') return;
        if (order === 'gap') {
            // A gap in a replay is not mended by another replay: ask for the whole state.
            if (this.#resumed) this.#stream = new Stream();
            return this.#line.giveUp();
        }
        if (seq !== undefined) this.#acknowledgement.seen(this.#stream.position);
        this.#take(message);
        if (this.#line.reloadWanted && !this.#inCall()) this.#surroundings.reload();
    };

    /** @param {ServerMessage} message */
    #take = (message) => {
        switch (message.type) {
            case 'update':
            case 'draft':
                return this.#fold(message);
            case 'result':
                return this.#settled(message);
            case 'refused':
                if (message.id !== undefined) return this.#settled(message);
                return this.#tell('report-refused', { code: message.code, field: message.field ?? null });
            case 'signal':
                return this.#tell('signal', { from: message.from, epoch: message.epoch, body: message.body });
            case 'ice':
                this.ice = message.ice;
                return this.#tell('ice');
            default: // A newer server's: ignored.
        }
    };

    /** @param {import('./types.js').ResultMessage | import('./types.js').RefusedMessage} message */
    #settled = (message) => {
        const command = this.#outbox.settle(message);
        if (command) this.#tell('settled', { command, answer: message });
    };

    /** @param {ServerMessage} message */
    #fold = (message) => {
        const { state, changed } = reduce(this.state, message);
        this.state = state;
        if (changed.size) this.#tell('state', { changed });
    };

    #connectionChanged = () => {
        if (this.connection.phase === 'refused') this.#takeOver = false;
        this.#tell('connection');
    };

    #inCall = () => {
        const me = this.state?.seats.find((seat) => seat.seat === this.state?.me.seat);
        return me?.standing === 'admitted' && this.state?.session.phase !== 'ended';
    };

    /**
     * @param {string} type
     * @param {object} [detail]
     */
    #tell = (type, detail = {}) => {
        this.dispatchEvent(new CustomEvent(type, { detail }));
    };
}

/**
 * @param {object} said
 * @param {import('./types.js').Identity} said.identity
 * @param {string} said.page
 * @param {string} said.device
 * @param {{run: string|null, position: number}} said.stream
 * @param {{peer: number, epoch: number}[]} said.links
 * @param {boolean} said.takeOver
 */
function hello({ identity, page, device, stream, links, takeOver }) {
    const held = { page, device, run: stream.run, seq: stream.position, links, takeOver };
    if ('seatCredential' in identity) return { type: 'hello', seatCredential: identity.seatCredential, ...held };
    return { type: 'hello', session: identity.session, ...held, watch: identity.watch ?? false };
}
