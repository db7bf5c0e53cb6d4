// A case leaves the desk, what leaves the file, and what is put on it.

import { t } from '../../../lib/text.js';
import { radios } from '../../../ui/field.js';

/** @type {import('../../../protocol/vocabulary.js').FiledSheet[]} */
const SHEETS = ['lawyer_consultation', 'lawyer_discussion', 'joint_handling', 'bypass_visit'];

export const STEPS = /** @type {import('../asks.js').Steps} */ ({
    sign_off: [],
    archive: [],
    export: ['purpose'],
    file_sheet: ['sheet', 'reason'],
});
export const ASIDE = ['file_sheet', 'export'];
export const GRAVE = ['sign_off', 'archive'];

/**
 * A visit alone can have gone over somebody's head.
 * @param {import('../../../protocol/http-types.js').CaseFile} file
 */
export function sheetChoice(file) {
    const fit = SHEETS.filter((each) => each !== 'bypass_visit' || file.channel === 'visit');
    return radios('c-sheet', t('bureau.command.sheet'), fit.map((each) => [each, t(`bureau.sheet.${each}`)]));
}
