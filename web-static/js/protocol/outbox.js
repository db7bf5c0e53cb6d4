import { Refused } from '../lib/http.js';
import { randomID } from '../lib/random.js';

/**
 * Commands that have no answer yet. Each is stored before it is sent and leaves only when its result or refusal is
 * here; what a reload or a lost network left behind is sent again, in order, under the same id: the server runs an id
 * once.
 *
 * @typedef {{id: string, type: string, fields: Record<string, unknown>}} Command
 * @typedef {{resolve: (result: any) => void, reject: (reason: Error) => void}} Waiter
 */
export class CommandOutbox {
    /** @type {Command[]} */
    #commands;
    /** @type {Map<string, Waiter>} */
    #waiters = new Map();
    #store;
    #key;

    /**
     * @param {import('./types.js').CommandStore|null} store null: they live as long as the page
     * @param {string} key one per session and seat
     */
    constructor(store, key) {
        this.#store = store;
        this.#key = key;
        this.#commands = this.#read();
    }

    /** @returns {readonly Command[]} in the order in which they were given */
    get pending() {
        return this.#commands;
    }

    /**
     * @param {string} type
     * @param {Record<string, unknown>} fields
     * @returns {{command: Command, answer: Promise<any>}}
     */
    add(type, fields) {
        const command = { id: randomID(), type, fields };
        this.#commands = [...this.#commands, command];
        this.#write();
        const answer = new Promise((resolve, reject) => this.#waiters.set(command.id, { resolve, reject }));
        return { command, answer };
    }

    /**
     * Takes a `result`, or a `refused` that has an id.
     * @param {import('./types.js').ResultMessage | import('./types.js').RefusedMessage} message
     * @returns {Command|null} the command that it answers; null for one that was answered before
     */
    settle(message) {
        const command = this.#commands.find((each) => each.id === message.id);
        if (!command) return null;
        this.#commands = this.#commands.filter((each) => each !== command);
        this.#write();
        const waiter = this.#waiters.get(command.id);
        this.#waiters.delete(command.id);
        if (message.type === 'refused') waiter?.reject(new Refused(message.code, message.field ?? null));
        else waiter?.resolve(message);
        return command;
    }

    /**
     * Nothing will be sent any more: whoever waits is told, what is stored stays for a page that comes later.
     * @param {string} code
     */
    abandon(code) {
        const waiters = [...this.#waiters.values()];
        this.#waiters.clear();
        for (const waiter of waiters) waiter.reject(new Refused(code));
    }

    /** @returns {Command[]} */
    #read = () => {
        try {
            const kept = JSON.parse(this.#store?.getItem(this.#key) ?? '[]');
            return Array.isArray(kept) ? kept.filter((each) => each && each.id && each.type) : [];
        } catch {
            return [];
        }
    };

    #write = () => {
        try {
            if (this.#commands.length) this.#store?.setItem(this.#key, JSON.stringify(this.#commands));
            else this.#store?.removeItem(this.#key);
        } catch {
            // A full or forbidden storage costs the survival of a reload, not the command itself.
        }
    };
}

/**
 * Where this session's and this seat's unanswered commands are stored.
 * @param {import('./types.js').Identity} identity
 */
export function commandsKey(identity) {
    if ('seatCredential' in identity) {
        // SESSION.SEAT.GENERATION.SECRET; a session's id may itself hold points.
        const parts = identity.seatCredential.split('.');
        return `trialogue.commands.${parts.slice(0, -3).join('.')}.${parts[parts.length - 3] ?? ''}`;
    }
    return `trialogue.commands.${identity.session}.${identity.watch ? 'watch' : 'officer'}`;
}
