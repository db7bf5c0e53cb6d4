// A dialog of our own making: the parties' browsers have no <dialog>. It holds the focus, gives it back, and Esc is the
// safe answer.

import { h } from '../lib/html.js';
import { t } from '../lib/text.js';
import { icon } from './icon.js';
import { isForComposition } from './typing.js';

const REACHABLE = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), '
    + 'textarea:not([disabled]), summary, [tabindex]:not([tabindex="-1"])';

/**
 * @typedef {object} DialogOptions
 * @property {string} title
 * @property {import('../lib/html.js').Child} [lead] a sentence below the title
 * @property {import('../lib/html.js').Child} body
 * @property {import('../lib/html.js').Child} [foot] buttons; the safe one first
 * @property {boolean} [wide]
 * @property {boolean} [urgent] an alertdialog: read out at once
 * @property {boolean} [call] on the dark ground of a call
 * @property {HTMLElement} [focus] where the focus goes first; else the first field, else the first button of the foot
 * @property {() => boolean} [mayClose] asked before Esc or the cross closes it
 * @property {() => void} [closed]
 */

/** @type {{close: () => void}[]} */
const open = [];

/**
 * @param {DialogOptions} options
 * @returns {{close: () => void, element: HTMLElement, body: HTMLElement, foot: HTMLElement | null}}
 */
export function openDialog(options) {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const body = h('div', { class: 'dialog__body' }, options.body);
    const foot = options.foot ? h('footer', { class: 'dialog__foot' }, options.foot) : null;
    const element = sheet(options, body, foot, () => ask());
    const scrim = h('div', { class: `scrim${options.call ? ' call' : ''}`, on: { keydown: keys } }, element);
    const uncover = cover();
    const self = { close, element, body, foot };
    let closed = false;
    document.body.appendChild(scrim);
    document.documentElement.classList.add('dialog-open');
    open.push(self);
    const first = options.focus || body.querySelector('input, select, textarea')
        || (foot || element).querySelector(REACHABLE) || element;
    /** @type {HTMLElement} */ (first).focus();
    return self;

    function ask() {
        if (!options.mayClose || options.mayClose()) close();
    }

    function close() {
        if (closed) return;
        closed = true;
        open.splice(open.indexOf(self), 1);
        scrim.remove();
        uncover();
        if (!open.length) document.documentElement.classList.remove('dialog-open');
        giveBack(before);
        if (options.closed) options.closed();
    }

    /** @param {KeyboardEvent} event */
    function keys(event) {
        event.stopPropagation(); // the page's single keys rest while a dialog is open
        if (event.key === 'Escape' && !isForComposition(event)) {
            event.preventDefault();
            ask();
        } else if (event.key === 'Tab') {
            keepInside(element, event);
        }
    }
}

/**
 * @param {DialogOptions} options
 * @param {HTMLElement} body
 * @param {HTMLElement | null} foot
 * @param {() => void} ask whether it may close, and closes it
 */
function sheet(options, body, foot, ask) {
    const title = `dialog-${Date.now().toString(36)}-${open.length}`;
    return h('div', {
        class: `dialog${options.wide ? ' dialog--wide' : ''}`,
        role: options.urgent ? 'alertdialog' : 'dialog',
        tabindex: '-1',
        'aria-modal': 'true', 'aria-labelledby': title,
    },
        h('header', { class: 'dialog__head' },
            h('div', null, h('h2', { id: title }, options.title), options.lead ? h('p', null, options.lead) : null),
            h('button', {
                class: 'close', type: 'button',
                'aria-label': t('common.dialog.close'),
                on: { click: ask },
            }, icon('close'))),
        body, foot);
}

/**
 * What lies below a dialog can be neither reached nor heard.
 * @returns {() => void} gives it back
 */
function cover() {
    const hidden = Array.from(document.body.children).filter((each) =>
        !each.hasAttribute('inert') && !each.classList.contains('toasts'));
    for (const each of hidden) {
        each.setAttribute('inert', '');
        each.setAttribute('aria-hidden', 'true'); // for browsers that don't know inert
    }
    return () => {
        for (const each of hidden) {
            each.removeAttribute('inert');
            each.removeAttribute('aria-hidden');
        }
    };
}

/**
 * The page below may have been drawn anew meanwhile: then its namesake takes the focus, else the page itself.
 * @param {HTMLElement | null} before what had the focus
 */
function giveBack(before) {
    const back = before && before.isConnected
        ? before
        : (before && before.id && document.getElementById(before.id)) || document.getElementById('main');
    if (back) back.focus();
}

/**
 * @param {HTMLElement} element
 * @param {KeyboardEvent} event
 */
function keepInside(element, event) {
    /** @type {HTMLElement[]} */
    const stops = Array.from(element.querySelectorAll(REACHABLE));
    const shown = stops.filter((each) => each.getClientRects().length > 0);
    if (!shown.length) return;
    const last = shown[shown.length - 1];
    if (event.shiftKey && (document.activeElement === shown[0] || document.activeElement === element)) {
        event.preventDefault();
        last.focus();
    } else if (!event.shiftKey && document.activeElement === last) {
        event.preventDefault();
        shown[0].focus();
    }
}

/** Whether any dialog is open. */
export function dialogOpen() {
    return open.length > 0;
}
