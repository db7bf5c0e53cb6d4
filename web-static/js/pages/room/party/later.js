// What the first page does without. It is fetched while the person reads, so that the first page is small and the next
// one is there when it is asked for.

import { loadTexts } from '../../../lib/text.js';

/** So long the rest of the page may take; ms. */
const PATIENCE_MS = 30_000;

/** @typedef {typeof import('./onward.js')} Onward */
/** @typedef {typeof import('./aside.js')} Aside */

/** The first stands before the page's own sheet in the cascade, the others after it; the steps' without a call too. */
const BEFORE = '/css/components.css';
const STEPS = '/css/steps.css';
const AFTER = [STEPS, '/css/call.css', '/css/wall.css'];

/**
 * Something that is fetched once; after a failure, once more when it is next asked for.
 * @template T
 */
export class Later {
    /** @type {T | null} null until it is here */
    here = null;
    /** @type {Promise<T> | null} */
    #coming = null;
    #bring;

    /** @param {() => Promise<T>} bring */
    constructor(bring) {
        this.#bring = bring;
    }

    /** @returns {Promise<T>} */
    fetch() {
        this.#coming = this.#coming
            || Promise.race([this.#bring(), late()]).then((it) => { this.here = it; return it; }).catch((error) => {
                this.#coming = null;
                throw error;
            });
        return this.#coming;
    }
}

/** @returns {Promise<never>} */
function late() {
    return new Promise((_, reject) => {
        setTimeout(() => reject(new Error('the rest of the page is late')), PATIENCE_MS);
    });
}

/** @returns {Promise<Onward>} */
export async function bringOnward() {
    const own = document.querySelector('link[href="/css/party.css"]');
    const [parts] = await Promise.all([
        import('./onward.js'),
        loadTexts('refused', 'party', 'live'),
        sheet(BEFORE, own),
        ...AFTER.map((address) => sheet(address, null)),
    ]);
    return parts;
}

/** @returns {Promise<Aside>} */
export async function bringAside() {
    const [parts] = await Promise.all([import('./aside.js'), loadTexts('party'), sheet(STEPS, null)]);
    return parts;
}

/**
 * @param {string} address
 * @param {Element | null} before null: at the end
 * @returns {Promise<void>}
 */
function sheet(address, before) {
    if (document.querySelector(`link[href="${address}"]`)) return Promise.resolve();
    return new Promise((resolve, reject) => {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = address;
        link.onload = () => resolve();
        link.onerror = () => {
            link.remove();
            reject(new Error(`no ${address}`));
        };
        document.head.insertBefore(link, before);
    });
}
