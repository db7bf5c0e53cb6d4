import { h } from '../lib/html.js';
import { t } from '../lib/text.js';

/**
 * The strip that stands first on every page that shows invented data.
 * @param {boolean} demo
 * @returns {HTMLElement | null}
 */
export function demoBanner(demo) {
    return demo ? h('p', { class: 'demo' }, h('b', null, t('common.demo.title')), h('span', null, t('common.demo.says'))) : null;
}
