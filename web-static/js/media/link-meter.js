import { within } from '../lib/within.js';
import { read } from './link-stats.js';

/** Statistics that take longer say nothing any more; ms. */
const STATS_MS = 2_000;

/** What one connection carries, measured: one question to the browser at a time, and none waited for without an end. */
export class LinkMeter {
    /** @type {import('./link-stats.js').Reading|null} the newest */
    reading = null;
    #connection;
    #after;
    #asking = false;

    /**
     * @param {RTCPeerConnection} connection
     * @param {(ms: number, act: () => void) => void} after
     */
    constructor(connection, after) {
        this.#connection = connection;
        this.#after = after;
    }

    /**
     * @param {number} now
     * @returns {Promise<import('./link-stats.js').Reading|null>} null: the browser has not answered
     */
    async measure(now) {
        if (this.#asking) return null;
        this.#asking = true;
        const asked = this.#connection.getStats().catch(() => null).finally(() => { this.#asking = false; });
        const report = await within(STATS_MS, asked, null, this.#after);
        if (!report) return null;
        this.reading = read(/** @type {any} */ (report).values(), this.reading?.totals ?? null, now);
        return this.reading;
    }
}
