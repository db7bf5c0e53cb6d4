// Nothing twice (docs/protocol.md, 1.0): what makes or changes something is asked under an id of its own until its fate
// is known.

import { post, Refused } from '../lib/http.js';
import { randomID } from '../lib/random.js';

/** @typedef {import('./types.js').CommandStore} Store */

/** @type {(place: string) => string} */
const key = (place) => `trialogue.request.${place}`;

/** @type {Map<string, string>} for browsers that keep nothing */
const unkept = new Map();

/**
 * Asks, under the id of an earlier try whose answer never came, or under a new one. The id is kept before it leaves: a
 * reload meanwhile leaves its fate as unknown as a lost answer does.
 * @param {string} place what is asked for, such as `person.c-87`: two tries of one thing have one place
 * @template {string} Path
 * @param {Path} path
 * @param {import('./http-types.js').Asked<Path>} body without `request`
 * @param {{send?: (path: string, body: any) => Promise<any>, store?: Store}} [outside] for tests
 * @returns {Promise<import('./http-types.js').Answer<Path>>}
 */
export async function postOnce(place, path, body, outside = {}) {
    const { send = post, store = browserStore() } = outside;
    const earlier = read(store, place);
    const request = earlier || randomID();
    write(store, place, request);
    try {
        const answer = await send(path, { request, ...body });
        forget(place, store);
        return answer;
    } catch (error) {
        if (isSettled(error, Boolean(earlier))) forget(place, store);
        throw error;
    }
}

/**
 * Whoever throws a form away asks for something else next.
 * @param {string} place
 * @param {Store | null} [store]
 */
export function forget(place, store = browserStore()) {
    unkept.delete(key(place));
    try {
        store?.removeItem(key(place));
    } catch {
        // Nothing was kept.
    }
}

/**
 * Whether the id has had its answer, so that the next try is another request. A refusal of the first try is one:
 * nothing was done. A refusal of a later one doesn't tell what became of the first, unless it says so itself.
 * @param {unknown} error
 * @param {boolean} wasTriedBefore
 */
function isSettled(error, wasTriedBefore) {
    if (!(error instanceof Refused)) return false;
    return error.code === 'id_reused' || (!wasTriedBefore && error.status < 500);
}

/**
 * @param {Store | null} store
 * @param {string} place
 */
function read(store, place) {
    try {
        return store?.getItem(key(place)) || unkept.get(key(place)) || null;
    } catch {
        return unkept.get(key(place)) || null;
    }
}

/**
 * @param {Store | null} store
 * @param {string} place
 * @param {string} request
 */
function write(store, place, request) {
    unkept.set(key(place), request);
    try {
        store?.setItem(key(place), request);
    } catch {
        // It lives as long as the page then.
    }
}

/** @returns {Store | null} */
function browserStore() {
    try {
        return sessionStorage;
    } catch {
        return null;
    }
}
