// One line of the device check: what is tested, what came of it, and the way on.

import { h, replace } from '../../../lib/html.js';
import { icon } from '../../../ui/icon.js';
import { note } from '../../../ui/note.js';

/**
 * @typedef {object} RowLook
 * @property {string} says
 * @property {import('../../../lib/html.js').Child} act a chip, a meter or buttons
 * @property {string} actKey changes when `act` does
 * @property {{words: string, act?: import('../../../lib/html.js').Child} | null} [more] a way on
 */

/**
 * @param {string} what camera, microphone, speaker, network
 * @param {string} sign
 * @param {string} title
 * @param {HTMLElement} [choice] which of several devices
 */
export function checkRow(what, sign, title, choice) {
    const says = h('small', { role: 'status' });
    const act = h('div', { class: 'checks__act' });
    const more = h('div', { class: 'checks__more', hidden: true });
    const element = h('li', { data: { check: what } },
        icon(sign), h('p', null, h('b', null, title), says), act, choice, more);
    let acted = '';
    let told = '';
    return { element, show };

    /** @param {RowLook} look */
    function show(look) {
        if (says.textContent !== look.says) says.textContent = look.says;
        if (acted !== look.actKey) {
            acted = look.actKey;
            replace(act, look.act);
        }
        const words = look.more ? look.more.words : '';
        if (words === told) return;
        told = words;
        more.hidden = !words;
        replace(more, look.more ? note('warn', h('p', null, words), look.more.act) : null);
    }
}
