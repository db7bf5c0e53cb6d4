// What keeps the handling right: urging, more time, who stays off the case, and the opinion of a review above.

export const STEPS = /** @type {import('../asks.js').Steps} */ ({
    supervise: ['unit', 'due', 'reason'],
    request_extension: ['days', 'reasonTold', 'reason'],
    decide_extension: ['granted', 'reason'],
    declare_interest: ['reason'],
    request_recusal: ['person', 'reason'],
    decide_recusal: ['person', 'granted', 'reason'],
    record_re_review: ['opinion'],
});
export const ASIDE = [
    'supervise', 'request_extension', 'decide_recusal', 'request_recusal', 'declare_interest', 'record_re_review',
];
