// The desk of a post that has no cases of its own: what waits for it by due date, and what is late, each case once.

import { due } from '../../../lib/deadline.js';
import { h, replace } from '../../../lib/html.js';
import { get } from '../../../lib/http.js';
import { coded, t } from '../../../lib/text.js';
import { date, dateAndWeekday, now } from '../../../lib/time.js';
import { levelBadge } from '../../../ui/badge.js';
import { button, whileBusy } from '../../../ui/button.js';
import { dotted } from '../../../ui/dotted.js';
import { icon } from '../../../ui/icon.js';
import { goToSignIn, nameThePage } from '../../../ui/shell.js';
import { emptyPlace, failurePanel, whileFetching } from '../../../ui/skeleton.js';
import { timeElement } from '../../../ui/time.js';
import { dots } from '../supervision/urged.js';

/** @typedef {import('../../../protocol/http-types.js').DeskLines} DeskLines */
/** @typedef {import('../../../protocol/http-types.js').DeskLine} DeskLine */
/** @typedef {import('../../../protocol/http-types.js').Me} Me */

/** Posts whose desk this is; officers and clerks have their own list. */
export const POSTS = new Set([
    'liaison', 'bureau_leader', 'legal_section', 'office_lead', 'inspector', 'archivist',
]);
/** Those who see what is late of everybody (rule 13). */
const SUPERVISORS = new Set(['bureau_leader', 'office_lead', 'inspector']);

/** @type {{waiting: DeskLines, late: DeskLines | null} | null} */
let held = null;

/**
 * @param {HTMLElement} main
 * @param {Me} me
 */
export async function showWaiting(main, me) {
    nameThePage(t('bureau.nav.desk'));
    const isSupervisor = SUPERVISORS.has(me.account.role);
    try {
        held ||= await whileFetching(main, t('common.loading.cases'), async () => {
            const [waiting, late] = await Promise.all([
                get('/api/desk?list=waiting'), isSupervisor ? get('/api/desk?list=late') : null,
            ]);
            return { waiting, late };
        });
    } catch (error) {
        if (!goToSignIn(error)) replace(main, failurePanel(error, () => showWaiting(main, me)));
        return;
    }
    draw(main, me);
}

/**
 * @param {HTMLElement} main
 * @param {Me} me
 */
function draw(main, me) {
    const { waiting, late } = /** @type {NonNullable<typeof held>} */ (held);
    const redraw = () => draw(main, me);
    const counts = { waiting: count(waiting), late: late ? count(late) : '' };
    replace(main,
        h('header', { class: 'desk__head' },
            h('p', { class: 'desk__date' }, timeElement(now(), dateAndWeekday(now())), ' ', me.account.unit),
            h('h1', null, t(late ? 'bureau.waiting.headline_late' : 'bureau.waiting.headline', counts))),
        h('div', { class: 'desk__cols desk__cols--one' },
            section('waiting', waiting, redraw), late ? section('late', late, redraw) : null,
            h('p', null, h('a', { href: '/desk?list=all' }, t('bureau.waiting.all')))));
}

/** @param {DeskLines} lines */
const count = (lines) => `${lines.lines.length}${lines.next ? '+' : ''}`;

/**
 * @param {'waiting' | 'late'} name
 * @param {DeskLines} list
 * @param {() => void} redraw
 */
function section(name, list, redraw) {
    return h('section', { class: 'card ledger', 'aria-labelledby': `${name}-h`, data: { list: name } },
        h('header', { class: 'ledger__head' }, h('h2', { id: `${name}-h` }, t(`bureau.waiting.${name}`)),
            h('p', { class: 'muted small' }, t(`bureau.waiting.${name}_says`))),
        h('div', { class: 'ledger__body' }, list.lines.length || list.next
            ? h('ul', null, list.lines.map(row))
            : emptyPlace('check', t(`bureau.waiting.no_${name}`), t(`bureau.waiting.no_${name}_says`))),
        list.next ? more(name, list, redraw) : null);
}

/**
 * @param {'waiting' | 'late'} name
 * @param {DeskLines} list
 * @param {() => void} redraw
 */
function more(name, list, redraw) {
    const failed = h('p', { class: 'field__error', role: 'alert' });
    const next = button(t('bureau.waiting.more'), {
        press: () => whileBusy(next, t('common.loading.cases'), async () => {
            try {
                const page = await get(`/api/desk?list=${name}&after=${encodeURIComponent(list.next || '')}`);
                list.lines = list.lines.concat(page.lines);
                list.next = page.next;
                redraw();
            } catch (error) {
                if (!goToSignIn(error)) failed.textContent = t('common.away.both');
            }
        }),
    });
    return h('div', { class: 'ledger__more' }, next, failed);
}

/** @param {DeskLine} line */
function row({ case: each, steps, urged, near }) {
    const limit = each.due ? due(each.due.at) : null;
    const state = limit ? (limit.state === 'soon' ? 'week' : limit.state) : 'undated';
    const title = each.masked ? t('bureau.case.masked_title') : each.title || each.caseNo;
    // The one note that waits for anybody is the answer to an urging.
    const act = !steps.length ? t('bureau.desk.act.open')
        : steps[0] === 'note' ? t('bureau.waiting.answer') : t(`bureau.command.${steps[0]}.title`);
    const address = `/case?id=${encodeURIComponent(each.id)}${steps.length ? `&do=${steps[0]}` : ''}`;
    return h('li', { class: 'row', data: { id: each.id } },
        h('p', { class: `row__due row__due--${state}` },
            h('b', null, state === 'late' ? icon('alert') : state === 'today' ? icon('clock') : null,
                limit ? limit.words : t('bureau.desk.no_limit')),
            limit && each.due ? h('small', null, coded('bureau.due', each.due.kind), ' ',
                h('span', { class: 'nb' }, limit.date)) : null),
        h('div', { class: 'row__main' },
            h('p', { class: 'row__title' }, levelBadge(each.level),
                h('a', { href: `/case?id=${encodeURIComponent(each.id)}`, title }, title)),
            h('p', { class: 'row__meta dots' },
                dotted([each.caseNo, each.unit || '', each.officer ? each.officer.name : '']))),
        h('p', { class: 'row__stage' }, coded('bureau.status', each.status),
            urged ? h('small', null, dots(urged)) : null,
            near ? h('small', { class: 'row__near' }, icon('clock'),
                t('bureau.waiting.near', { what: coded('bureau.due', near.kind), date: date(near.at) })) : null),
        h('a', {
            class: 'btn row__act', href: address, 'aria-label': t('bureau.desk.act_label', { act, title }),
        }, act));
}
