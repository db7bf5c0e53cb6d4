// The petitioner is asked how it went.

import { t } from '../../../lib/text.js';
import { radios } from '../../../ui/field.js';

export const STEPS = /** @type {import('../asks.js').Steps} */ ({
    follow_up: ['rating', 'method', 'performance', 'reason'],
});
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

export function performanceChoice() {
    return radios('c-performance', t('bureau.command.performance'),
        PERFORMANCES.map((each) => [each, t(`bureau.performance.${each}`)]));
}
