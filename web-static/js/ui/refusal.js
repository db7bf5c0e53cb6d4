import { Refused } from '../lib/http.js';
import { coded, t } from '../lib/text.js';

/**
 * Words for whatever went wrong with a request.
 * @param {unknown} error
 */
export function failureWords(error) {
    if (error instanceof Refused) return refusalWords(error.code);
    return t('common.away.both');
}

/**
 * Words for a refusal's code.
 * @param {string} code
 */
export function refusalWords(code) {
    return coded('refused', code, 'common.refused.unknown', { code });
}
