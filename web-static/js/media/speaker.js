/** Quieter than this is nobody speaking; the level of RFC 6464 as 0 to 1, about -34 dB. */
const FLOOR = 0.02;
/** Louder for so many looks takes the word; silent for so many gives it up. */
const LOOKS_TO_TAKE = 2;
const LOOKS_TO_REST = 4;

/** Who speaks, out of the levels of everybody: steady, so that no ring jumps at a cough. */
export class Speaker {
    /** @type {number|null} a seat */
    current = null;
    /** @type {number|null} */
    #next = null;
    #looks = 0;

    /**
     * @param {Iterable<[number, number]>} levels seat and level of everybody, this page's own among them
     * @returns {boolean} whether somebody else speaks now
     */
    look(levels) {
        /** @type {number|null} */
        let loudest = null;
        let most = FLOOR;
        for (const [seat, level] of levels) {
            if (level > most) [loudest, most] = [seat, level];
        }
        if (loudest === this.current) {
            this.#next = loudest;
            this.#looks = 0;
            return false;
        }
        this.#looks = loudest === this.#next ? this.#looks + 1 : 1;
        this.#next = loudest;
        if (this.#looks < (loudest === null ? LOOKS_TO_REST : LOOKS_TO_TAKE)) return false;
        this.current = loudest;
        this.#looks = 0;
        return true;
    }
}
