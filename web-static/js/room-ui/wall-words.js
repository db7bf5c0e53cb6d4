// The hear bar while a wall stands or goes up: from this page's own connections, and only then from the server's word.

import { t } from '../lib/text.js';
import { hearing } from '../model/hearing.js';
import { seatOf } from '../model/seats.js';
import { called, listed } from './names.js';

/**
 * @param {import('../protocol/types.js').RoomState | null} state
 * @param {{open: number[], held: number[], microphone: string, camera: string}} own
 * @returns {import('./hear-bar.js').Said | null} null: no wall
 */
export function wallWords(state, own) {
    if (!state || state.wall.phase === 'open') return null;
    const { kind, hears, missing, excluded } = hearing(state, own.open, own.held);
    const early = beforeTheSeal(kind);
    if (early) return early;
    const officer = seatOf(state, state.me.seat)?.role === 'host';
    const name = officer ? (/** @type {import('../protocol/types.js').Seat} */ seat) => seat.name : called;
    const me = seatOf(state, state.me.seat);
    const outside = excluded.map(name);
    const joined = [
        me ? me.name : '',
        ...state.wall.members.filter((seat) => seat !== state.me.seat).map((seat) => nameOf(state, seat)),
    ];
    if (kind === 'sealing') {
        const waited = state.wall.members
            .filter((seat) => !state.wall.confirmed.includes(seat) && seat !== state.me.seat)
            .map((seat) => nameOf(state, seat));
        const words = waited.length
            ? t('live.caucus.sealing_wait', { names: listed(waited), n: waited.length })
            : t('live.caucus.sealing_check');
        return { state: 'apart', hear: 'sealing', title: t('live.caucus.sealing'), words, joined, outside };
    }
    if (kind !== 'sealed') return null;
    const inside = officer ? joined : joined.slice(1);
    if (joined.length < 2) {
        return {
            state: 'caucus', hear: 'alone',
            title: t('live.caucus.name'),
            words: t('live.caucus.nobody_inside', { outside: listed(outside), n: outside.length }),
            joined, outside, sign: 'ear-off',
        };
    }
    const shown = own.camera === 'live' && (officer || own.microphone === 'live');
    let words = t(`live.caucus.${officer ? 'officer' : 'party'}${shown ? '_seen' : ''}`, {
        names: listed(inside),
        outside: listed(outside),
    });
    if (own.camera !== 'live') words += t(officer ? 'live.hear.officer_camera' : 'live.hear.camera_off_alone');
    if (own.microphone !== 'live') {
        words += t(own.microphone === 'muted' ? 'live.hear.officer_muted' : 'live.hear.officer_silent');
    }
    if (missing.length) words += t('live.hear.missing', { names: listed(missing.map(name)) });
    return {
        state: 'caucus',
        hear: hears.length || missing.length ? 'sealed' : 'alone',
        title: t('live.caucus.name'),
        words,
        green: outside.length ? t('live.caucus.green') : '',
        joined, outside, sign: 'ear',
    };
}

/**
 * What somebody outside is told, whose page may still have a connection to close.
 * @param {import('../model/hearing.js').Hearing['kind']} kind
 * @returns {import('./hear-bar.js').Said | null}
 */
function beforeTheSeal(kind) {
    if (kind === 'outside') {
        return {
            state: 'apart', hear: 'outside',
            title: t('live.caucus.outside'),
            words: t('live.caucus.outside_says'),
        };
    }
    if (kind === 'parting') {
        return {
            state: 'apart', hear: 'parting',
            title: t('live.caucus.sealing'),
            words: t('live.caucus.sealing_check'),
        };
    }
    return null;
}

/**
 * @param {import('../protocol/types.js').RoomState} state
 * @param {number} number
 */
export function nameOf(state, number) {
    const seat = seatOf(state, number);
    return seat ? called(seat) : '';
}
