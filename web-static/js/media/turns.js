/**
 * A step of negotiation takes a browser far less than a second: one that takes so long has stuck, before the link's
 * first try ends; ms.
 */
const STUCK_MS = 8_000;

/** Steps that run one after another: none finds the connection between two states. */
export class Turns {
    /** Whether the step that runs may never end. What stands behind it waits; only another link helps. */
    isStuck = false;
    #last = Promise.resolve();
    #after;
    #failed;

    /**
     * @param {(ms: number, act: () => void) => void} after
     * @param {(error: unknown) => void} failed a step failed; the next one runs
     */
    constructor(after, failed) {
        this.#after = after;
        this.#failed = failed;
    }

    /** @param {() => Promise<void>|undefined} step */
    run(step) {
        this.#last = this.#last.then(async () => {
            let runs = true;
            this.#after(STUCK_MS, () => { if (runs) this.isStuck = true; });
            try {
                await step();
            } catch (error) {
                this.#failed(error);
            } finally {
                runs = this.isStuck = false;
            }
        });
    }
}
