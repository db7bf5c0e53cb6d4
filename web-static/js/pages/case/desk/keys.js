import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { button } from '../../../ui/button.js';
import { openDialog } from '../../../ui/dialog.js';
import { checkbox } from '../../../ui/field.js';
import { keysAreOn, switchKeys } from '../../../ui/keys.js';

/** @type {(may: boolean) => [string[], string][]} */
const all = (may) => [
    [['/'], t('bureau.keys.find')],
    ...(may ? /** @type {[string[], string][]} */ ([[['N'], t('bureau.register.title')]]) : []),
    [['J', 'K'], t('bureau.keys.move')],
    [['Enter'], t('bureau.keys.open')],
    [['?'], t('bureau.keys.help')],
];

/**
 * @param {boolean} may register
 */
export function keyList(may) {
    return h('section', { class: 'desk__keys', 'aria-labelledby': 'keys-h' },
        h('h2', { class: 'side__h', id: 'keys-h' }, t('bureau.keys.title')),
        h('ul', { class: 'keys' }, all(may).map(([keys, words]) =>
            h('li', null, keys.map((key) => [h('kbd', { class: 'kbd' }, key), ' ']), words))),
        h('p', null, button(t('bureau.keys.settings'), { kind: 'quiet', size: 'sm', press: () => openKeyHelp(may) })));
}

/**
 * All keys, and the switch that turns them off.
 * @param {boolean} may register
 */
export function openKeyHelp(may) {
    const single = checkbox('single-keys', t('bureau.keys.single'), keysAreOn());
    single.control.addEventListener('change', () => switchKeys(single.control.checked));
    const done = button(t('common.dialog.close'), { kind: 'primary' });
    const dialog = openDialog({
        title: t('bureau.keys.title'),
        body: [
            h('dl', { class: 'kv' }, all(may).map(([keys, words]) =>
                [h('dt', null, keys.map((key) => [h('kbd', { class: 'kbd' }, key), ' '])), h('dd', null, words)])),
            single.element,
        ],
        foot: done,
        focus: done,
    });
    done.addEventListener('click', dialog.close);
}
