// How people are called on the screens of a call.

import { coded, t } from '../lib/text.js';

/** @typedef {import('../protocol/types.js').Seat} Seat */
/** @typedef {Pick<Seat, 'role' | 'name'> & {nameHidden?: boolean | null}} Named */

/**
 * Parties call the host by name and rank, everybody else by the name alone; a name that is kept from them stands as its
 * role.
 * @param {Named} seat
 */
export function called(seat) {
    if (seat.nameHidden) return roleWords(seat);
    return seat.role === 'host' ? t('live.officer', { name: seat.name }) : seat.name;
}

/** @param {Pick<Seat, 'role'>} seat */
export function roleWords(seat) {
    return coded('common.role', seat.role);
}

/**
 * "a", "a and b", "a, b and c"
 * @param {string[]} names
 */
export function listed(names) {
    if (names.length < 2) return names.join('');
    return t('live.list.and', { first: names.slice(0, -1).join(t('live.list.comma')), last: names[names.length - 1] });
}

/**
 * "a, b, c": for a list that goes on with words of its own.
 * @param {string[]} names
 */
export function enumerated(names) {
    return names.join(t('live.list.comma'));
}
