// The sheet that every step outside the call stands on, and the step that is no more than one.

import { h, replace } from '../../../lib/html.js';
import { hasText, t, tn } from '../../../lib/text.js';
import { brandMark, icon } from '../../../ui/icon.js';
import { demoBanner } from '../../../ui/note.js';
import { languageSwitch, sizeSwitch } from '../../../ui/switches.js';

/** @typedef {import('../../../lib/html.js').Child} Child */

/** No text has more paragraphs. */
const MOST = 12;

/**
 * @param {HTMLElement} page
 * @param {object} parts
 * @param {string} parts.step for the tests and the style sheet
 * @param {boolean} parts.demo
 * @param {string | null} [parts.office]
 * @param {HTMLElement | null} [parts.hear] in place of the head
 * @param {string} [parts.count] "step 1 of 3"
 * @param {Child} [parts.art]
 * @param {string} parts.title key of the heading
 * @param {Record<string, string | number>} [parts.filling]
 * @param {Child} parts.body
 * @param {Child} [parts.foot]
 * @param {string} [parts.footKind]
 */
export function showSheet(page, parts) {
    document.body.className = 'visit';
    document.body.dataset.step = parts.step;
    const title = h('h1', { tabindex: '-1' }, tn(parts.title, parts.filling));
    const line = h('div', { class: 'visit__line', role: 'status' });
    const heading = parts.art ? h('div', { class: 'lost' }, parts.art, title) : title;
    const foot = h('footer', { class: `visit__foot${parts.footKind ? ` visit__foot--${parts.footKind}` : ''}` },
        parts.foot);
    const head = h('header', { class: 'visit__head' },
        h('p', { class: 'brand' },
            brandMark(),
            h('span', { class: 'brand__name' },
                t('common.product'), parts.office ? h('span', { class: 'brand__org' }, parts.office) : null)),
        sizeSwitch(), languageSwitch(true));
    replace(page, demoBanner(parts.demo),
        h('div', { class: 'visit__sheet' }, parts.hear || head,
            h('main', { class: 'visit__main', id: 'main', tabindex: '-1' },
                parts.count ? h('p', { class: 'step' }, parts.count) : null, heading, line, parts.body),
            parts.foot ? foot : null));
    document.title = `${title.textContent} · ${t('common.product')}`;
    return { title, line, foot };
}

/**
 * The bureau's number as a button that calls it, or two.
 * @param {string | null} phone
 * @param {{primary?: boolean, words?: string | ((number: string) => import('../../../lib/html.js').Child)}} [options]
 *   words that hold the number are a function
 */
export function phoneButton(phone, options = {}) {
    const text = phone || '';
    if (/^[\d -]+$/.test(text)) return buttons([{ text, href: `tel:${text.replace(/[ -]/g, '')}` }]);
    // Few bureaus write more than a number: the first page is small without this.
    const place = h('span', null, text);
    import('../../../lib/telephone.js').then(({ telephones }) => place.replaceWith(...buttons(telephones(text))));
    return [place];

    /** @param {import('../../../lib/telephone.js').Line[]} lines */
    function buttons(lines) {
        return lines.map((line, index) => h('a', {
            class: options.primary && !index ? 'btn btn--primary btn--lg btn--wide' : 'btn',
            href: line.href,
            data: { act: 'phone' },
        },
            icon('phone'), h('span', null, words(line.text, !lines[1]))));
    }

    /** @param {string} number @param {boolean} isOnly */
    function words(number, isOnly) {
        if (typeof options.words === 'function') return options.words(number);
        const shown = h('span', { class: 'nb' }, number);
        return options.words && isOnly ? options.words : [options.words || t('arrival.phone'), ' ', shown];
    }
}

/**
 * A text of several paragraphs, each under its own heading.
 * @param {string} group of the text table
 */
export function paragraphs(group) {
    const found = [];
    for (let index = 1; index <= MOST && hasText(`${group}.h${index}`); index += 1) {
        found.push(h('h3', null, t(`${group}.h${index}`)), h('p', null, t(`${group}.p${index}`)));
    }
    return found;
}

/**
 * @param {import('./seat.js').Opened} opened
 * @param {HTMLElement} page
 */
export function connectingStep(opened, page) {
    const sheet = showSheet(page, {
        step: 'connecting', demo: opened.demo, office: opened.office,
        title: 'arrival.connecting.title',
        body: [h('p', { class: 'visit__lead', role: 'status' }, t('arrival.connecting.lead'))],
        foot: [phoneButton(opened.phone)],
    });
    return { title: sheet.title, line: null, update() {}, end() {} };
}
