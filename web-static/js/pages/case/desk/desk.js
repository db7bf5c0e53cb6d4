// What is due? The date, the talk that is open, then the list.

import { h, replace } from '../../../lib/html.js';
import { get, Refused, Unreachable } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { clock, dateAndWeekday, now } from '../../../lib/time.js';
import { clean } from '../../../lib/written-text.js';
import { button, whileBusy } from '../../../ui/button.js';
import { singleKeys } from '../../../ui/keys.js';
import { note } from '../../../ui/note.js';
import { goToSignIn, nameThePage, startPage } from '../../../ui/shell.js';
import { emptyPlace, failurePanel, whileFetching } from '../../../ui/skeleton.js';
import { timeElement } from '../../../ui/time.js';
import { headline } from './headline.js';
import { keyList, openKeyHelp } from './keys.js';
import { ledgerHead } from './head.js';
import { ledgerGroups, lostGroup } from './list.js';
import { nextTalk } from './next.js';
import { openRegister } from '../registration/register.js';
import { keepList, keptList } from './kept.js';
import { matches, waitsFor } from './sorting.js';
import { POSTS, showWaiting } from './waiting.js';

/** @typedef {import('./sorting.js').CaseLine} CaseLine */
/** @typedef {import('./kept.js').Lists} Lists */

const FRESH = 60000;
/** Who may register, as the protocol says; the server judges all the same. */
const REGISTERS = new Set(['clerk', 'senior_officer']);

/** A post that asks for every case sees them as an officer does. */
const showsAll = new URLSearchParams(location.search).get('list') === 'all';
/** @type {'me' | 'others' | 'all'} */
let tab = showsAll ? 'all' : 'me';
let typed = '';
/** @type {Lists | null} */
let lists = null;
let stale = false;
/** @type {(() => void) | null} */
let stopWatching = null;
let unbind = () => {};

startPage((main, me) => {
    if (me.account.role === 'administrator') {
        location.replace('/people');
        return;
    }
    if (POSTS.has(me.account.role) && !showsAll) {
        showWaiting(main, me);
        return;
    }
    nameThePage(t('bureau.nav.desk'));
    const may = REGISTERS.has(me.account.role);
    const register = () => openRegister(me, (id) => location.assign(`/case?id=${encodeURIComponent(id)}`));
    unbind();
    unbind = singleKeys({
        '/': () => focusOn('#find'),
        ...(may ? { n: register } : {}),
        j: () => step(1),
        k: () => step(-1),
        '?': () => openKeyHelp(may),
    });
    const redraw = () => draw(main, me, may ? register : null);
    if (lists) redraw();
    else load(main, me, redraw);
    document.onvisibilitychange = () => {
        if (!document.hidden && lists && now() - lists.at > FRESH) refresh(me, redraw);
    };
});

/** @type {(main: HTMLElement, me: import('../../../ui/shell.js').Me, redraw: () => void) => Promise<void>} */
async function load(main, me, redraw) {
    try {
        lists = await whileFetching(main, t('common.loading.cases'), fetchLists);
        keepList(me.account.id, lists);
        stale = false;
    } catch (error) {
        if (goToSignIn(error)) return;
        lists = error instanceof Unreachable ? keptList(me.account.id) : null;
        stale = Boolean(lists);
        if (!lists) {
            replace(main, failurePanel(error, () => load(main, me, redraw)));
            return;
        }
    }
    redraw();
}

/** @type {(me: import('../../../ui/shell.js').Me, redraw: () => void) => Promise<void>} */
async function refresh(me, redraw) {
    try {
        lists = await fetchLists();
        keepList(me.account.id, lists);
        stale = false;
    } catch (error) {
        if (goToSignIn(error)) return;
        stale = true;
    }
    redraw();
}

/** @returns {Promise<Lists>} */
async function fetchLists() {
    const [mine, all] = await Promise.all([
        get('/api/cases?scope=mine').catch(nothingMore),
        get('/api/cases?scope=all').catch(nothingMore),
    ]);
    return {
        mine: mine.cases, mineLost: mine.unreadable, mineNext: mine.next,
        all: all.cases, allLost: all.unreadable, allNext: all.next,
        at: now(),
    };
}

/**
 * Some posts see their own cases alone, and some have none of their own; that is no failure.
 * @param {unknown} error
 * @returns {{cases: CaseLine[], unreadable: [], next: null}}
 */
function nothingMore(error) {
    if (error instanceof Refused && error.code === 'not_permitted') return { cases: [], unreadable: [], next: null };
    throw error;
}

/**
 * @param {HTMLElement} main
 * @param {import('../../../ui/shell.js').Me} me
 * @param {(() => void) | null} register
 */
function draw(main, me, register) {
    const held = /** @type {Lists} */ (lists);
    const redraw = () => draw(main, me, register);
    const forMe = held.mine.filter((line) => waitsFor(line, me.account.role) === 'me');
    const forOthers = held.mine.filter((line) => waitsFor(line, me.account.role) === 'others');
    const shown = { me: forMe, others: forOthers, all: held.all };
    const body = h('div', { class: 'ledger__body' });
    const lost = { me: held.mineLost, others: [], all: held.allLost };
    const fill = () => fillLedger(body, shown[tab], lost[tab] || [], register);
    const talk = held.mine.find((line) => line.session);

    if (stopWatching) stopWatching();
    const next = talk && talk.session && !stale ? nextTalk({ ...talk, session: talk.session }) : null;
    stopWatching = next ? next.stop : null;
    replace(main,
        h('header', { class: 'desk__head' },
            h('p', { class: 'desk__date' }, timeElement(now(), dateAndWeekday(now()))), h('h1', null, headline(forMe))),
        stale ? note('warn', h('p', null, t('common.away.stale', { time: clock(held.at) })),
            h('p', null, button(t('common.away.retry'), { size: 'sm', press: () => refresh(me, redraw) }))) : null,
        next ? next.element : null,
        h('div', { class: 'desk__cols' },
            h('section', { class: 'card ledger', 'aria-labelledby': 'due-h' },
                ledgerHead({
                    tab, typed, register,
                    counts: {
                        me: `${forMe.length}${held.mineNext ? '+' : ''}`,
                        others: `${forOthers.length}`,
                        all: `${held.all.length}${held.allNext ? '+' : ''}`,
                    },
                    choose: (chosen) => { tab = chosen; redraw(); focusOn(`[data-tab="${chosen}"]`); },
                    find: (words) => { typed = words; fill(); },
                }), body, moreButton(held, redraw)),
            h('div', { class: 'desk__side' }, keyList(Boolean(register)))));
    fill();
}

/**
 * @type {(body: HTMLElement, lines: CaseLine[], lost: import('./sorting.js').LostLine[], register: (() => void) | null)
 *   => void}
 */
function fillLedger(body, lines, lost, register) {
    const words = clean(typed, 'line');
    const found = words ? lines.filter((line) => matches(line, words)) : lines;
    if (found.length || (lost.length && !words)) {
        replace(body, ledgerGroups(found), words ? null : lostGroup(lost));
    } else if (words) {
        replace(body, emptyPlace('search', t('bureau.empty.find', { words }), t('bureau.empty.find_says')));
    } else {
        replace(body,
            emptyPlace('folder', t(`bureau.empty.${tab}`), t(`bureau.empty.${tab}_says`),
                register ? button(t('bureau.register.title'), { sign: 'plus', press: register }) : null));
    }
}

/**
 * The rest of a long list.
 * @type {(held: Lists, redraw: () => void) => HTMLElement | null}
 */
function moreButton(held, redraw) {
    const cursor = tab === 'all' ? held.allNext : held.mineNext;
    if (!cursor || stale) return null;
    const scope = tab === 'all' ? 'all' : 'mine';
    const failed = h('p', { class: 'field__error', role: 'alert' });
    const more = button(t('bureau.desk.more'), {
        press: () => whileBusy(more, t('common.loading.cases'), async () => {
            try {
                const page = await get(`/api/cases?scope=${scope}&after=${encodeURIComponent(cursor)}`);
                if (scope === 'all') {
                    lists = {
                        ...held,
                        all: held.all.concat(page.cases),
                        allLost: held.allLost.concat(page.unreadable),
                        allNext: page.next,
                    };
                } else {
                    lists = {
                        ...held,
                        mine: held.mine.concat(page.cases),
                        mineLost: held.mineLost.concat(page.unreadable),
                        mineNext: page.next,
                    };
                }
                redraw();
            } catch (error) {
                if (!goToSignIn(error)) failed.textContent = t('common.away.both');
            }
        }),
    });
    return h('div', { class: 'ledger__more' }, more, failed);
}

/** @param {string} selector */
function focusOn(selector) {
    const element = document.querySelector(selector);
    if (element instanceof HTMLElement) element.focus();
}

/**
 * Moves the focus from row to row; Enter then opens it, for it is a link.
 * @type {(by: number) => void}
 */
function step(by) {
    const links = Array.from(document.querySelectorAll('.row__title a'));
    const at = links.indexOf(/** @type {Element} */ (document.activeElement));
    const next = links[Math.min(links.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (next instanceof HTMLElement) next.focus();
}
