// The sheet: what is on file, in the order in which it was frozen. White in the dark too.

import { h } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { fullDate, clock } from '../../lib/time.js';

/**
 * @param {import('../../protocol/http-types.js').FiledMinutes} minutes
 * @param {import('../../ui/shell.js').Me} me
 */
export function paper(minutes, me) {
    return h('article', {
        class: 'sheet a4 on-paper', 'aria-labelledby': 'a4-h',
        data: { mark: me.demo ? t('common.demo.title') : null },
    },
        h('header', { class: 'a4__head' }, h('p', null, me.office), h('h1', { id: 'a4-h' }, t('bureau.paper.title')),
            h('p', { class: 'a4__no' }, t('bureau.paper.number', { caseNo: minutes.caseNo, n: minutes.number }))),
        h('dl', { class: 'a4__kv' },
            minutes.header.some((each) => each.key === 'matter')
                ? null
                : h('div', null, h('dt', null, t('bureau.header.matter')), h('dd', null, minutes.title)),
            minutes.header.filter((each) => each.value).map((each) =>
                h('div', null, h('dt', null, coded('bureau.header', each.key)), h('dd', null, each.value)))),
        minutes.sections.map((section, index) => h('section', null,
            h('h2', null,
                t('bureau.paper.heading', { n: numeral(index), title: coded('common.section', section.key) })),
            section.text.trim() ? lines(section.text) : h('p', { class: 'a4__none' }, t('bureau.paper.empty')))),
        h('p', { class: 'a4__label' }, coded('bureau.paper.label', minutes.label)),
        h('footer', { class: 'a4__foot' }, h('span', null, t('bureau.paper.version', { n: minutes.version })),
            h('span', null,
                t('bureau.paper.frozen', { date: fullDate(minutes.frozenAt), time: clock(minutes.frozenAt) })),
            h('span', null, t('bureau.paper.digest', { digest: minutes.digest.slice(0, 12) }))));
}

/**
 * Every line is a paragraph; a question and its answer keep their marks.
 * @param {string} text
 */
function lines(text) {
    return text.split('\n').filter((line) => line.trim()).map((line) => h('p', null, line));
}

/**
 * One, two, three, as the language writes them.
 * @param {number} index
 */
function numeral(index) {
    return t(`bureau.numeral.n${index + 1}`);
}
