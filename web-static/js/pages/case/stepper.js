// Nine stages of the closed loop, and which of them a case has been through.

import { h } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { date, dayNumber, now } from '../../lib/time.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */

/** @typedef {CaseFile['status']} Status */

/** @type {Status[]} */
const STAGES = [
    'registered', 'accepted', 'graded', 'assigned', 'in_handling', 'closed', 'followed_up', 'signed_off', 'archived',
];
/** Where a case stands in the row while it waits for the next stage. */
const AT = /** @type {Partial<Record<Status, Status>>} */ ({ pending_close: 'in_handling' });
/** A case that left the loop. */
const LEFT = new Set(['declined', 'forwarded', 'redirected']);

/** @param {CaseFile} file */
export function stepper(file) {
    const reached = new Map(file.stages.map((each) => [each.stage, each.at]));
    const here = STAGES.indexOf(AT[file.status] || file.status);
    const items = STAGES.map((stage, index) => {
        const current = index === here && stage !== 'archived';
        const done = !current
            && (index < here || (here < 0 && reached.has(stage)) || (stage === 'archived' && index === here));
        const at = reached.get(stage);
        return h('li', { class: current ? 'now' : done ? 'done' : null, 'aria-current': current ? 'step' : null },
            t(`bureau.stage.${stage}`),
            current || done ? h('small', null, current ? standing(file, stage, at) : at ? date(at) : '') : null);
    });
    return [
        h('ol', { class: 'steps' }, items),
        LEFT.has(file.status) ? h('p', { class: 'steps__left' },
            t('bureau.case.left_loop', { status: coded('bureau.status', file.status) })) : null,
    ];
}

/**
 * @param {CaseFile} file
 * @param {Status} stage
 * @param {number | undefined} at
 */
function standing(file, stage, at) {
    if (file.status === 'pending_close') return t('bureau.status.pending_close');
    if (stage !== 'in_handling') return at ? date(at) : '';
    const limit = file.due.find((each) => each.kind === 'handling_due');
    const accepted = file.stages.find((each) => each.stage === 'accepted');
    const from = accepted ? accepted.at : at;
    if (!from) return '';
    const day = dayNumber(now()) - dayNumber(from);
    return limit
        ? t('bureau.case.day_of', { n: Math.max(1, day), all: dayNumber(limit.at) - dayNumber(from) })
        : t('bureau.case.day', { n: Math.max(1, day) });
}
