// From the level of a case to its close.

import { t } from '../../../lib/text.js';
import { radios } from '../../../ui/field.js';

export const STEPS = /** @type {import('../asks.js').Steps} */ ({
    grade: ['level', 'reason'],
    endorse: ['reason'],
    assign: ['unit', 'items', 'due', 'reason'],
    receive: [],
    object: ['reason'],
    progress: ['item', 'reason'],
    answer: ['item', 'reason'],
    report: ['reason'],
    close: ['reason'],
    return: ['lacking', 'reason'],
    note: ['reason'],
    send_letter: ['unit', 'due', 'reason'],
    file_reply: ['letter', 'reason'],
});
export const ASIDE = ['note', 'progress', 'send_letter', 'file_reply'];
/** @type {import('../../../protocol/vocabulary.js').CaseLevel[]} */
const LEVELS = ['level_1', 'level_2', 'level_3'];

/** @param {{level: string | null}} file */
export function levelChoice(file) {
    return radios('c-level', t('bureau.command.level'),
        LEVELS.map((each) => [each, t(`bureau.grade.${each}`)]), file.level || '');
}
