/** A microphone in a quiet room is never wholly still: this long without any deviation, nothing arrives from it; ms. */
const SILENT_MS = 8_000;

/** How loud a microphone is. Without a running AudioContext (no gesture yet) it measures nothing and claims nothing. */
export class LevelMeter {
    /** @type {AudioContext|null} */
    #context = null;
    /** @type {MediaStreamAudioSourceNode|null} */
    #source = null;
    /** @type {AnalyserNode|null} */
    #analyser = null;
    #samples = new Float32Array(512);
    #heardAt = 0;

    /** @param {MediaStreamTrack|null} track */
    listenTo(track) {
        this.#source?.disconnect();
        this.#source = null;
        if (!track) return;
        try {
            const Context = globalThis.AudioContext ?? /** @type {any} */ (globalThis).webkitAudioContext;
            // It gives no sound: no output need be opened for it (Chromium 110; others don't know the choice), and
            // large blocks will do.
            this.#context ??= /** @type {AudioContext} */ (new Context(/** @type {any} */ ({
                latencyHint: 'playback',
                sinkId: { type: 'none' },
            })));
            this.#analyser ??= this.#context.createAnalyser();
            this.#analyser.fftSize = this.#samples.length;
            this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
            this.#source.connect(this.#analyser);
            this.#heardAt = Date.now();
            this.resume();
        } catch {
            this.#source = null;
        }
    }

    /** Browsers start sound only after a gesture: call it in one. */
    resume() {
        if (this.#context && this.#context.state !== 'running') this.#context.resume().catch(() => {});
    }

    /** The track was switched on: its silence until now was asked for. */
    restart() {
        this.#heardAt = Date.now();
    }

    get isMeasuring() {
        return this.#source !== null && this.#context?.state === 'running';
    }

    /** 0 to 1: root mean square, a speaking voice is about 0.05 to 0.3. */
    get level() {
        if (!this.isMeasuring || !this.#analyser) {
            this.#heardAt = Date.now();
            return 0;
        }
        this.#analyser.getFloatTimeDomainData(this.#samples);
        let squares = 0;
        for (const sample of this.#samples) squares += sample * sample;
        if (squares > 0) this.#heardAt = Date.now();
        return Math.min(1, Math.sqrt(squares / this.#samples.length));
    }

    /** Whether the device has delivered nothing at all for 8 s. */
    get isSilent() {
        void this.level;
        return this.isMeasuring && Date.now() - this.#heardAt >= SILENT_MS;
    }

    close() {
        this.listenTo(null);
        this.#context?.close().catch(() => {});
        this.#context = this.#analyser = null;
    }
}
