import { h } from '../../../lib/html.js';

/**
 * What to do now, numbered.
 * @param {{title: string, says?: string}[]} items
 */
export function advice(items) {
    return h('ol', { class: 'advice' }, items.map((item, index) => h('li', null,
        h('span', { class: 'advice__n', 'aria-hidden': 'true' }, index + 1),
        h('p', null, h('b', null, item.title), item.says ? h('small', null, item.says) : null))));
}
