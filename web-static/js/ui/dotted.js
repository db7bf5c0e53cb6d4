import { h } from '../lib/html.js';

/**
 * Facts in a row, with a dot between two that share a line; those that are empty are left out. Its place has the class
 * `dots`. The blanks part the words for who hears or copies them.
 * @param {(string | null | undefined)[]} facts
 */
export function dotted(facts) {
    return facts.filter(Boolean).map((fact) => [h('span', null, fact), ' ']);
}
