// What now: a link that doesn't open, a seat that is taken, a page that was shown the door. Each told apart, none
// blames.

import { h } from '../../../lib/html.js';
import { hasText, t } from '../../../lib/text.js';
import { button, whileBusy } from '../../../ui/button.js';
import { phoneButton, showSheet } from './frame.js';
import { letterArt } from './letter.js';
import { findSeat, rememberLeft } from './seat.js';
import { advice } from './advice.js';

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('./seat.js').Trouble} Trouble
 */

const RELOADABLE = new Set(['unreachable', 'slow_down', 'fault', 'busy', 'store_failed', 'many_devices']);
/** What passes by itself, or by the person's own doing. */
const WAITS = new Set([
    'link_expired', 'waiting_for_officer', 'many_devices', 'unreachable', 'slow_down', 'open_in_other_tab',
    'open_on_other_device', 'taken_over',
]);

/** @param {string} code */
function known(code) {
    return hasText(`party.problem.${code}.title`) ? code : 'fault';
}

/** @param {string} code */
function remedies(code) {
    const items = [];
    for (let index = 1; hasText(`party.problem.${code}.do${index}`); index += 1) {
        items.push({
            title: t(`party.problem.${code}.do${index}`),
            says: hasText(`party.problem.${code}.do${index}_says`)
                ? t(`party.problem.${code}.do${index}_says`)
                : undefined,
        });
    }
    return items;
}

/**
 * @param {HTMLElement} page
 * @param {Trouble} told
 * @param {HTMLElement | null} [act] the button that helps, in place of the phone as the first one
 */
function problemSheet(page, told, act) {
    const code = known(told.code);
    const items = remedies(code);
    const sheet = showSheet(page, {
        step: 'problem', demo: told.demo, office: told.office,
        art: letterArt(WAITS.has(code) ? 'clock' : 'cross'),
        title: `party.problem.${code}.title`,
        body: [
            h('p', { class: 'visit__lead' }, t(`party.problem.${code}.lead`)),
            items.length ? h('section', { class: 'sec', 'aria-labelledby': 'do' },
                h('h2', { id: 'do' }, t('party.problem.do')), advice(items)) : null,
        ],
        foot: [
            act,
            phoneButton(told.phone, {
                primary: !act,
                words: (number) => [t('party.problem.call'), ' ', h('span', { class: 'nb' }, number)],
            }),
            h('p', { class: 'visit__code' }, t('party.problem.code', { code: told.code })),
        ],
    });
    document.body.dataset.problem = told.code;
    return { title: sheet.title, line: null, update() {}, end() { delete document.body.dataset.problem; } };
}

/**
 * Before there is a seat.
 * @param {Trouble} told
 * @param {HTMLElement} page
 */
export function troubleStep(told, page) {
    /** @type {HTMLButtonElement | null} */
    const again = RELOADABLE.has(told.code) ? button(t('party.problem.again'), {
        kind: 'primary', size: 'lg', wide: true,
        press: () => { if (again) whileBusy(again, t('party.problem.trying'), retry); },
    }) : null;
    return problemSheet(page, told, again);

    async function retry() {
        const found = await findSeat({ link: null, isBroken: false });
        // The seat is kept now, or the trouble is another one: either way the page begins anew.
        if ('opened' in found || found.trouble.code !== told.code) location.reload();
    }
}

/**
 * @param {string} why
 * @param {Visit} visit
 * @param {HTMLElement} page
 */
export function problemStep(why, visit, page) {
    const { opened, client } = visit;
    /** @type {HTMLElement | null} */
    let act = null;
    if (why === 'open_in_other_tab' || why === 'open_on_other_device') {
        act = button(t(`party.problem.${why}.act`), {
            kind: 'primary', size: 'lg', wide: true,
            press: () => client.takeOver(),
        });
        act.dataset.act = 'take-over';
    } else if (why === 'taken_over' || RELOADABLE.has(why)) {
        act = button(t(why === 'taken_over' ? 'party.problem.taken_over.act' : 'party.problem.again'), {
            kind: 'primary', size: 'lg', wide: true,
            press: () => location.reload(),
        });
    }
    return problemSheet(page, { code: why, phone: opened.phone, office: opened.office, demo: opened.demo }, act);
}

/**
 * @param {Visit} visit
 * @param {HTMLElement} page
 */
export function leftStep(visit, page) {
    const { opened } = visit;
    const back = button(t('party.left.back'), {
        kind: 'primary', size: 'lg', wide: true,
        press: () => { rememberLeft(false); location.reload(); },
    });
    back.dataset.act = 'come-back';
    const sheet = showSheet(page, {
        step: 'end', demo: opened.demo, office: opened.office,
        art: letterArt('ok'),
        title: 'party.left.title',
        body: [
            h('p', { class: 'visit__lead' }, t('party.left.lead')),
            h('p', { class: 'second' }, t('party.left.says', { name: opened.host.name })),
        ],
        foot: [back, phoneButton(opened.phone)],
    });
    document.body.dataset.end = 'left';
    return { title: sheet.title, line: null, update() {}, end() { delete document.body.dataset.end; } };
}
