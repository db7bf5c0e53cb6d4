/** So long after a report was too much for the server the newest state is told; ms. */
const AGAIN_MS = 2_000;

/**
 * Tells the server what this page's tracks do, whenever that is something else. A report has no answer; one that came
 * too soon after many others is refused (`slow_down`), and what it said would never be known: then the state of a
 * moment later is told, once.
 */
export class MediaReport {
    #client;
    #capture;
    #after;
    #told = '';
    #isWaiting = false;
    #isOver = false;

    /**
     * @param {import('../protocol/room-client.js').RoomClient} client
     * @param {{status: import('../protocol/types.js').MediaState}} capture
     * @param {(ms: number, act: () => void) => void} after
     */
    constructor(client, capture, after) {
        this.#client = client;
        this.#capture = capture;
        this.#after = after;
    }

    tell() {
        const { microphone, camera } = this.#capture.status;
        const said = `${microphone} ${camera}`;
        if (said !== this.#told && this.#client.report('media', { microphone, camera })) this.#told = said;
    }

    /** What was told before may not have arrived, or is forgotten. */
    tellAnew() {
        this.#told = '';
        this.tell();
    }

    /** @param {string} code why some report was refused; which one it was is not told */
    refused(code) {
        if (code !== 'slow_down' || this.#isWaiting) return;
        this.#isWaiting = true;
        this.#after(AGAIN_MS, () => {
            this.#isWaiting = false;
            if (!this.#isOver) this.tellAnew();
        });
    }

    end() {
        this.#isOver = true;
    }
}
