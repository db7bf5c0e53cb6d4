// One person's card. All cards are equal, whoever the person is.

import { h, replace } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { moment, now } from '../../lib/time.js';
import { openStepDialog } from '../../room-ui/step-dialog.js';
import { chip } from '../../ui/badge.js';
import { button } from '../../ui/button.js';
import { face } from '../../ui/face.js';
import { seatStatus } from '../../ui/seat-status.js';

/** @typedef {import('../../protocol/http-types.js').Session} Session */
/** @typedef {import('../../protocol/http-types.js').Invite} Invite */

/** @typedef {'revoke' | 'reissue'} End */
/** @typedef {{copyLink: () => void, copySms: () => void, act: (what: End) => Promise<void>}} CardActs */

/**
 * @param {Session} session
 * @param {Invite} invite
 * @param {CardActs} acts
 */
export function inviteCard(session, invite, acts) {
    const status = h('p', { class: 'invite__status' });
    const name = h('p', { tabindex: '-1' },
        h('b', null, invite.name),
        ' ',
        t(`common.role.${invite.role}`),
        invite.phone ? h('small', null, invite.phone) : null);
    const dead = h('p', { class: 'second', hidden: !invite.revoked }, t('bureau.invite.revoked_says'));
    const open = [linkPart(session, invite), copyButtons(invite, acts)];
    let expired = false;
    const element = h('li', { class: 'invite' },
        h('div', { class: 'invite__who' }, face({ name: invite.name }), name), status,
        dead, invite.revoked ? null : open,
        h('div', { class: 'invite__more' },
            endButton('reissue', invite, acts), invite.revoked ? null : endButton('revoke', invite, acts)));
    return { element, show, focus: () => name.focus(), expired: () => expired };

    /** @param {import('../../protocol/types.js').Seat | undefined} seat */
    function show(seat) {
        const said = invite.revoked
            ? { kind: /** @type {const} */ ('bad'), words: t('bureau.invite.revoked') }
            : seatStatus(seat);
        // Who came in time keeps the seat; and once the session has begun a link opens until its end.
        expired = !invite.revoked && session.phase === 'waiting' && now() >= invite.expiresAt
            && (!seat || seat.presence === 'away' || seat.presence === 'absent');
        // A link that opens nothing is not handed out.
        dead.hidden = !invite.revoked && !expired;
        for (const each of open) each.hidden = expired;
        replace(status, expired
            ? chip('bad', t('bureau.invite.expired', { time: moment(invite.expiresAt) }))
            : chip(said.kind, said.words));
    }
}

/**
 * The link as a picture for a telephone, and enough of its words to tell it from another.
 * @param {Session} session
 * @param {Invite} invite
 */
function linkPart(session, invite) {
    const place = `/api/sessions/${encodeURIComponent(session.id)}/seats/${invite.seat}`;
    const own = invite.expiresAt !== session.expiresAt;
    return h('div', { class: 'invite__qr' },
        h('img', {
            class: 'qr', src: `${place}/qr.svg?generation=${invite.generation}`,
            alt: t('bureau.invite.qr', { name: invite.name }),
            width: '116', height: '116',
        }),
        h('p', null,
            h('span', { class: 'small muted' }, t('bureau.invite.link')),
            h('code', null, shortened(invite.link)),
            h('span', { class: 'small muted' }, t(own ? 'bureau.invite.until' : 'bureau.invite.scan', {
                time: moment(invite.expiresAt),
            }))));
}

/**
 * @param {Invite} invite
 * @param {CardActs} acts
 */
function copyButtons({ name }, acts) {
    return h('div', { class: 'invite__btns' },
        button(t('bureau.invite.copy_link'), {
            sign: 'link',
            label: t('bureau.invite.copy_link_for', { name }),
            press: acts.copyLink,
        }),
        button(t('bureau.invite.copy_sms'), {
            sign: 'sms',
            label: t('bureau.invite.copy_sms_for', { name }),
            press: acts.copySms,
        }));
}

/**
 * @param {End} what
 * @param {Invite} invite
 * @param {CardActs} acts
 */
function endButton(what, { name }, acts) {
    return button(t(`bureau.invite.${what}`), {
        kind: 'quiet', size: 'sm',
        label: t(`bureau.invite.${what}_for`, { name }),
        press: () => askToEndLink(what, name, acts),
    });
}

/**
 * A link that dies is not brought back, so both ask first.
 * @param {End} what
 * @param {string} name
 * @param {CardActs} acts
 */
function askToEndLink(what, name, acts) {
    const no = button(t('common.dialog.cancel'), { press: () => dialog.close() });
    const yes = button(t(`bureau.invite.${what}`), {
        kind: what === 'revoke' ? 'danger' : 'primary',
        press: () => { dialog.close(); acts.act(what); },
    });
    const dialog = openStepDialog({
        title: t(`bureau.invite.${what}_ask`, { name }),
        body: h('p', null, t(`bureau.invite.${what}_says`)),
        foot: h('div', { class: 'btns' }, no, yes),
        focus: no, urgent: true,
    });
}

/**
 * Enough of a link to tell two apart, and not enough to use it.
 * @param {string} link
 */
function shortened(link) {
    const fragment = link.split('#')[1] || link;
    return `…/j#${fragment.slice(0, 6)}····${fragment.slice(-3)}`;
}
