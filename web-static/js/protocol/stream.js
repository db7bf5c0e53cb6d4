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
