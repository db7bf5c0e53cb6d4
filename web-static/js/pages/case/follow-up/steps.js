// What was promised, whether it was done, and how it went when the petitioner is asked.

import { t } from '../../../lib/text.js';
import { radios } from '../../../ui/field.js';

export const STEPS = /** @type {import('../asks.js').Steps} */ ({
    follow_up: ['rating', 'method', 'performance', 'reason'],
    promise: ['who', 'due', 'reason'],
    note_performance: ['promise', 'performance', 'reason'],
});
export const ASIDE = ['promise', 'note_performance'];
/** @type {import('../../../protocol/vocabulary.js').Rating[]} */
const RATINGS = ['satisfied', 'fairly_satisfied', 'dissatisfied'];
/** @type {import('../../../protocol/vocabulary.js').FollowUpMethod[]} */
const METHODS = ['phone', 'visit', 'link'];

/** @type {import('../../../protocol/vocabulary.js').Performance[]} */
const PERFORMANCES = ['nothing_promised', 'whole', 'part', 'none'];

export function ratingChoice() {
    return radios('c-rating', t('bureau.command.rating'), RATINGS.map((each) => [each, t(`bureau.rating.${each}`)]));
}

export function methodChoice() {
    return radios('c-method', t('bureau.command.method'),
        METHODS.map((each) => [each, t(`bureau.method.${each}`)]), 'phone');
}

/** @param {boolean} ofOne of one promise, which is there */
export function performanceChoice(ofOne) {
    return radios('c-performance', t('bureau.command.performance'),
        PERFORMANCES.filter((each) => !ofOne || each !== 'nothing_promised')
            .map((each) => [each, t(`bureau.performance.${each}`)]));
}
