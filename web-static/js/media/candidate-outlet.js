import { forTheWire } from './candidates.js';

/** After a batch has left, candidates are collected this long before they leave together; ms. */
const BATCH_MS = 100;

/**
 * The candidates of this side: the first leaves at once, for it is the one that most calls run on; those after it are
 * gathered into batches, kept for a repeat, closed once.
 *
 * @typedef {import('../protocol/types.js').WireCandidate} WireCandidate
 * @typedef {import('../protocol/types.js').CandidatesBody} CandidatesBody
 */
export class CandidateOutlet {
    #send;
    #paths;
    #after;
    /** @type {WireCandidate[]} everything of the present generation, sent or not */
    #current = [];
    #sent = 0;
    #ended = false;
    #endSent = false;
    #scheduled = false;

    /**
     * @param {(body: CandidatesBody) => boolean} send whether it left
     * @param {'relay'|'direct'} paths
     * @param {(ms: number, act: () => void) => void} after
     */
    constructor(send, paths, after) {
        this.#send = send;
        this.#paths = paths;
        this.#after = after;
    }

    /** A restart gathers anew: what was gathered before is of an old generation. */
    restart() {
        this.#current = [];
        this.#sent = 0;
        this.#ended = this.#endSent = false;
    }

    /** @param {RTCIceCandidate|null} candidate null, or an empty one, ends the row; Firefox says so twice */
    gathered(candidate) {
        if (candidate && candidate.candidate) {
            const passing = forTheWire(candidate, this.#paths);
            if (!passing) return;
            const generation = this.#current[0]?.usernameFragment;
            if (generation && passing.usernameFragment && generation !== passing.usernameFragment) this.restart();
            this.#current.push(passing);
        } else {
            this.#ended = true;
        }
        this.#schedule();
    }

    /** After a welcome: the other side may have missed any of it. */
    repeat() {
        this.#sent = 0;
        this.#endSent = false;
        this.#flush();
    }

    #schedule = () => {
        if (this.#scheduled) return;
        const isFirst = this.#sent === 0 && this.#current.length > 0;
        if (isFirst) this.#flush();
        this.#scheduled = true;
        this.#after(BATCH_MS, () => { this.#scheduled = false; this.#flush(); });
    };

    #flush = () => {
        const candidates = this.#current.slice(this.#sent);
        const end = this.#ended && !this.#endSent;
        if (!candidates.length && !end) return;
        if (!this.#send({ kind: 'candidates', candidates, end })) return;
        this.#sent = this.#current.length;
        this.#endSent = this.#ended;
    };
}
