// When a page that lost its line comes back, and whether it does.

/** The longest waits, in ms, before the first, second, … try; the last one repeats without end. */
const CEILINGS = [1000, 500, 1000, 2000, 4000, 8000];

/** A connection that held this long was a good one: the next loss begins anew. */
const STEADY_MS = 5000;

/**
 * Reconnecting with full jitter, so that ten thousand pages that lost one server don't come back in one moment.
 */
export class Backoff {
    #tries = 0;
    /** @type {number|null} */
    #openedAt = null;
    #random;

    /** @param {() => number} random in [0, 1) */
    constructor(random) {
        this.#random = random;
    }

    /** @returns {number} ms until the next try */
    next() {
        const ceiling = CEILINGS[Math.min(this.#tries, CEILINGS.length - 1)];
        this.#tries += 1;
        return Math.floor(this.#random() * ceiling);
    }

    /** @param {number} now */
    opened(now) {
        this.#openedAt = now;
    }

    /**
     * Only a connection that held begins the row anew: one that is accepted and dropped at once must not be hammered.
     * @param {number} now
     */
    lost(now) {
        if (this.#openedAt !== null && now - this.#openedAt >= STEADY_MS) this.#tries = 0;
        this.#openedAt = null;
    }
}

/**
 * What a page does after a close (docs/protocol.md, section 3).
 * @typedef {{act: 'return'|'stop'|'reload', delay: number}} AfterClose `delay`: ms to wait at least before coming back
 */

/** @type {Readonly<Record<number, AfterClose>>} */
const TABLE = {
    1000: { act: 'stop', delay: 0 },
    1001: { act: 'return', delay: 0 },
    1003: { act: 'stop', delay: 0 },
    1006: { act: 'return', delay: 0 },
    1007: { act: 'stop', delay: 0 },
    1008: { act: 'stop', delay: 0 },
    1009: { act: 'stop', delay: 0 },
    1011: { act: 'return', delay: 0 },
    4001: { act: 'return', delay: 0 },
    4002: { act: 'stop', delay: 0 },
    4003: { act: 'stop', delay: 0 },
    4004: { act: 'stop', delay: 0 },
    4005: { act: 'stop', delay: 0 },
    4006: { act: 'return', delay: 0 },
    4007: { act: 'return', delay: 5000 },
    4008: { act: 'reload', delay: 0 },
};

/**
 * A code that this page doesn't know is a newer server's or a proxy's: coming back is the safe answer.
 * @param {number} code
 * @returns {AfterClose}
 */
export function afterClose(code) {
    return TABLE[code] ?? { act: 'return', delay: 0 };
}

/** Refusals of a hello that are the server's own trouble: nothing is wrong with this page, it comes back. */
const PASSING = new Set(['store_failed', 'busy', 'fault', 'slow_down', 'wrong_state']);

/**
 * Whether a refused hello is worth another try without anybody's doing.
 * @param {string} code
 */
export function passes(code) {
    return PASSING.has(code);
}
