// Instead of the room: it is over, it is somewhere else, or it can't be entered.

import { h, replace } from '../../../lib/html.js';
import { coded, hasText, t } from '../../../lib/text.js';
import { button, linkButton } from '../../../ui/button.js';
import { demoBanner, note } from '../../../ui/note.js';

/**
 * @param {HTMLElement} page
 * @param {boolean} demo
 * @param {string} step
 * @param {string} title
 * @param {...import('../../../lib/html.js').Child} body
 */
function panel(page, demo, step, title, ...body) {
    document.body.className = 'call live';
    document.body.dataset.step = step;
    const heading = h('h1', { tabindex: '-1' }, title);
    replace(page, demoBanner(demo),
        h('main', { class: 'live__over', id: 'main', tabindex: '-1' }, h('section', null, heading, body)));
    document.title = `${title} · ${t('common.product')}`;
    heading.focus();
}

/**
 * @param {HTMLElement} page
 * @param {boolean} demo
 */
export function showConnecting(page, demo) {
    panel(page, demo, 'connecting', t('live.page'), h('p', { role: 'status' }, t('live.connecting')));
}

/**
 * @param {HTMLElement} page
 * @param {{demo: boolean, session: string, state: import('../../../protocol/types.js').RoomState | null, unsaved:
 *   string[]}} what
 */
export function showOver(page, { demo, session, state, unsaved }) {
    const ended = state ? state.session : null;
    const held = !ended || Boolean(ended.startedAt);
    panel(page, demo, 'end', t('live.over.title'),
        h('p', null, t(held ? 'live.over.lead' : 'live.over.unheld')),
        ended && ended.reason
            ? h('p', null, t('live.over.reason', { reason: coded('common.end_reason', ended.reason) }))
            : null,
        unsaved.length
            ? note('warn', h('p', null, t('live.over.kept')), unsaved.map((words) => h('p', null, words)))
            : null,
        h('div', { class: 'btns' },
            linkButton(t('live.over.case'),
                ended && ended.caseID ? `/case?id=${encodeURIComponent(ended.caseID)}` : '/desk', { kind: 'primary' }),
            held ? linkButton(t('live.over.minutes'), `/minutes?session=${encodeURIComponent(session)}`) : null));
}

/**
 * @param {HTMLElement} page
 * @param {boolean} demo
 * @param {string} code
 * @param {(() => void) | null} act what the button of this problem does
 */
export function showProblem(page, demo, code, act) {
    const known = hasText(`live.problem.${code}.title`) ? code : 'fault';
    const press = hasText(`live.problem.${known}.act`)
        ? button(t(`live.problem.${known}.act`), { kind: 'primary', press: act || (() => location.reload()) })
        : null;
    if (press) press.dataset.act = 'take-over';
    panel(page, demo, 'problem', t(`live.problem.${known}.title`), h('p', null, t(`live.problem.${known}.lead`)),
        h('div', { class: 'btns' }, press, linkButton(t('live.problem.desk'), '/desk')),
        h('p', { class: 'small muted' }, t('live.problem.code', { code })));
    document.body.dataset.problem = code;
}
