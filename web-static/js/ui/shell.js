// What every page of the bureau has: the strip, the bar with the switches and the person, and the way back to sign-in.

import { h } from '../lib/html.js';
import { get, Refused } from '../lib/http.js';
import { loadTexts, onLocale, t } from '../lib/text.js';
import { setClock } from '../lib/time.js';
import { face } from './face.js';
import { brandMark, icon } from './icon.js';
import { demoBanner } from './note.js';
import { goesOnSigningOut, keepNoPicture, signOut } from './sign-out.js';
import './signs.js';
import { failurePanel } from './skeleton.js';
import { languageSwitch, sizeSwitch, themeSwitch } from './switches.js';

/** @typedef {import('../protocol/http-types.js').Me} Me */

/** Who reads the month's figures, as the protocol says; the server judges all the same. */
const MONTHLY = new Set(['bureau_leader', 'office_lead', 'inspector']);

/**
 * Starts a page: words, then who is signed in, then the page itself. Nobody signed in: to the sign-in page, and back
 * here after it.
 * @param {(main: HTMLElement, me: Me) => void} draw called again after a change of language
 */
export async function startPage(draw) {
    const main = /** @type {HTMLElement} */ (document.getElementById('main'));
    try {
        await loadTexts('common', 'refused', 'bureau');
    } catch {
        /** @type {HTMLElement} */ (document.getElementById('boot')).hidden = false;
        return;
    }
    keepNoPicture();
    if (goesOnSigningOut()) return;
    /** @type {Me} */
    let me;
    try {
        me = await get('/api/me');
    } catch (error) {
        if (goToSignIn(error)) return;
        main.append(failurePanel(error, () => location.reload()));
        return;
    }
    setClock(me.now);
    const show = () => {
        document.querySelectorAll('[data-shell]').forEach((element) => element.remove());
        main.before(...shell(me));
        draw(main, me);
    };
    onLocale(() => {
        show();
        keepLanguageFocused();
    });
    show();
}

/** The switch that was pressed has been drawn anew: the focus goes to its successor. */
export function keepLanguageFocused() {
    const again = document.querySelector('.tool--lang');
    if (again instanceof HTMLElement && document.activeElement === document.body) again.focus();
}

/**
 * Sends to the sign-in page when that is what an error asks for.
 * @param {unknown} error
 * @returns {boolean} whether it did
 */
export function goToSignIn(error) {
    if (!(error instanceof Refused) || error.code !== 'not_signed_in') return false;
    location.replace(`/?back=${encodeURIComponent(location.pathname + location.search)}`);
    return true;
}

/**
 * @param {Me} me
 * @returns {HTMLElement[]}
 */
function shell(me) {
    // The administrator sees no case, and has no desk.
    const places = me.account.role === 'administrator' ? [['/people', t('bureau.nav.people')]]
        : [['/desk', t('bureau.nav.desk')], ['/lawyers', t('bureau.nav.lawyers')]];
    if (MONTHLY.has(me.account.role)) places.push(['/month', t('bureau.nav.month')]);
    const home = places[0][0];
    const here = places.find(([path]) => location.pathname.startsWith(path)) || places[0];
    const current = location.pathname.startsWith(here[0]) ? 'page' : 'true';
    const strip = demoBanner(me.demo);
    const skip = h('a', { class: 'skip', href: '#main' }, t('common.skip'));
    const bar = h('header', { class: 'bar' }, h('div', { class: 'bar__in' },
        h('a', { class: 'brand', href: home }, brandMark(),
            h('span', { class: 'brand__name' },
                t('common.product'), h('span', { class: 'brand__org' }, t('bureau.office', { office: me.office })))),
        h('nav', { class: 'nav', 'aria-label': t('bureau.nav.label') },
            places.map((place) => h('a', {
                href: place[0], 'aria-current': place === here ? current : null,
            }, place[1]))),
        h('div', { class: 'tools' }, sizeSwitch(), languageSwitch(), themeSwitch(),
            h('span', { class: 'me' }, face(me.account, 's'),
                h('span', { class: 'me__name' },
                    me.account.name, ' ', h('span', { class: 'me__no' }, me.account.staffNo))),
            h('button', { class: 'tool tool--out', type: 'button', on: { click: signOut } },
                icon('leave'), h('span', null, t('bureau.sign_out'))))));
    const all = strip ? [strip, skip, bar] : [skip, bar];
    for (const each of all) each.dataset.shell = '';
    return all;
}

/**
 * The title of the tab.
 * @type {(words: string) => void}
 */
export function nameThePage(words) {
    document.title = `${words} · ${t('common.product')}`;
}
