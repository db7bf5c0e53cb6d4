// What is due in a case, and by when.

import { h } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { date, daysFromNow, now } from '../../lib/time.js';
import { icon } from '../../ui/icon.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */

/** @param {CaseFile} file */
export function limits(file) {
    if (!file.due.length) return h('p', { class: 'muted' }, t('bureau.case.no_limits'));
    return h('ul', { class: 'limits' }, file.due.map((each) => h('li', null,
        h('p', null,
            h('b', null, coded('bureau.due', each.kind)),
            h('small', null, t('bureau.case.before', { date: date(each.at) }))), limit(each))));
}

/** @param {{at: number, doneAt: number | null}} each */
function limit(each) {
    if (each.doneAt) {
        const late = each.doneAt > each.at;
        return h('p', { class: `limits__n ${late ? 'warn' : 'ok'}` },
            icon(late ? 'alert' : 'check'),
            t(late ? 'bureau.case.done_late' : 'bureau.case.done', { date: date(each.doneAt) }));
    }
    const days = daysFromNow(each.at);
    if (each.at < now()) {
        return h('p', { class: 'limits__n bad' },
            icon('alert'), days < 0 ? t('common.time.late_days', { n: -days }) : t('common.time.late_today'));
    }
    if (days === 0) return h('p', { class: 'limits__n warn' }, icon('clock'), t('bureau.case.today'));
    const [before, after] = t('common.time.days_left', { n: '#' }).split('#');
    return h('p', { class: 'limits__n' }, before.trim(), h('b', null, days), after.trim());
}
