// Step 1: what this is, who will be there, what is kept; then the name and the consent.

import { h, replace } from '../lib/html.js';
import { t } from '../lib/text.js';
import { dateAndWeekday, clock } from '../lib/time.js';
import { codeOf, roleWords } from '../room-ui/names.js';
import { unlockSound } from '../room-ui/sound.js';
import { openStepDialog } from '../room-ui/step-dialog.js';
import { button, whileBusy } from '../ui/button.js';
import { face } from '../ui/face.js';
import { icon } from '../ui/icon.js';
import { note } from '../ui/note.js';
import { refusalWords } from '../ui/refusal.js';
import { phoneButton, showSheet, todo } from './join-frame.js';
import { fullNotice } from './join-notice.js';

/** @typedef {import('./join-visit.js').Visit} Visit */

/**
 * @param {Visit} visit
 * @param {HTMLElement} page
 */
export function welcomeStep(visit, page) {
    const { opened } = visit;
    const failed = h('div');
    const end = h('div', { 'aria-hidden': 'true' });
    const sheet = showSheet(page, {
        step: 'join', demo: opened.demo, office: opened.office, count: t('party.step', { n: 1 }), title: 'party.join.title', filling: { name: opened.host.name },
        body: [
            h('p', { class: 'visit__lead' }, h('time', null, dateAndWeekday(opened.createdAt), ' ', clock(opened.createdAt)), h('br'), t('party.join.lead')),
            h('section', { class: 'sec', 'aria-labelledby': 'who' }, h('h2', { id: 'who' }, t('party.join.who')), h('ul', { class: 'who' }, people(visit))),
            h('section', { class: 'sec', 'aria-labelledby': 'keep' }, h('h2', { id: 'keep' }, t('party.join.keeps')),
                h('ul', { class: 'keeps' }, keep('yes', 'party.join.keep_minutes'), keep('yes', 'party.join.keep_times'), keep('no', 'party.join.keep_phone'), keep('no', 'party.join.keep_recording')),
                fullNotice(opened.notice)),
            failed, end,
        ],
        foot: [],
    });
    const onward = button(t('party.join.read_on'), { size: 'lg', wide: true, sign: 'down', press: readOn });
    onward.classList.add('readon');
    onward.dataset.act = 'read-on';
    const agree = button(t('party.join.agree', { name: opened.maskedName }), { kind: 'primary', size: 'lg', wide: true, press: () => consent() });
    agree.dataset.act = 'consent';
    const inPerson = button(t('party.join.in_person'), { kind: 'quiet', wide: true, press: () => tellInPerson(opened.phone) });
    replace(sheet.foot, onward);
    // What lies under the sticky foot isn't read yet.
    const watcher = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) finish(); }, { rootMargin: '0px 0px -96px 0px' });
    watcher.observe(end);
    return { title: sheet.title, line: sheet.line, update() {}, end: () => watcher.disconnect() };

    function readOn() {
        const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
        window.scrollBy({ top: window.innerHeight * 0.7, behavior: still ? 'auto' : 'smooth' });
    }

    function finish() {
        watcher.disconnect();
        const held = sheet.foot.contains(document.activeElement);
        replace(sheet.foot, agree, inPerson);
        if (held) agree.focus({ preventScroll: true });
    }

    function consent() {
        unlockSound();
        return whileBusy(agree, t('party.join.agreeing'), async () => {
            try {
                await visit.client.request('consent', { notice: opened.notice });
            } catch (error) {
                replace(failed, note('bad', h('p', null, refusalWords(codeOf(error) || 'fault'))));
            }
        });
    }
}

/** @param {Visit} visit */
function people({ opened }) {
    const blank = () => h('span', { class: 'face face--blank' }, icon('user'));
    const others = opened.others.filter((role) => role !== 'lawyer');
    return [
        h('li', null, face(opened.host), h('p', null, h('b', null, opened.host.name), h('small', null, t('party.join.host', { staffNo: opened.host.staffNo })))),
        h('li', null, blank(), h('p', null, h('b', null, t('party.join.you')), h('small', null, roleWords(opened)))),
        others.map((role) => h('li', null, blank(), h('p', null, h('b', null, t(role === 'respondent' || role === 'petitioner' ? 'party.join.other' : `common.role.${role}`)), h('small', null, t('party.join.other_says'))))),
        h('li', null, blank(), h('p', null, h('b', null, t(opened.others.includes('lawyer') ? 'party.join.a_lawyer' : 'party.join.maybe_lawyer')), h('small', null, t('party.join.lawyer_says')))),
    ];
}

/**
 * @param {'yes' | 'no'} kind
 * @param {string} key
 */
function keep(kind, key) {
    return h('li', { class: kind }, icon(kind === 'yes' ? 'check' : 'close'), h('span', null, t(key)));
}

/** @param {string} phone */
function tellInPerson(phone) {
    const back = button(t('party.in_person.back'), { press: () => dialog.close() });
    const dialog = openStepDialog({
        title: t('party.in_person.title'), lead: t('party.in_person.lead'),
        body: todo([{ title: t('party.in_person.call'), says: t('party.in_person.call_says', { phone }) }, { title: t('party.in_person.say'), says: t('party.in_person.say_says') }]),
        foot: [back, phoneButton(phone)], focus: back,
    });
}
