// From the level of a case to its close.

import { t } from '../../../lib/text.js';
import { radios } from '../../../ui/field.js';

export const STEPS = /** @type {import('../asks.js').Steps} */ ({
    grade: ['level', 'reason'],
    endorse: ['reason'],
    assign: ['unit', 'due', 'reason'],
    receive: [],
    object: ['reason'],
    report: ['reason'],
    close: ['reason'],
    return: ['reason'],
    note: ['reason'],
});
export const ASIDE = ['note'];
/** @type {import('../../../protocol/vocabulary.js').CaseLevel[]} */
const LEVELS = ['level_1', 'level_2', 'level_3'];

/** @param {{level: string | null}} file */
export function levelChoice(file) {
    return radios('c-level', t('bureau.command.level'),
        LEVELS.map((each) => [each, t(`bureau.grade.${each}`)]), file.level || '');
}
