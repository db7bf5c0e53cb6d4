// Signing out of a desk that others use: the screen is empty at once, whether or not the server hears of it; and while
// it has not, every page of this browser says so and goes on asking instead of showing anything.

import { h, replace } from '../lib/html.js';
import { post, Refused } from '../lib/http.js';
import { keepPreference, preference } from '../lib/preferences.js';
import { t } from '../lib/text.js';
import { button, whileBusy } from './button.js';
import { note } from './note.js';

/** Kept for all tabs, since the cookie is theirs too. */
const PENDING = 'signing_out';
const RETRY_MS = 5000;

/** A person wants to go. */
export function signOut() {
    keepPreference(PENDING, 'yes');
    leave();
}

/**
 * Whether somebody pressed "sign out" here and the server has not answered yet: then that comes first, and nothing is
 * shown.
 * @returns {boolean}
 */
export function goesOnSigningOut() {
    if (preference(PENDING) !== 'yes') return false;
    leave();
    return true;
}

/** Somebody has signed in: what was pending was another's, and its cookie is replaced. */
export function forgetSigningOut() {
    keepPreference(PENDING, null);
}

/**
 * What a page of the bureau does when it is left and shown again: it keeps no picture of itself, and asks anew who is
 * there.
 */
export function keepNoPicture() {
    window.addEventListener('pagehide', () => document.documentElement.classList.add('left'));
    window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
    // Signed out in another tab of this browser. The page goes as a whole, a call's camera and microphone with it,
    // network or no network.
    window.addEventListener('storage', (event) => {
        if (event.key === 'trialogue.signing_out' && event.newValue === 'yes') location.replace('/');
    });
}

let leaving = false;

function leave() {
    if (leaving) return;
    leaving = true;
    try {
        sessionStorage.clear();
    } catch {
        // A browser that keeps nothing has nothing to forget.
    }
    document.title = t('common.product');
    const place = h('main', { class: 'page nowhere', id: 'main', tabindex: '-1' },
        h('p', { role: 'status' }, t('bureau.signing_out.doing')));
    replace(document.body, place);
    document.body.className = 'office';
    document.documentElement.classList.remove('dialog-open', 'left');
    ask(place);
}

/** @param {HTMLElement} place */
async function ask(place) {
    if (await isOut()) {
        forgetSigningOut();
        // In place of this page: nothing is left to go back to.
        location.replace('/');
        return;
    }
    const again = button(t('bureau.signing_out.again'), {
        kind: 'primary', size: 'lg',
        press: () => whileBusy(again, t('bureau.signing_out.doing'), tryAgain),
    });
    const timer = setInterval(tryAgain, RETRY_MS);
    window.addEventListener('online', tryAgain);
    replace(place,
        h('section', { class: 'card nowhere__card' }, h('h1', { tabindex: '-1' }, t('bureau.signing_out.title')),
            note('bad', h('p', null, t('bureau.signing_out.says'))), h('p', null, t('bureau.signing_out.do')),
            h('div', { class: 'btns' }, again)));

    async function tryAgain() {
        // Another tab may have been answered meanwhile.
        if (preference(PENDING) === 'yes' && !(await isOut())) return;
        clearInterval(timer);
        window.removeEventListener('online', tryAgain);
        forgetSigningOut();
        location.replace('/');
    }
}

/** @returns {Promise<boolean>} whether the server has ended the sign-in, or knows of none */
async function isOut() {
    try {
        await post('/api/sign-out', {});
        return true;
    } catch (error) {
        return error instanceof Refused && error.code === 'not_signed_in';
    }
}
