// Where an invited person stands, in words that an officer can act on.

import { t } from '../lib/text.js';

/** @typedef {import('../protocol/types.js').Seat} Seat */
/** @typedef {{kind: import('./badge.js').ChipKind, words: string}} SeatStatus */

/**
 * @param {Seat | undefined} seat undefined while we don't hear from the room
 * @returns {SeatStatus}
 */
export function seatStatus(seat) {
    if (!seat) return { kind: 'none', words: t('bureau.seat.unknown') };
    if (seat.standing === 'removed') return { kind: 'bad', words: t('bureau.seat.removed') };
    if (seat.standing === 'declined') return { kind: 'bad', words: t('bureau.seat.declined') };
    if (seat.standing === 'left') return { kind: 'none', words: t('bureau.seat.left') };
    if (seat.standing === 'invited') return { kind: 'none', words: t('bureau.seat.invited') };
    if (seat.presence === 'lost') return { kind: 'warn', words: t('bureau.seat.lost') };
    if (seat.presence === 'absent' || seat.presence === 'away') return { kind: 'warn', words: t('bureau.seat.absent') };
    if (seat.standing === 'link_opened') return { kind: 'now', words: t('bureau.seat.link_opened') };
    if (seat.standing === 'consented') return { kind: 'now', words: t('bureau.seat.consented') };
    if (seat.standing === 'admitted') return { kind: 'ok', words: t('bureau.seat.admitted') };
    return waiting(seat);
}

/**
 * @param {Seat} seat
 * @returns {SeatStatus}
 */
function waiting(seat) {
    if (!seat.check) return { kind: 'ok', words: t('bureau.seat.waiting') };
    const troubled = [seat.check.camera, seat.check.microphone].some((result) => result !== 'ok');
    return troubled
        ? { kind: 'warn', words: t('bureau.seat.waiting_trouble') }
        : { kind: 'ok', words: t('bureau.seat.waiting_ready') };
}

/**
 * Whether a person has come as far as the lobby.
 * @type {(seat: Seat | undefined) => boolean}
 */
export function hasArrived(seat) {
    return Boolean(seat && (seat.standing === 'waiting' || seat.standing === 'admitted') && seat.presence === 'here');
}
