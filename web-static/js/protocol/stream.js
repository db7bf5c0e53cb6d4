// How far a page has read in its stream, and what it tells the server of that.

/** At most one acknowledgement in this time; ms. */
const EVERY_MS = 2_000;

/**
 * The numbers of one (run, seat) stream: what has been seen, and whether something is missing.
 */
export class Stream {
    /** @type {string|null} */
    run = null;
    seq = 0;
    /** The number that a resuming welcome took for itself: nothing else will come under it. */
    #welcome = 0;

    /** How far this page has read, for the next hello and for acknowledgements. */
    get position() {
        return this.#welcome === this.seq + 1 ? this.#welcome : this.seq;
    }

    /**
     * @param {{run: string, seq?: number, replay: boolean}} welcome
     * @returns {boolean} whether the server went on in the same run
     */
    begin(welcome) {
        const sameRun = this.run === welcome.run;
        this.run = welcome.run;
        if (welcome.replay) {
            this.#welcome = welcome.seq ?? 0;
        } else {
            this.seq = welcome.seq ?? 0;
            this.#welcome = 0;
        }
        return sameRun;
    }

    /**
     * @param {number|undefined} seq a message's number; beats, ice and answers to reports have none
     * @returns {'take'|'seen'|'gap'}
     */
    accept(seq) {
        if (seq === undefined) return 'take';
        if (seq <= this.seq) return 'seen';
        const follows = seq === this.seq + 1 || (seq === this.seq + 2 && this.#welcome === this.seq + 1);
        if (!follows) return 'gap';
        this.seq = seq;
        return 'take';
    }
}

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

    /**
     * What a message that leaves now can say in passing, taken as said.
     * @returns {number|undefined} undefined: nothing new
     */
    take() {
        if (this.#seq === this.#sent) return undefined;
        this.#sent = this.#seq;
        return this.#seq;
    }

    /** A new stream: nothing of it has been acknowledged, and what an earlier one's number says is not true of it. */
    reset() {
        if (this.#timer !== null) this.#surroundings.cancel(this.#timer);
        this.#timer = null;
        this.#seq = this.#sent = 0;
    }

    #due = () => {
        this.#timer = null;
        const seq = this.take();
        if (seq !== undefined) this.#send(seq);
    };
}
