/**
 * Which track each sender was last asked to take. Browsers keep replaceTrack in one row with negotiation (webrtc-pc,
 * 5.2.10), so that what a sender carries now may be what it was asked for long ago: what counts is the last that it was
 * asked.
 */
export class TrackGivers {
    /** @type {Map<RTCRtpSender, {track: MediaStreamTrack|null, done: Promise<void>}>} */
    #asked = new Map();

    /**
     * @param {RTCRtpSender} sender
     * @param {MediaStreamTrack|null} track
     * @returns {Promise<void>} until it carries it; it never rejects, and never settles while the browser negotiates
     *   without end
     */
    give(sender, track) {
        const last = this.#asked.get(sender);
        if ((last ? last.track : sender.track) === track) return last ? last.done : Promise.resolve();
        const asked = { track, done: Promise.resolve() };
        this.#asked.set(sender, asked);
        asked.done = sender.replaceTrack(track).catch(() => {
            // Refused: the next time it is asked again.
            if (this.#asked.get(sender) === asked) this.#asked.delete(sender);
        });
        return asked.done;
    }
}
