import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';

/** More are said by the number alone. */
const SHOWN = 3;

/**
 * How often a unit was urged: filled dots, and the number in words.
 * @param {number} times
 */
export function dots(times) {
    return h('span', { class: 'urged nb' },
        h('span', { class: 'urged__dots', 'aria-hidden': 'true' }, Array.from({ length: SHOWN }, (_, index) =>
            h('i', { class: index < times ? 'on' : null }))), ' ', t('bureau.orders.times', { n: times }));
}
