// May the case be closed for good? What a sign-off and the archive ask for, what is lacking first.

import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { icon } from '../../../ui/icon.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */

/** Where a sign-off is next. */
const SIGNING = new Set(['closed', 'followed_up']);

/**
 * @param {CaseFile} file
 * @returns {{name: 'checks' | 'lacks', aside: string, body: HTMLElement} | null} null: neither is next
 */
export function closingChecks(file) {
    if (SIGNING.has(file.status) && file.checks.length) {
        const sorted = [...file.checks].sort((one, other) => Number(one.isPassed) - Number(other.isPassed));
        const lacking = sorted.filter((each) => !each.isPassed).length;
        return {
            name: 'checks',
            aside: t('bureau.checks.count', { passed: sorted.length - lacking, lacking }),
            body: list([
                ...sorted.map((each) => item(each.isPassed, t(`bureau.checks.${each.check}`),
                    each.isPassed ? '' : t(`bureau.checks.${each.check}_not`), t(`bureau.checks.rule.${each.check}`))),
                item(file.isSignOffProposed, t('bureau.checks.proposed'),
                    file.isSignOffProposed ? t('bureau.checks.approval_next') : '', t('bureau.checks.rule.closed')),
            ]),
        };
    }
    if (file.status !== 'signed_off') return null;
    const rule = t('bureau.checks.rule_2');
    return {
        name: 'lacks',
        aside: file.lacks.length ? t('bureau.checks.lacks_n', { n: file.lacks.length }) : t('bureau.checks.whole'),
        body: file.lacks.length
            ? list(file.lacks.map((each) => item(false, t(`bureau.checks.item.${each}`), '', rule)))
            : list([item(true, t('bureau.checks.whole'), t('bureau.checks.then_closed'), rule)]),
    };
}

/** @param {HTMLElement[]} items */
function list(items) {
    return h('ul', { class: 'gates' }, items);
}

/**
 * @param {boolean} isPassed
 * @param {string} words
 * @param {string} instead what is there, or what is to be done
 * @param {string} rule
 */
function item(isPassed, words, instead, rule) {
    return h('li', { class: isPassed ? 'gates__ok' : 'gates__no' },
        icon(isPassed ? 'check' : 'alert'),
        h('p', null, h('b', null, words),
            h('span', { class: 'vh' }, t(isPassed ? 'bureau.checks.passed' : 'bureau.checks.failed')),
            instead ? h('small', null, instead) : null),
        h('span', { class: 'tag' }, rule));
}
