// The sheet that every step outside the call stands on.

import { h, replace, svg } from '../lib/html.js';
import { t, tn } from '../lib/text.js';
import { demoBanner } from '../ui/demo.js';
import { brandMark, icon } from '../ui/icon.js';
import { languageSwitch, sizeSwitch } from '../ui/switches.js';

/** @typedef {import('../lib/html.js').Child} Child */

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
    const foot = h('footer', { class: `visit__foot${parts.footKind ? ` visit__foot--${parts.footKind}` : ''}` }, parts.foot);
    const head = h('header', { class: 'visit__head' },
        h('p', { class: 'brand' }, brandMark(), h('span', { class: 'brand__name' }, t('common.product'), parts.office ? h('span', { class: 'brand__org' }, parts.office) : null)),
        sizeSwitch(), languageSwitch(true));
    replace(page, demoBanner(parts.demo), h('div', { class: 'visit__sheet' }, parts.hear || head,
        h('main', { class: 'visit__main', id: 'main', tabindex: '-1' }, parts.count ? h('p', { class: 'step' }, parts.count) : null, heading, line, parts.body),
        parts.foot ? foot : null));
    document.title = `${title.textContent} · ${t('common.product')}`;
    return { title, line, foot };
}

/**
 * The bureau's number as a button that calls it.
 * @param {string | null} phone
 * @param {{primary?: boolean, words?: string}} [options]
 */
export function phoneButton(phone, options = {}) {
    if (!phone) return null;
    return h('a', { class: options.primary ? 'btn btn--primary btn--lg btn--wide' : 'btn', href: `tel:${phone.replace(/[^0-9+]/g, '')}`, data: { act: 'phone' } },
        icon('phone'), h('span', null, options.words || t('party.phone'), options.words ? null : [' ', h('span', { class: 'nb' }, phone)]));
}

/**
 * What to do now, numbered.
 * @param {{title: string, says?: string}[]} items
 */
export function todo(items) {
    return h('ol', { class: 'todo' }, items.map((item, index) => h('li', null, h('span', { class: 'todo__n', 'aria-hidden': 'true' }, index + 1),
        h('p', null, h('b', null, item.title), item.says ? h('small', null, item.says) : null))));
}

/**
 * An envelope with a sign at its corner.
 * @param {'clock' | 'ok' | 'cross'} sign
 */
export function letterArt(sign) {
    const marks = { clock: 'M90 58v12l8 6', ok: 'm81 70 7 7 12-13', cross: 'm83 63 14 14M97 63 83 77' };
    const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': '2.5', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
    return svg('svg', { class: 'lost__art', viewBox: '0 0 120 96', 'aria-hidden': 'true', focusable: 'false' },
        svg('path', { d: 'M12 26h74v56H12zM12 28l37 30 37-30', ...line }),
        svg('circle', { class: sign === 'ok' ? 'lost__disc lost__disc--ok' : 'lost__disc', cx: '90', cy: '70', r: '22' }),
        svg('path', { d: marks[sign], ...line }));
}
