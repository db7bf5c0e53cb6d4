// Who may be named in a form: the people of the bureau, asked for once a page.

import { get } from '../../lib/http.js';

/** @typedef {import('../../protocol/http-types.js').Colleague} Colleague */

/** @type {Colleague[]} */
let known = [];

/**
 * None when they can't be fetched: then a form takes a staff number instead, and asks again next time.
 * @returns {Promise<Colleague[]>}
 */
export async function colleagues() {
    if (known.length) return known;
    try {
        known = (await get('/api/colleagues')).people;
    } catch {
        return [];
    }
    return known;
}
