/**
 * How long a disconnected link may come back by itself, how long one try lasts, and how long silence is believed; ms.
 */
const PATIENCE_MS = 2_000;
const TRY_MS = 10_000;
const SILENCE_MS = 10_000;
/** The first negotiation and one restart; then the link is given up for a new one. */
const TRIES = 2;

/**
 * When a link is mended, and how: a policy without timers of its own, asked about once a second and at each change.
 */
export class Mending {
    #random;
    #tries = 1;
    #tryUntil;
    /** @type {number|null} */
    #brokenSince = null;
    #heardAt;
    #networkChanged = false;
    /** A try because of silence is a success only when something is heard: the state says connected all the while. */
    #unheard = false;

    /**
     * @param {number} now the link's first negotiation begins
     * @param {() => number} random
     */
    constructor(now, random) {
        this.#random = random;
        this.#tryUntil = now + TRY_MS;
        this.#heardAt = now;
    }

    /** This device has another network, or has one again: the old path may be dead and not know it. */
    networkChanged() {
        this.#networkChanged = true;
    }

    /**
     * A packet of the other side has arrived.
     * @param {number} now
     */
    heard(now) {
        this.#heardAt = now;
        this.#unheard = false;
    }

    /**
     * The other side began a try of its own: ours would only cross it.
     * @param {number} now
     */
    otherSideTries(now) {
        this.#tryUntil = Math.max(this.#tryUntil, now + TRY_MS);
        this.#heardAt = now;
    }

    /**
     * @param {number} now
     * @param {object} link
     * @param {string} link.state the RTCPeerConnection's connectionState
     * @param {boolean} link.reachable the socket is live and the other side's page is there: a try can arrive
     * @param {boolean} link.soundExpected the other side's microphone is live
     * @returns {'restart'|'renew'|null}
     */
    next(now, { state, reachable, soundExpected }) {
        if (!soundExpected || state !== 'connected') this.#heardAt = now;
        const silent = now - this.#heardAt >= SILENCE_MS;
        if (state === 'connected' && !silent && !this.#networkChanged) {
            if (this.#unheard && soundExpected) return null;
            this.#unheard = false;
            this.#tries = 0;
            this.#tryUntil = 0;
            this.#brokenSince = null;
            return null;
        }
        this.#brokenSince ??= now;
        const ripe = state !== 'disconnected' || now - this.#brokenSince >= PATIENCE_MS || this.#networkChanged;
        if (!ripe || !reachable || now < this.#tryUntil) return null;
        this.#networkChanged = false;
        this.#unheard = silent;
        this.#heardAt = now;
        this.#tries += 1;
        if (this.#tries <= TRIES) {
            this.#tryUntil = now + TRY_MS;
            return 'restart';
        }
        // Without end, and not all links of a room in one moment.
        this.#tryUntil = now + TRY_MS * (0.8 + 0.4 * this.#random());
        return 'renew';
    }
}
