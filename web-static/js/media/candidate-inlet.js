import { userFragmentOf } from './candidates.js';
import { userFragments } from './session-description.js';

/** No honest side has more in flight before its description: section 5 allows 64 a generation. */
const MOST_WAITING = 128;

/**
 * @typedef {import('../protocol/types.js').WireCandidate} WireCandidate
 */

/**
 * The candidates of the other side: early ones wait for their description, those of an old generation are dropped.
 */
export class CandidateInlet {
    /** @type {{candidate: WireCandidate|null, generation: string|null}[]} */
    #waiting = [];
    /** @type {Set<string>} */
    #present = new Set();
    /** @type {Set<string>} */
    #past = new Set();
    #add;

    /** @param {(candidate: WireCandidate|null) => Promise<void>} add null: the row's end */
    constructor(add) {
        this.#add = add;
    }

    /**
     * @param {import('../protocol/types.js').CandidatesBody} body
     */
    async received({ candidates, end }) {
        let generation = null;
        for (const candidate of candidates) {
            generation = candidate.usernameFragment ?? userFragmentOf(candidate.candidate);
            await this.#take(candidate, generation);
        }
        if (end) await this.#take(null, generation);
    }

    /**
     * The other side's description has been applied.
     * @param {string} sdp
     */
    async described(sdp) {
        const fragments = userFragments(sdp);
        for (const fragment of this.#present) if (!fragments.has(fragment)) this.#past.add(fragment);
        this.#present = fragments;
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const { candidate, generation } of waiting) await this.#take(candidate, generation);
    }

    /**
     * @param {WireCandidate|null} candidate
     * @param {string|null} generation
     */
    #take = async (candidate, generation) => {
        if (generation !== null && this.#past.has(generation)) return;
        const known = this.#present.size > 0 && (generation === null || this.#present.has(generation));
        if (known) return this.#add(candidate);
        if (this.#waiting.length < MOST_WAITING) this.#waiting.push({ candidate, generation });
    };
}
