// The top line: back, what this is, how long, and that nothing is recorded.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button } from '../../../ui/button.js';
import { icon } from '../../../ui/icon.js';

/** @param {import('./room.js').Desk} desk */
export function roomBar(desk) {
    const { client } = desk;
    const title = h('h1', { tabindex: '-1' });
    const time = h('span', { class: 'live__clock' });
    const record = h('span', { class: 'chip' });
    const back = h('a', { class: 'tool', href: '/desk', data: { act: 'back' }, on: { click: leave } },
        icon('left'), t('live.bar.back'));
    const element = h('header', { class: 'live__bar' }, back, title, h('p', { class: 'live__state' }, time, record));
    let drawn = '';
    let ticked = '';
    return { element, title, show, name: () => (client.state && client.state.session.title) || t('live.page') };

    function show() {
        if (!client.state) return;
        const { session } = client.state;
        const key = JSON.stringify([session.title, session.number, session.caseID, session.recording, session.paths]);
        if (key !== drawn) {
            drawn = key;
            replace(title, session.title || t('live.page'),
                h('span', null, t('live.bar.number', { n: session.number })));
            if (session.caseID) back.setAttribute('href', `/case?id=${encodeURIComponent(session.caseID)}`);
            replace(record, icon('rec-off'), t(session.recording ? 'live.recording' : 'live.not_recording'));
        }
        const says = session.startedAt
            ? [
                elapsed(client.serverNow() - session.startedAt),
                t(session.phase === 'paused' ? 'live.bar.paused' : 'live.bar.elapsed'),
            ]
            : ['', t('live.bar.not_begun')];
        if (says.join() === ticked) return;
        ticked = says.join();
        replace(time, says[0] ? h('b', null, says[0]) : null, says[1]);
    }

    /** @param {Event} event */
    function leave(event) {
        if (!client.state || client.state.session.phase !== 'in_session') return;
        event.preventDefault();
        const stay = button(t('live.leave.stay'), { press: () => dialog.close() });
        const go = button(t('live.leave.go'), {
            kind: 'danger',
            press: () => {
                client.request('leave').catch(() => {});
                setTimeout(() => location.assign(back.getAttribute('href') || '/desk'), 300);
            },
        });
        const dialog = openStepDialog({
            title: t('live.leave.title'),
            body: t('live.leave.says'),
            foot: [stay, go],
            focus: stay, urgent: true,
        });
    }
}

/**
 * "17:42", "1:02:05"
 * @param {number} ms
 */
function elapsed(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
}
