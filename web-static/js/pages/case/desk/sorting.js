// Which case waits for whom, and under which heading it stands. No words and no page in here.

import { daysFromNow, now } from '../../../lib/time.js';

/**
 * @typedef {import('../../../protocol/http-types.js').CaseLine} CaseLine
 * @typedef {import('../../../protocol/http-types.js').LostLine} LostLine
 */
/** @typedef {'late' | 'today' | 'week' | 'later' | 'undated'} Group */

export const GROUPS = /** @type {Group[]} */ (['late', 'today', 'week', 'later', 'undated']);
/** Nothing more is due on these. */
const OVER = new Set(['declined', 'forwarded', 'redirected', 'archived']);

/**
 * What each post has to do next; every other status waits for somebody else.
 * @type {Record<string, string[]>}
 */
const OWN = {
    liaison: ['assigned', 'in_handling'],
    bureau_leader: ['graded'],
    archivist: ['signed_off'],
};
const OFFICER = [
    'registered', 'accepted', 'graded', 'in_handling', 'pending_close', 'closed', 'followed_up', 'signed_off',
];

/**
 * @param {CaseLine} line
 * @param {string} role
 * @returns {'me' | 'others' | 'nobody'}
 */
export function waitsFor(line, role) {
    if (OVER.has(line.status)) return 'nobody';
    if (line.session || groupOf(line) === 'late') return 'me';
    return (OWN[role] || OFFICER).includes(line.status) ? 'me' : 'others';
}

/**
 * @param {CaseLine} line
 * @returns {Group}
 */
export function groupOf(line) {
    if (!line.due || OVER.has(line.status)) return 'undated';
    if (line.due.at < now()) return 'late';
    const days = daysFromNow(line.due.at);
    return days === 0 ? 'today' : days <= 7 ? 'week' : 'later';
}

/**
 * Whether a case holds all the words that were typed.
 * @param {CaseLine} line
 * @param {string} typed
 */
export function matches(line, typed) {
    const { caseNo, title, petitioner, respondent, unit, officer } = line;
    const text = [caseNo, title, petitioner, respondent, unit, officer && officer.name].join(' ').toLowerCase();
    return typed.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
