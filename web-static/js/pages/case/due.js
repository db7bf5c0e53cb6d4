// What is due in a case, and by when.

import { h } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { date, dateAndWeekday, daysFromNow, now } from '../../lib/time.js';
import { icon } from '../../ui/icon.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */

/** @param {CaseFile} file */
export function limits(file) {
    if (!file.due.length) return h('p', { class: 'muted' }, t('bureau.case.no_limits'));
    return h('ul', { class: 'limits' }, file.due.map((each) => h('li', null,
        h('p', null,
            h('b', null, coded('bureau.due', each.kind), each.number ? ` ${each.number}` : ''),
            h('small', null, t('bureau.case.before', { date: date(each.at) }), each.unit ? ` ${each.unit}` : ''),
            each.isNear ? h('small', { class: 'limits__near' }, icon('clock'), t('bureau.case.near')) : null),
        limit(each), each.reckoning && !each.doneAt ? reckoning(each.reckoning) : null)));
}

/**
 * How the date came about: the first day, which isn't counted, what was counted, and where it ended after days off.
 * @param {import('../../protocol/http-types.js').Reckoning} steps
 */
function reckoning(steps) {
    const isRolled = steps.counted.at !== steps.due.at;
    return h('dl', { class: 'calc' },
        line(dateAndWeekday(steps.from.at), t('bureau.reckoning.from')),
        line(t(`bureau.reckoning.${steps.counting}`, { n: steps.count }),
            steps.extended ? '' : dayWords(steps.counted)),
        steps.extended
            ? line(t('bureau.reckoning.extended', { n: steps.extended }), dayWords(steps.counted)) : null,
        isRolled ? line(t('bureau.reckoning.rolled'), t('bureau.reckoning.next_workday')) : null,
        line(t('bureau.reckoning.due'), h('b', null, dateAndWeekday(steps.due.at))));
}

/**
 * @param {string} name
 * @param {import('../../lib/html.js').Child} words
 */
const line = (name, words) => h('div', null, h('dt', null, name), h('dd', null, words));

/**
 * "4月6日 周一 清明节放假"
 * @param {import('../../protocol/http-types.js').OfficeDay} day
 */
function dayWords(day) {
    const kind = day.kind === 'worked' || day.kind === 'weekend' ? ''
        : ` ${t(`bureau.reckoning.${day.kind}`, { name: day.name || '' })}`;
    return `${dateAndWeekday(day.at)}${kind}`;
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
