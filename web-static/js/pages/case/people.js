// The people of a case, and its limits.

import { h } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { date, daysFromNow, now } from '../../lib/time.js';
import { chip } from '../../ui/badge.js';
import { face } from '../../ui/face.js';
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

/** @param {CaseFile} file */
export function people(file) {
    if (!file.parties.length) {
        return h('p', { class: 'muted' }, t(file.masked ? 'bureau.case.masked_people' : 'bureau.case.no_people'));
    }
    return h('ul', null, file.parties.map((party) => h('li', { class: 'seat' }, face({ name: party.name }),
        h('p', { class: 'seat__who' },
            h('b', null, party.name || t('bureau.case.masked_name')), t(`common.role.${party.role}`)), aside(party),
        h('p', { class: 'seat__facts' }, party.phone ? h('span', { class: 'nb' }, party.phone) : null,
            party.idNo ? h('span', { class: 'nb' }, party.idNo) : null,
            party.isMinor ? h('span', { class: 'warn' }, icon('info'), t('bureau.case.minor')) : null,
            party.accessNeeds ? h('span', { class: 'warn' }, icon('info'), party.accessNeeds) : null,
            conflict(party)))));
}

/** @param {import('../../protocol/http-types.js').Party} party */
function aside(party) {
    if (party.actsFor) return h('span', { class: 'chip' }, t(`bureau.acts_for.${party.actsFor}`));
    const facts = [party.sex ? coded('bureau.sex', party.sex) : '', party.age ?? ''].filter((each) => each !== '');
    return facts.length ? h('span', { class: 'chip' }, facts.join(' ')) : h('span');
}

/** @param {import('../../protocol/http-types.js').Party} party */
function conflict(party) {
    if (party.conflictDeclared === null || party.conflictDeclared === undefined) return null;
    return party.conflictDeclared ? h('span', { class: 'ok' }, icon('check'), t('bureau.case.no_conflict'))
        : h('span', { class: 'warn' }, icon('alert'), t('bureau.case.conflict_open'));
}

/**
 * Phase of a talk as a sign and a word.
 * @param {string} phase
 */
export function phaseChip(phase) {
    const kinds = /** @type {Record<string, import('../../ui/badge.js').ChipKind>} */ ({
        waiting: 'now', in_session: 'now', paused: 'warn', ended: 'ok',
    });
    return chip(kinds[phase] || 'none', coded('bureau.phase', phase));
}
