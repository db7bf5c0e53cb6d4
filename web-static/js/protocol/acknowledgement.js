/** At most one acknowledgement in this time; ms. */
const EVERY_MS = 2_000;

/** Tells the server in passing how far this page has read, so that it can forget what it keeps for a replay. */
export class Acknowledgement {
    #send;
    #surroundings;
    #seq = 0;
    #sent = 0;
    /** @type {number|null} */
    #timer = null;

    /**
     * @param {(seq: number) => void} send
     * @param {import('./types.js').Surroundings} surroundings
     */
    constructor(send, surroundings) {
        this.#send = send;
        this.#surroundings = surroundings;
    }

    /** @param {number} seq */
    seen(seq) {
        this.#seq = seq;
        if (this.#timer === null) this.#timer = this.#surroundings.after(EVERY_MS, this.#due);
    }

    /** A new stream: nothing of it has been acknowledged. */
    reset() {
        if (this.#timer !== null) this.#surroundings.cancel(this.#timer);
        this.#timer = null;
        this.#sent = 0;
    }

    #due = () => {
        this.#timer = null;
        if (this.#seq === this.#sent) return;
        this.#sent = this.#seq;
        this.#send(this.#seq);
    };
}
