import { coded } from '../../../lib/text.js';
import { chip } from '../../../ui/badge.js';

/** @typedef {import('../../../protocol/http-types.js').Talk['phase']} Phase */

/** @type {Record<Phase, import('../../../ui/badge.js').ChipKind>} */
const KINDS = { waiting: 'now', in_session: 'now', paused: 'warn', ended: 'ok' };

/**
 * Phase of a talk as a sign and a word.
 * @param {Phase} phase
 */
export function phaseChip(phase) {
    return chip(KINDS[phase] || 'none', coded('bureau.phase', phase));
}
