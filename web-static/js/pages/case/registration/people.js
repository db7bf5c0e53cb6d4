// The people of a case.

import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { face } from '../../../ui/face.js';
import { icon } from '../../../ui/icon.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */

/** @param {CaseFile} file */
export function people(file) {
    if (!file.parties.length) {
        return h('p', { class: 'muted' }, t(file.masked ? 'bureau.case.masked_people' : 'bureau.case.no_people'));
    }
    return h('ul', null, file.parties.map((party) => h('li', { class: 'seat' }, face({ name: party.name }),
        h('p', { class: 'seat__who' },
            h('b', null, party.name || t('bureau.case.masked_name')), t(`common.role.${party.role}`)), aside(party),
        h('p', { class: 'seat__facts' }, party.phone ? h('span', { class: 'nb' }, party.phone) : null,
            idNo(file, party),
            party.isMinor ? h('span', { class: 'warn' }, icon('info'), t('bureau.case.minor')) : null,
            party.accessNeeds ? h('span', { class: 'warn' }, icon('info'), party.accessNeeds) : null,
            conflict(party)))));
}

/**
 * Masked, but for the one number that this reader has just asked to see.
 * @param {CaseFile} file
 * @param {import('../../../protocol/http-types.js').Party} party
 */
function idNo(file, party) {
    if (file.identity && file.identity.party === party.id) {
        return h('b', { class: 'nb' }, file.identity.idNo || t('bureau.case.no_id'));
    }
    return party.idNo ? h('span', { class: 'nb' }, party.idNo) : null;
}

/** @param {import('../../../protocol/http-types.js').Party} party */
function aside(party) {
    if (party.actsFor) return h('span', { class: 'chip' }, t(`bureau.acts_for.${party.actsFor}`));
    const facts = [party.sex ? coded('bureau.sex', party.sex) : '', party.age ?? ''].filter((each) => each !== '');
    return facts.length ? h('span', { class: 'chip' }, facts.join(' ')) : h('span');
}

/** @param {import('../../../protocol/http-types.js').Party} party */
function conflict(party) {
    if (party.conflictDeclared === null || party.conflictDeclared === undefined) return null;
    return party.conflictDeclared ? h('span', { class: 'ok' }, icon('check'), t('bureau.case.no_conflict'))
        : h('span', { class: 'warn' }, icon('alert'), t('bureau.case.conflict_open'));
}
