/**
 * Which text a state is said in: the pages' tables hold the words under these keys, each in its own area.
 *
 * @typedef {import('../protocol/types.js').Seat} Seat
 * @typedef {import('../protocol/types.js').MediaStatus} MediaStatus
 */

/**
 * Where a person stands, one word for it: their presence counts once they have come.
 * @param {Seat} seat
 * @returns {string} `standing.` and one of invited, link_opened, consented, waiting, admitted, left, removed, declined, lost, absent
 */
export function standingKey(seat) {
    const gone = ['left', 'removed', 'declined', 'invited'].includes(seat.standing);
    if (!gone && seat.presence === 'lost') return 'standing.lost';
    if (!gone && (seat.presence === 'absent' || seat.presence === 'away')) return 'standing.absent';
    return `standing.${seat.standing}`;
}

/**
 * @param {'microphone'|'camera'} kind
 * @param {MediaStatus} status
 * @returns {string} `microphone.live`, `camera.denied`, …
 */
export function mediaKey(kind, status) {
    return `${kind}.${status}`;
}

/** @param {import('../protocol/types.js').Edge} edge */
export function verdictKey(edge) {
    return `verdict.${edge.verdict}`;
}

/** @param {import('./hearing.js').Hearing} hearing */
export function hearingKey(hearing) {
    return `hearing.${hearing.kind}`;
}
