// What has happened to a case, newest first.

import { h } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { moment } from '../../lib/time.js';
import { timeElement } from '../../ui/time.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */

/** What presses on the bureau stands out in the timeline. */
const PRESSING = new Set(['supervised', 'returned', 'objected', 'extended', 'declined', 'deadline_missed']);

/** @param {CaseFile['timeline'][number]} each */
function words(each) {
    if (each.due) return [' ', coded('bureau.due', each.due)];
    if (!each.text) return null;
    return [
        ' ',
        each.kind === 'session_launched' && /^\d+$/.test(each.text)
            ? t('bureau.talks.number', { n: each.text })
            : each.text,
    ];
}

/** @param {CaseFile} file */
export function timeline(file) {
    if (!file.timeline.length) return h('p', { class: 'muted' }, t('bureau.case.no_timeline'));
    const items = (/** @type {CaseFile['timeline']} */ events) => events.map((each) => h('li', null,
        timeElement(each.at, moment(each.at)), h('span', { class: PRESSING.has(each.kind) ? 'dot dot--warn' : 'dot' }),
        h('p', null,
            h('b', null, coded('bureau.event', each.kind)),
            words(each),
            each.by ? h('span', { class: 'muted' }, [' ', each.by]) : null)));
    const first = file.timeline.slice(0, 8);
    const rest = file.timeline.slice(8);
    return [
        h('ol', { class: 'line' }, items(first)),
        rest.length ? h('details', { class: 'more' },
            h('summary', null, t('bureau.case.older', { n: rest.length })),
            h('ol', { class: 'line' }, items(rest))) : null,
    ];
}
