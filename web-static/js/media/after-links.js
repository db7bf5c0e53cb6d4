/** A new link is given this long for its first words, before anything else may take the page's time; ms. */
export const BEGIN_MS = 150;

/**
 * What can wait for links that are being made: a page that draws itself takes longer than their first words, and the other side
 * waits for those.
 */
export class AfterLinks {
    /** @type {Set<() => void>} */
    #waiting = new Set();
    #isBeginning;
    #after;

    /**
     * @param {() => boolean} isBeginning whether a link is being made this very moment
     * @param {(ms: number, act: () => void) => void} after
     */
    constructor(isBeginning, after) {
        this.#isBeginning = isBeginning;
        this.#after = after;
    }

    /**
     * Runs something soon. Asked again meanwhile, it still runs once.
     * @param {() => void} act
     */
    run(act) {
        this.#waiting.add(act);
        // Whoever else hears of the same event may make a link of it.
        Promise.resolve().then(this.look);
    }

    /** A link has begun, or is gone. */
    look = () => {
        if (!this.#waiting.size) return;
        if (this.#isBeginning()) {
            this.#after(BEGIN_MS, this.look);
            return;
        }
        const waiting = this.#waiting;
        this.#waiting = new Set();
        for (const act of waiting) act();
    };
}
