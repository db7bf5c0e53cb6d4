// Where does this case stand? Title, loop, claim, talks, timeline; limits and people beside.

import { h, replace } from '../../lib/html.js';
import { get } from '../../lib/http.js';
import { coded, t } from '../../lib/text.js';
import { button } from '../../ui/button.js';
import { levelBadge } from '../../ui/badge.js';
import { dotted } from '../../ui/dotted.js';
import { singleKeys } from '../../ui/keys.js';
import { note } from '../../ui/note.js';
import { goToSignIn, nameThePage, startPage } from '../../ui/shell.js';
import { failurePanel, whileFetching } from '../../ui/skeleton.js';
import { titleNodes } from '../../ui/title.js';
import { closingChecks } from './archive/checks.js';
import { fileIndex, papersOf } from './archive/file-index.js';
import { COMMANDS, commandsAmong, openCommand } from './commands.js';
import { launchArea } from './dialogue/launch.js';
import { limits } from './due.js';
import { orders } from './handling/orders.js';
import { promiseList, promisesInShort } from './follow-up/promises.js';
import { people } from './registration/people.js';
import { openAddPerson } from './registration/person.js';
import { stepper } from './stepper.js';
import { talks } from './dialogue/talks.js';
import { timeline } from './timeline.js';
import { openInvite } from '../invites/invite.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */

/** Where the file is what the page is about. */
const FILED = new Set(['followed_up', 'signed_off', 'archived']);

const asked = new URLSearchParams(location.search);
const id = asked.get('id') || '';
/** @type {CaseFile | null} */
let file = null;
/** @type {import('../../protocol/http-types.js').Me} */
let place;
let unbind = () => {};

startPage((main, me) => {
    place = me;
    unbind();
    unbind = singleKeys({ l: () => document.getElementById('launch')?.click() });
    if (file) draw(main, file);
    else load(main);
});

/** @param {HTMLElement} main */
async function load(main) {
    try {
        file = await whileFetching(main, t('common.loading.case'), () => get(`/api/cases/${encodeURIComponent(id)}`));
    } catch (error) {
        if (goToSignIn(error)) return;
        nameThePage(t('bureau.case.title'));
        replace(main, failurePanel(error, () => load(main), { words: t('bureau.nav.desk'), address: '/desk' }));
        return;
    }
    draw(main, /** @type {CaseFile} */ (file));
    const session = asked.get('session');
    if (session) invite(main, session);
    else openAskedStep(main, /** @type {CaseFile} */ (file));
}

/**
 * A desk leads to the step that waits, once: a reload shows the case.
 * @param {HTMLElement} main
 * @param {CaseFile} now
 */
function openAskedStep(main, now) {
    const step = now.may.find((each) => each === asked.get('do') && each in COMMANDS);
    if (asked.has('do')) history.replaceState(null, '', `/case?id=${encodeURIComponent(id)}`);
    if (step) openCommand(step, now, (fresh) => draw(main, fresh), { me: place });
}

/**
 * @param {HTMLElement} main
 * @param {import('../../protocol/http-types.js').Session} session
 */
function launched(main, session) {
    refresh(main);
    openInvite(session, () => refresh(main));
}

/**
 * @param {HTMLElement} main
 * @param {CaseFile} now
 */
function draw(main, now) {
    file = now;
    const focused = main.contains(document.activeElement) ? document.activeElement : null;
    const title = now.masked ? t('bureau.case.masked_title') : now.title || now.caseNo;
    nameThePage(title);
    const commands = commandsAmong(now.may);
    const closing = closingChecks(now);
    const redraw = (/** @type {CaseFile} */ fresh) => { draw(main, fresh); focusTitle(); };
    const open = (/** @type {import('./asks.js').Step} */ step, /** @type {import('./asks.js').About} */ about = {}) =>
        openCommand(step, now, (fresh, behind) => (behind ? draw(main, fresh) : redraw(fresh)),
            { ...about, me: place });
    const openTalk = now.sessions.some((talk) => talk.phase !== 'ended');
    const primary = !openTalk && !now.may.includes('launch') ? commands.onward[0] : '';
    replace(main,
        h('nav', { class: 'crumb', 'aria-label': t('bureau.case.place') },
            h('a', { href: '/desk' }, t('bureau.nav.desk')),
            h('span', { 'aria-hidden': 'true' }, '/'),
            h('span', null, now.caseNo)),
        h('header', { class: 'case__head' },
            h('div', null,
                h('h1', { id: 'title', tabindex: '-1' }, levelBadge(now.level), h('span', null, titleNodes(title))),
                h('p', { class: 'case__meta dots' }, dotted(meta(now)))),
            launchArea(now, (session) => launched(main, session), (session) => invite(main, session))),
        now.masked ? note('info', h('p', null, h('b', null, t('bureau.case.masked'))),
            h('p', null, t('bureau.case.masked_says'))) : null,
        h('section', { class: 'card case__loop', 'aria-labelledby': 'loop-h' },
            h('h2', { class: 'vh', id: 'loop-h' }, t('bureau.case.loop')), stepper(now),
            commandButtons(commands, primary, open)),
        h('div', { class: 'case__cols' },
            h('div', { class: 'case__main' },
                card('claim', null, claims(now)),
                now.masked || (!now.orders.length && !now.may.includes('assign')) ? null
                    : card('orders', null, orders(now, place, open)),
                now.promises.length
                    ? card('promises', h('span', { class: 'muted small' }, promisesInShort(now.promises)),
                        promiseList(now.promises)) : null,
                card('talk',
                    now.sessions.length
                        ? h('span', { class: 'muted small' }, t('bureau.case.times', { n: now.sessions.length }))
                        : null, talks(now, (session) => invite(main, session))),
                FILED.has(now.status) && now.index.length
                    ? card('file', h('span', { class: 'muted small' }, papersOf(now)), fileIndex(now)) : null,
                card('line', null, timeline(now))),
            h('div', { class: 'case__side' },
                closing ? card(closing.name, h('span', { class: 'muted small' }, closing.aside), closing.body) : null,
                card('limit', null, limits(now)),
                card('who',
                    now.may.includes('add_party') ? button(t('bureau.case.add'), {
                        size: 'sm', kind: 'quiet', sign: 'plus',
                        press: () => openAddPerson(now, redraw),
                    }) : null, people(now)))));
    // Drawing anew must not throw a keyboard's user back to the top.
    if (focused) (document.getElementById(focused.id) || main).focus();
}

/**
 * What this reader can do next, lawful acts only: what brings the case on in the open, what stands beside it folded.
 * @param {ReturnType<typeof commandsAmong>} commands
 * @param {string} primary
 * @param {(command: import('./asks.js').Step) => void} open
 */
function commandButtons({ onward, aside }, primary, open) {
    if (!onward.length && !aside.length) return null;
    const buttons = (/** @type {import('./asks.js').Step[]} */ steps, /** @type {'sm' | undefined} */ size) =>
        h('div', { class: 'btns' }, steps.map((command) => button(t(`bureau.command.${command}.title`), {
            kind: command === primary ? 'primary' : 'plain', size, id: `do-${command}`,
            press: () => open(command),
        })));
    return h('div', { class: 'case__commands' },
        onward.length ? [h('p', { class: 'second' }, t('bureau.case.next')), buttons(onward, undefined)]
            : h('p', { class: 'second' }, t('bureau.case.next_others')),
        aside.length ? h('details', { class: 'more case__aside' },
            h('summary', null, t('bureau.case.aside', { n: aside.length })), buttons(aside, 'sm')) : null);
}

/**
 * @param {string} name
 * @param {HTMLElement | null} aside
 * @param {import('../../lib/html.js').Child} body
 */
function card(name, aside, body) {
    return h('section', { class: 'card', 'aria-labelledby': `${name}-h` },
        h('header', { class: 'card__head' }, h('h2', { id: `${name}-h` }, t(`bureau.case.card.${name}`)), aside),
        h('div', { class: 'card__body' }, body));
}

/** @param {CaseFile} now */
function meta(now) {
    return [
        coded('bureau.class', now.contentClass),
        coded('bureau.channel', now.channel),
        coded('bureau.visit', now.visitKind),
        now.headCount > 1 ? t('bureau.case.heads', { n: now.headCount }) : '',
        now.officer ? t('bureau.case.officer', { name: now.officer.name, staffNo: now.officer.staffNo }) : '',
        now.responsibleUnit ? t('bureau.case.unit', { unit: now.responsibleUnit }) : '',
    ];
}

/** @param {CaseFile} now */
function claims(now) {
    if (now.masked) return h('p', { class: 'muted' }, t('bureau.case.masked_text'));
    const said = /** @type {[string, string | null | undefined][]} */ ([
        ['claims', now.claims], ['facts', now.facts], ['issueLocation', now.issueLocation],
        ['concernedUnit', now.concernedUnit], ['levelReason', now.levelReason],
    ]);
    return h('dl', { class: 'case__text' }, said.filter(([, words]) => words).map(([key, words]) =>
        h('div', null, h('dt', null, t(`bureau.case.said.${key}`)), h('dd', null, words))));
}

/**
 * @param {HTMLElement} main
 * @param {string} session
 */
function invite(main, session) {
    openInvite(session, () => refresh(main));
}

/** @param {HTMLElement} main */
async function refresh(main) {
    try {
        draw(main, await get(`/api/cases/${encodeURIComponent(id)}`));
    } catch (error) {
        goToSignIn(error);
    }
}

function focusTitle() {
    document.getElementById('title')?.focus();
}
