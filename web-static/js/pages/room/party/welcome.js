// Step 1: what this is, then the name and the consent.

import { h, replace } from '../../../lib/html.js';
import { codeOf } from '../../../lib/http.js';
import { coded, t } from '../../../lib/text.js';
import { dateAndWeekday, clock } from '../../../lib/time.js';
import { button, whileBusy } from '../../../ui/button.js';
import { face } from '../../../ui/face.js';
import { icon } from '../../../ui/icon.js';
import { note, refusalWords } from '../../../ui/note.js';
import { paragraphs, phoneButton, showSheet } from './frame.js';

/**
 * @typedef {object} Door
 * @property {import('./seat.js').Opened} opened
 * @property {boolean} canCall whether this browser can hold a call
 * @property {() => Promise<unknown>} consent
 * @property {() => Promise<import('./later.js').Onward>} onward what the steps behind the first page are made of
 */

/**
 * @param {Door} door
 * @param {HTMLElement} page
 */
export function welcomeStep(door, page) {
    const failed = h('div');
    const end = h('div', { 'aria-hidden': 'true' });
    const sheet = showWelcome(door, page, [failed, end]);
    if (!door.canCall) return { title: sheet.title, line: sheet.line, update() {}, end() {} };
    const onward = button(t('arrival.join.read_on'), {
        size: 'lg', wide: true, sign: 'down',
        press: () => { prepare(door); readOn(); },
    });
    onward.classList.add('readon');
    onward.dataset.act = 'read-on';
    replace(sheet.foot, onward);
    // What lies under the sticky foot isn't read yet.
    const watcher = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) finish(); }, {
        rootMargin: '0px 0px -96px 0px',
    });
    watcher.observe(end);
    return { title: sheet.title, line: sheet.line, update() {}, end: () => watcher.disconnect() };

    function finish() {
        watcher.disconnect();
        prepare(door);
        const held = sheet.foot.contains(document.activeElement);
        const agree = agreeButton(door, failed);
        replace(sheet.foot, agree, inPersonButton(door, failed));
        if (held) agree.focus({ preventScroll: true });
    }
}

/**
 * @param {Door} door
 * @param {HTMLElement} page
 * @param {HTMLElement[]} last
 */
function showWelcome(door, page, last) {
    const { opened } = door;
    return showSheet(page, {
        step: 'join', demo: opened.demo, office: opened.office,
        count: t('arrival.step', { n: 1 }),
        title: 'arrival.join.title',
        filling: { name: opened.host.name },
        body: [
            door.canCall ? null : note('bad', h('p', null, h('b', null, t('arrival.join.cannot'))),
                h('p', null, t('arrival.join.cannot_says'))),
            h('p', { class: 'visit__lead' },
                h('time', null, dateAndWeekday(opened.createdAt), ' ', clock(opened.createdAt)),
                h('br'),
                t('arrival.join.lead')),
            h('section', { class: 'sec', 'aria-labelledby': 'who' },
                h('h2', { id: 'who' }, t('arrival.join.who')), h('ul', { class: 'who' }, people(opened))),
            h('section', { class: 'sec', 'aria-labelledby': 'keep' }, h('h2', { id: 'keep' }, t('arrival.join.keeps')),
                h('ul', { class: 'keeps' },
                    keep('yes', 'arrival.join.keep_minutes'),
                    keep('yes', 'arrival.join.keep_times'),
                    keep('no', 'arrival.join.keep_phone'),
                    keep('no', 'arrival.join.keep_recording')),
                fullNotice(opened.notice)),
            last,
        ],
        foot: door.canCall
            ? []
            : [phoneButton(opened.phone, { primary: true, words: `${t('arrival.phone')} ${opened.phone}` })],
    });
}

/**
 * The person reads on: what comes next is fetched. When that fails, it is tried again and told when it is needed.
 * @param {Door} door
 */
function prepare(door) {
    door.onward().catch(() => {});
}

function readOn() {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    window.scrollBy({ top: window.innerHeight * 0.7, behavior: still ? 'auto' : 'smooth' });
}

/**
 * @param {Door} door
 * @param {HTMLElement} failed
 */
function agreeButton(door, failed) {
    const agree = button(t('arrival.join.agree', { name: door.opened.maskedName }), {
        kind: 'primary', size: 'lg', wide: true,
        press: () => whileBusy(agree, t('arrival.join.agreeing'), async () => {
            try {
                await door.consent();
            } catch (error) {
                await door.onward().catch(() => {}); // the words for refusals come with it
                replace(failed, note('bad', h('p', null, refusalWords(codeOf(error) || 'fault'))));
            }
        }),
    });
    agree.dataset.act = 'consent';
    return agree;
}

/**
 * @param {Door} door
 * @param {HTMLElement} failed
 */
function inPersonButton({ opened, onward }, failed) {
    const inPerson = button(t('arrival.join.in_person'), {
        kind: 'quiet', wide: true,
        press: () => whileBusy(inPerson, t('arrival.join.in_person'), async () => {
            try {
                (await onward()).tellInPerson(opened.phone);
            } catch {
                replace(failed, note('bad', h('p', null, t('common.away.both'))), phoneButton(opened.phone));
            }
        }),
    });
    return inPerson;
}

/** @param {Door['opened']} opened */
function people(opened) {
    const blank = () => h('span', { class: 'face face--blank' }, icon('user'));
    const others = opened.others.filter((role) => role !== 'lawyer');
    return [
        h('li', null,
            face(opened.host),
            h('p', null,
                h('b', null, opened.host.name),
                h('small', null, t('arrival.join.host', { staffNo: opened.host.staffNo })))),
        h('li', null,
            blank(),
            h('p', null, h('b', null, t('arrival.join.you')), h('small', null, coded('common.role', opened.role)))),
        others.map((role) => h('li', null,
            blank(),
            h('p', null,
                h('b', null,
                    t(role === 'respondent' || role === 'petitioner' ? 'arrival.join.other' : `common.role.${role}`)),
                h('small', null, t('arrival.join.other_says'))))),
        h('li', null,
            blank(),
            h('p', null,
                h('b', null,
                    t(opened.others.includes('lawyer') ? 'arrival.join.a_lawyer' : 'arrival.join.maybe_lawyer')),
                h('small', null, t('arrival.join.lawyer_says')))),
    ];
}

/**
 * The notice in full; its version is what a person agrees to.
 * @param {string} version
 */
function fullNotice(version) {
    return h('details', { class: 'notice' }, h('summary', null, t('arrival.join.full_notice')),
        h('div', { class: 'notice__text' },
            paragraphs('arrival.notice'), h('p', { class: 'muted' }, t('arrival.join.notice_version', { version }))));
}

/**
 * @param {'yes' | 'no'} kind
 * @param {string} key
 */
function keep(kind, key) {
    return h('li', { class: kind }, icon(kind === 'yes' ? 'check' : 'close'), h('span', null, t(key)));
}
