// Who hears whom: the first line of every call page.

import { h, replace } from '../lib/html.js';
import { t } from '../lib/text.js';
import { icon } from '../ui/icon.js';

/**
 * @typedef {object} Said
 * @property {'open' | 'apart' | 'alone' | 'caucus'} state
 * @property {string} [hear] what is so, more exactly; else as `state`
 * @property {string} [sign]
 * @property {string} [green] confirmed, by this page and by all the others
 * @property {string} title
 * @property {string} words
 * @property {string[]} [joined] names round the table
 * @property {string[]} [outside] names beyond it
 */

/**
 * @param {boolean} [withTable] draws the line of seats where there is room
 */
export function hearBar(withTable) {
    const words = h('p', { class: 'hear__words' });
    const table = h('ul', { class: 'table-line', 'aria-hidden': 'true' });
    const element = h('section', {
        class: 'hear',
        'aria-label': t('live.hear.label'),
        role: 'status',
        data: { state: 'alone' },
    },
        icon('ear-off'), words, withTable ? table : null);
    let shown = '';
    return { element, show };

    /** @param {Said} said */
    function show(said) {
        const key = JSON.stringify(said);
        if (key === shown) return; // a live region speaks each time that it is filled
        shown = key;
        element.dataset.state = said.state;
        element.dataset.hear = said.hear || said.state;
        element.replaceChild(icon(said.sign || (said.state === 'open' ? 'ear' : 'ear-off')),
            /** @type {Node} */ (element.firstChild));
        replace(words, h('b', null, said.title),
            said.green ? h('strong', { class: 'hear__green' }, icon('check'), said.green) : null, said.words);
        if (withTable) replace(table, seats(said));
    }
}

/** @param {Said} said */
function seats(said) {
    const joined = (said.joined || []).map((name) => h('li', null, h('span', { class: 'pin' }, name)));
    const outside = (said.outside || []).map((name) => h('li', { class: 'out' }, h('span', { class: 'pin' }, name)));
    if (!outside.length) return joined;
    return [...joined, h('li', { class: 'wall' }, h('span', { class: 'bars' })), ...outside];
}
