// Shielding in words: for the two whom it concerns, and for the officer.

import { t } from '../lib/text.js';
import { enumerated } from './names.js';
import { nameOf } from './wall-words.js';

/** @typedef {import('../protocol/types.js').RoomState} RoomState */

/**
 * What the officer arranged for this page's own seat; '' for nothing.
 * @param {RoomState} state
 */
export function myShields(state) {
    const me = state.me.seat;
    const said = state.shields.map((shield) => (shield.subject === me
        ? t(`live.shield.me_${shield.medium}`, { from: someone(state, shield.from) })
        : t(`live.shield.from_${shield.medium}`, { subject: someone(state, shield.subject) })));
    return said.length ? t('live.shield.arranged', { what: enumerated(said) }) : '';
}

/**
 * Whoever has not come to the table yet is not known to this page.
 * @param {RoomState} state
 * @param {number} seat
 */
function someone(state, seat) {
    return nameOf(state, seat) || t('live.shield.someone');
}

/**
 * From whom, and by what, a seat is kept, for the officer's list.
 * @param {RoomState} state
 * @param {number} seat
 * @returns {string[]}
 */
export function shieldsOf(state, seat) {
    return state.shields
        .filter((shield) => shield.subject === seat)
        .map((shield) => t(`live.shield.is_${shield.medium}`, { from: nameOf(state, shield.from) }));
}
