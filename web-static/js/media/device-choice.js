/**
 * What a person chose, kept by their browser: it holds for every page and every visit, until something else is chosen.
 *
 * @typedef {import('./device-list.js').DeviceKind} DeviceKind
 * @typedef {{read: (name: string) => string | null, keep: (name: string, value: string | null) => unknown}} ChoiceStore
 */
export class DeviceChoice {
    #store;
    /** @type {Partial<Record<DeviceKind, string>>} for browsers that keep nothing */
    #held = {};

    /** @param {ChoiceStore | null} [store] */
    constructor(store = null) {
        this.#store = store;
    }

    /**
     * @param {DeviceKind} kind
     * @returns {string} a device's id, '' for whatever the browser takes
     */
    of(kind) {
        return this.#held[kind] ?? this.#store?.read(`device.${kind}`) ?? '';
    }

    /**
     * @param {DeviceKind} kind
     * @param {string} id
     */
    set(kind, id) {
        this.#held[kind] = id;
        this.#store?.keep(`device.${kind}`, id || null);
    }
}
