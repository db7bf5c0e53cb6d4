/** @typedef {HTMLMediaElement & {sinkId?: string, setSinkId?: (id: string) => Promise<void>}} Sounding */

/**
 * Where this page's sound comes out (Audio Output Devices API: HTMLMediaElement.setSinkId; Chromium 49, Firefox 116,
 * Safari has none yet). A chosen device that is unplugged gives way to the system's own and is taken again when it is
 * back.
 */
export class AudioOutput {
    #choice;
    #list;
    /** @type {Set<Sounding>} */
    #elements = new Set();

    /**
     * @param {import('./device-choice.js').DeviceChoice} choice
     * @param {import('./device-list.js').DeviceList} list
     */
    constructor(choice, list) {
        this.#choice = choice;
        this.#list = list;
        list.addEventListener('change', this.apply);
    }

    /** Whether pages may choose in this browser. */
    get supported() {
        return 'setSinkId' in (globalThis.HTMLMediaElement?.prototype ?? {});
    }

    /** The device that sound goes to now; '' for the system's own. */
    get device() {
        const chosen = this.#choice.of('speaker');
        return this.#list.has('speaker', chosen) ? chosen : '';
    }

    /** @param {HTMLMediaElement} element that plays other people, or a sound of the page */
    attach(element) {
        this.#elements.add(element);
        this.#give(element);
    }

    /** @param {HTMLMediaElement} element */
    detach(element) {
        this.#elements.delete(element);
    }

    /** Gives every element the device that is right now. */
    apply = () => {
        for (const element of this.#elements) this.#give(element);
    };

    stop() {
        this.#list.removeEventListener('change', this.apply);
        this.#elements.clear();
    }

    /** @param {Sounding} element */
    #give = (element) => {
        if (!element.setSinkId || element.sinkId === this.device) return;
        // Refused (taken away this moment, or not allowed here): the system's own goes on sounding.
        element.setSinkId(this.device).catch(() => {});
    };
}
