/**
 * A new link is given this long for its descriptions and first candidates, before anything else may take the page's
 * time; ms.
 */
export const BEGIN_MS = 300;

/**
 * What can wait for links that are being made: a page that draws itself takes longer than any of their steps, and the
 * other side waits for those.
 */
export class AfterLinks {
    /** @type {Set<() => void>} */
    #waiting = new Set();
    /** Whether something waits for a link. */
    #held = false;
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
            this.#held = true;
            this.#after(BEGIN_MS, this.look);
        } else if (this.#held) {
            // Candidates that came meanwhile go first.
            this.#held = false;
            this.#after(0, this.look);
        } else {
            const waiting = this.#waiting;
            this.#waiting = new Set();
            for (const act of waiting) act();
        }
    };
}
