import { within } from '../lib/within.js';

/**
 * Who closes the browser's question without an answer leaves it open for ever (Firefox): after so long another may be
 * put; ms.
 */
const ANSWER_MS = 20_000;

/** The browser's questions for devices, one after another. */
export class Questions {
    /** Whether one has been open for long: it may have to be put anew. Its answer still counts. */
    isUnanswered = false;
    /** Until the last of them is answered, or was open for long. */
    last = Promise.resolve();
    #changed;
    #after;

    /**
     * @param {() => void} changed nobody has answered for long
     * @param {(ms: number, act: () => void) => unknown} [after] tests bring their own time
     */
    constructor(changed, after) {
        this.#changed = changed;
        this.#after = after;
    }

    /**
     * @param {() => Promise<void>} ask it never rejects
     * @returns {Promise<void>}
     */
    put(ask) {
        this.last = this.last.then(async () => {
            this.isUnanswered = false;
            const answered = ask().then(() => {
                this.isUnanswered = false;
                return true;
            });
            if (await within(ANSWER_MS, answered, false, this.#after)) return;
            this.isUnanswered = true;
            this.#changed();
        });
        return this.last;
    }
}
