import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { button } from '../../../ui/button.js';
import { icon } from '../../../ui/icon.js';
import { takeTyping } from '../../../ui/typing.js';

/** @typedef {'me' | 'others' | 'all'} Tab */

/**
 * The head of the list: whose turn it is, the search, and the way to register something new.
 * @param {object} options
 * @param {Tab} options.tab
 * @param {Record<Tab, string>} options.counts
 * @param {string} options.typed
 * @param {(tab: Tab) => void} options.choose
 * @param {(words: string) => void} options.find
 * @param {(() => void) | null} options.register
 */
export function ledgerHead({ tab, counts, typed, choose, find, register }) {
    const words = h('input', {
        class: 'input', id: 'find', type: 'search', value: typed,
        placeholder: t('bureau.desk.find_hint'),
        autocomplete: 'off',
    });
    takeTyping(words, 'line', { changed: () => find(words.value) });
    const tabs = /** @type {Tab[]} */ (['me', 'others', 'all']);
    return h('header', { class: 'ledger__head' },
        h('h2', { id: 'due-h' }, t('bureau.desk.heading')),
        h('div', { class: 'seg', role: 'group', 'aria-label': t('bureau.desk.tabs') }, tabs.map((each) => h('button', {
            type: 'button', 'aria-pressed': each === tab, data: { tab: each }, on: { click: () => choose(each) },
        }, t(`bureau.desk.tab.${each}`), ' ', h('span', { class: 'num' }, counts[each])))),
        register ? button(t('bureau.register.open'), { sign: 'plus', press: register }) : null,
        h('div', { class: 'ledger__find' }, h('label', { class: 'vh', for: 'find' }, t('bureau.desk.find')),
            icon('search'),
            words,
            h('kbd', { class: 'kbd', 'aria-hidden': 'true' }, '/')));
}
