// Who works here, in which units? For the administrator, who sees no case.

import { h, replace } from '../../../lib/html.js';
import { get } from '../../../lib/http.js';
import { loadTexts, t } from '../../../lib/text.js';
import { button } from '../../../ui/button.js';
import { note } from '../../../ui/note.js';
import { goToSignIn, nameThePage, startPage } from '../../../ui/shell.js';
import { failurePanel, whileFetching } from '../../../ui/skeleton.js';
import { fileSection } from './file.js';
import { openPersonForm } from './person-form.js';
import { peopleSection } from './roll.js';
import { withoutLiaison, unitSection } from './units.js';

/** @typedef {import('../../../protocol/http-types.js').Staff} Staff */

/** @type {Staff | null} */
let held = null;

startPage(async (main, me) => {
    await loadTexts('staff');
    nameThePage(t('staff.title'));
    if (me.account.role !== 'administrator') {
        replace(main, h('header', { class: 'desk__head' }, h('h1', null, t('staff.title'))),
            note('info', h('p', null, t('staff.others')),
                h('p', null, h('a', { href: '/desk' }, t('bureau.nav.desk')))));
        return;
    }
    if (held) draw(main, held);
    else await load(main);
});

/** @param {HTMLElement} main */
async function load(main) {
    try {
        held = await whileFetching(main, t('staff.loading'), () => get('/api/staff'));
    } catch (error) {
        if (!goToSignIn(error)) replace(main, failurePanel(error, () => load(main)));
        return;
    }
    draw(main, held);
}

/**
 * @param {HTMLElement} main
 * @param {Staff} staff
 */
function draw(main, staff) {
    const renew = (/** @type {Staff} */ fresh) => {
        held = fresh;
        draw(main, fresh);
    };
    const again = () => load(main);
    const lacking = withoutLiaison(staff);
    const open = staff.units.filter((unit) => !unit.closed);
    replace(main,
        h('header', { class: 'staff__head' },
            h('div', null,
                h('p', { class: 'muted' }, t('staff.says')),
                h('h1', null, t('staff.headline', { people: staff.people.length, units: open.length }),
                    lacking.length ? h('span', { class: 'staff__lack' },
                        t('staff.headline_lacking', { n: lacking.length })) : null)),
            button(t('staff.person.add'), {
                sign: 'plus', kind: 'primary', press: () => openPersonForm(staff, null, renew),
            })),
        h('div', { class: 'staff__cols' },
            h('div', { class: 'staff__main' }, peopleSection(staff, renew), fileSection(again)),
            unitSection(staff, renew)));
}
