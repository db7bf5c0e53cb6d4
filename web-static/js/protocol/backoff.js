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
