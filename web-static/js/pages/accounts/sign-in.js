// Who are you? A wrong number and a wrong password look the same; tries grow slower and never lock anybody out.

import { h, replace } from '../../lib/html.js';
import { get, post, Refused } from '../../lib/http.js';
import { applyTexts, loadTexts, onLocale, t } from '../../lib/text.js';
import { clean } from '../../lib/written-text.js';
import { setOff, whileBusy } from '../../ui/button.js';
import { brandMark, icon } from '../../ui/icon.js';
import { demoBanner } from '../../ui/note.js';
import { keepLanguageFocused } from '../../ui/shell.js';
import { forgetSigningOut, goesOnSigningOut } from '../../ui/sign-out.js';
import { languageSwitch, sizeSwitch, themeSwitch } from '../../ui/switches.js';
import '../invites/stray-link.js';

/** @type {<E extends HTMLElement>(id: string) => E} */
const byID = (id) => /** @type {any} */ (document.getElementById(id));

/** @type {{office: string, demo: boolean} | null} */
let duty = null;
/** @type {ReturnType<typeof setInterval> | undefined} */
let counting;
/** @type {(() => string) | null} what stands under the password, made anew in another language */
let failure = null;

start();

async function start() {
    try {
        await loadTexts('common', 'refused', 'bureau');
    } catch {
        byID('boot').hidden = false;
        return;
    }
    if (goesOnSigningOut()) return;
    onLocale(() => {
        draw();
        keepLanguageFocused();
    });
    draw();
    byID('form').addEventListener('submit', (event) => {
        event.preventDefault();
        submit();
    });
    // Until here the browser would have sent the form by itself, with the password in the address.
    /** @type {HTMLButtonElement} */ (byID('submit')).disabled = false;
    const [me, office] = await Promise.all([get('/api/me').catch(() => null), get('/api/duty').catch(() => null)]);
    if (me) {
        goOn();
        return;
    }
    duty = office;
    draw();
}

function draw() {
    applyTexts(document);
    document.title = `${t('bureau.sign_in.heading')} · ${t('common.product')}`;
    replace(byID('strip'), demoBanner(Boolean(duty && duty.demo)));
    replace(byID('brand'), brandMark(), h('span', { class: 'brand__name' }, t('common.product'),
        duty ? h('span', { class: 'brand__org' }, t('bureau.office', { office: duty.office })) : null));
    replace(byID('tools'), sizeSwitch(), languageSwitch(), themeSwitch());
    if (failure) showFailure(failure, false);
}

async function submit() {
    /** @type {HTMLInputElement} */
    const staffNo = byID('staff-no');
    /** @type {HTMLInputElement} */
    const password = byID('password');
    /** @type {HTMLButtonElement} */
    const press = byID('submit');
    if (press.getAttribute('aria-disabled') === 'true') return;
    if (!clean(staffNo.value, 'line') || !password.value) {
        showFailure(() => t('bureau.sign_in.empty'), true, clean(staffNo.value, 'line') ? password : staffNo);
        return;
    }
    clearFailure();
    /** @type {unknown} */
    let refused = null;
    await whileBusy(press, t('bureau.sign_in.doing'), async () => {
        try {
            /** @type {import('../../protocol/http-types.js').SignIn} */
            const body = { staffNo: clean(staffNo.value, 'line'), password: password.value };
            await post('/api/sign-in', body);
            forgetSigningOut();
            goOn();
        } catch (error) {
            refused = error;
        }
    });
    if (!refused) return;
    if (refused instanceof Refused && refused.code === 'slow_down') {
        countDown(refused.retryAfter || 1);
    } else if (refused instanceof Refused && refused.code === 'wrong_credentials') {
        showFailure(() => t('bureau.sign_in.wrong'), true);
    } else if (refused instanceof Refused && refused.code === 'too_large') {
        showFailure(() => t('bureau.sign_in.too_long'), true);
    } else if (refused instanceof Refused) {
        showFailure(() => t('refused.fault'), true);
    } else {
        showFailure(() => t('bureau.sign_in.away'), true);
    }
}

/**
 * The button rests for as long as the server asked; the words change each second, and are read out once.
 * @param {number} seconds
 */
function countDown(seconds) {
    const until = Date.now() + seconds * 1000;
    const press = byID('submit');
    setOff(press, true);
    press.setAttribute('aria-describedby', 'failure');
    const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1000));
    showFailure(() => t('bureau.sign_in.slow', { n: left() }), true);
    clearInterval(counting);
    counting = setInterval(() => {
        const words = byID('failure').querySelector('span');
        if (words) words.textContent = t('bureau.sign_in.slow', { n: left() });
        if (left() > 0) return;
        clearInterval(counting);
        setOff(press, false);
        press.removeAttribute('aria-describedby');
        clearFailure();
    }, 500);
}

/**
 * @param {() => string} words
 * @param {boolean} moveFocus
 * @param {HTMLInputElement} [at]
 */
function showFailure(words, moveFocus, at = byID('password')) {
    failure = words;
    at.setAttribute('aria-invalid', 'true');
    at.setAttribute('aria-describedby', 'failure');
    replace(byID('failure'), icon('alert'), h('span', null, words()));
    // The focus reads the description out; a live region would say it twice.
    if (moveFocus) at.focus();
    if (moveFocus && at.type === 'password') at.select();
}

function clearFailure() {
    failure = null;
    replace(byID('failure'));
    for (const id of ['staff-no', 'password']) {
        byID(id).removeAttribute('aria-invalid');
        byID(id).removeAttribute('aria-describedby');
    }
}

/** To the page that asked for a sign-in, if it is one of ours. */
function goOn() {
    const back = new URLSearchParams(location.search).get('back') || '';
    location.replace(/^\/(?:desk|case|minutes|live)(?:[?#]|$)/.test(back) ? back : '/desk');
}
