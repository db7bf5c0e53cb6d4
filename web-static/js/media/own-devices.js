import { AudioOutput } from './audio-output.js';
import { Capture } from './capture.js';
import { DeviceChoice } from './device-choice.js';
import { DeviceList } from './device-list.js';

/**
 * Everything of this computer or telephone that a call uses: camera and microphone, where sound comes out, what there
 * is to choose from and what was chosen.
 *
 * @typedef {import('./device-list.js').DeviceKind} DeviceKind
 */
export class OwnDevices {
    /**
     * @param {object} options
     * @param {import('./encoding.js').Profile} options.profile
     * @param {import('./device-choice.js').ChoiceStore} options.store
     */
    constructor({ profile, store }) {
        this.choice = new DeviceChoice(store);
        this.list = new DeviceList();
        this.output = new AudioOutput(this.choice, this.list);
        this.capture = new Capture({ profile, choice: this.choice });
        // Ids and names are told once a device was allowed.
        this.capture.addEventListener('change', this.list.look);
        this.list.addEventListener('change', this.#takeChosen);
    }

    /** Whether there is more than one of anything. */
    get severalOfAny() {
        return this.several('camera') || this.several('microphone') || this.several('speaker');
    }

    /** @param {DeviceKind} kind */
    several(kind) {
        return (kind !== 'speaker' || this.output.supported) && this.list.known[kind].length > 1;
    }

    /**
     * The device in use, as the browser names it; '' when there is none, or nobody knows.
     * @param {DeviceKind} kind
     */
    inUse(kind) {
        if (kind === 'speaker') return this.list.known.speaker.find(({ id }) => id === this.output.device)?.label ?? '';
        return this.capture.tracks[kind]?.label ?? '';
    }

    /**
     * Whether what was chosen is there and not in use: another program holds it, or it failed.
     * @param {DeviceKind} kind
     */
    failedChoice(kind) {
        const chosen = this.choice.of(kind);
        if (!this.list.has(kind, chosen) || kind === 'speaker') return false;
        const used = this.capture.deviceOf(kind);
        return used !== '' && used !== chosen;
    }

    /**
     * In use at once, and at every later visit.
     * @param {DeviceKind} kind
     * @param {string} id '' for whatever the browser takes
     */
    async choose(kind, id) {
        this.choice.set(kind, id);
        if (kind === 'speaker') this.output.apply();
        else await this.capture.change(kind);
    }

    /** What was chosen and unplugged is back: it is taken again. */
    #takeChosen = () => {
        for (const kind of /** @type {const} */ (['microphone', 'camera'])) {
            if (this.failedChoice(kind)) this.capture.change(kind);
        }
    };

    /** Nothing is heard or seen any more. */
    stop() {
        this.capture.stop();
    }

    /** For good. */
    close() {
        this.stop();
        this.output.stop();
        this.list.stop();
    }
}
