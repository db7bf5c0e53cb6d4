import { t } from '../../lib/text.js';
import { written } from '../../lib/written-time.js';

/**
 * The words to send with a link: who asks, until when, whom to call. No matter and no other party's name, for a message
 * lies open on a locked screen.
 * @param {import('../../protocol/http-types.js').Session} session
 * @param {import('../../protocol/http-types.js').Invite} invite
 */
export function smsText(session, invite) {
    return t('bureau.sms', {
        office: session.office, name: invite.name, host: session.host.name, staffNo: session.host.staffNo,
        time: written(invite.expiresAt), link: invite.link, phone: session.phone,
    });
}

/**
 * How many messages an operator bills: 70 characters in one, 67 each in several.
 * @param {string} words
 */
export function smsParts(words) {
    return words.length <= 70 ? 1 : Math.ceil(words.length / 67);
}
