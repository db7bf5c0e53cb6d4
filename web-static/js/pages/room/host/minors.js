// Who comes to the table with a guardian only.

import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { isInCall } from '../../../model/seats.js';
import { fact } from '../../../room-ui/seat-card.js';
import { askForReason } from './acts.js';

/** @typedef {import('../../../protocol/types.js').Seat} Seat */
/** @typedef {import('./room.js').Desk} Desk */

/**
 * What is to be known of a minor; null of everybody else.
 * @param {Seat} seat
 */
export function minorFact(seat) {
    const { guardianship } = seat;
    if (!guardianship || guardianship === 'not_needed') return null;
    return h('span', null, fact('warn', 'info', t(`live.lobby.minor.${guardianship}`)));
}

/**
 * Asks why a person of 16 or 17 comes without a guardian.
 * @param {Desk} desk
 * @param {Seat} seat
 * @returns {boolean} whether it had to be asked; then the answer admits
 */
export function askWhyAlone(desk, seat) {
    const seats = desk.client.state ? desk.client.state.seats : [];
    const isAlone = !seats.some((other) => other.role === 'guardian' && isInCall(other));
    if (seat.guardianship !== 'may_be_declined' || !isAlone) return false;
    askForReason(desk, 'minor', seat.seat, {
        kind: 'primary',
        act: (guardianDeclined) => ({ type: 'admit', fields: { seat: seat.seat, guardianDeclined } }),
    });
    return true;
}
