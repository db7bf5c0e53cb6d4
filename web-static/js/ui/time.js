import { h } from '../lib/html.js';
import { machineTime } from '../lib/time.js';

/**
 * A <time> that says words and carries the instant.
 * @param {number} at
 * @param {string} words
 */
export function timeElement(at, words) {
    return h('time', { datetime: machineTime(at) }, words);
}
