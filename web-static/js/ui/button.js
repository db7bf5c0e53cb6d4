import { h, replace } from '../lib/html.js';
import { icon } from './icon.js';

/**
 * @typedef {object} ButtonOptions
 * @property {'primary' | 'plain' | 'quiet' | 'danger'} [kind]
 * @property {'lg' | 'sm'} [size]
 * @property {string} [sign] name of an icon
 * @property {boolean} [wide]
 * @property {string} [id]
 * @property {'button' | 'submit'} [type]
 * @property {string} [describedBy]
 * @property {string} [label] what a screen reader says in place of the words
 * @property {() => void} [press]
 */

/** @param {ButtonOptions} options */
function classes(options) {
    return [
        'btn',
        options.kind && options.kind !== 'plain' ? `btn--${options.kind}` : '',
        options.size ? `btn--${options.size}` : '',
        options.wide ? 'btn--wide' : '',
    ].filter(Boolean).join(' ');
}

/**
 * @param {string} words a verb
 * @param {ButtonOptions} [options]
 */
export function button(words, options = {}) {
    return h('button', {
        class: classes(options),
        type: options.type || 'button',
        id: options.id,
        'aria-describedby': options.describedBy,
        'aria-label': options.label,
        on: options.press ? {
            click: (/** @type {Event} */ event) => {
                if (!isOff(event.currentTarget) && options.press) options.press();
            },
        } : {},
    }, options.sign ? icon(options.sign) : null, h('span', null, words));
}

/**
 * A link that looks like a button.
 * @param {string} words
 * @param {string} address
 * @param {ButtonOptions} [options]
 */
export function linkButton(words, address, options = {}) {
    return h('a', { class: classes(options), href: address, id: options.id, 'aria-label': options.label },
        options.sign ? icon(options.sign) : null, h('span', null, words));
}

/**
 * Shows on a button what it is doing, and lets it do one thing at a time. It keeps its place in the order of focus.
 * @template T
 * @param {HTMLButtonElement} pressed
 * @param {string} doing such as "Sending…"
 * @param {() => Promise<T>} work
 * @returns {Promise<T | undefined>} undefined when it was busy already
 */
export async function whileBusy(pressed, doing, work) {
    if (pressed.getAttribute('aria-busy') === 'true') return undefined;
    const before = Array.from(pressed.childNodes);
    pressed.setAttribute('aria-busy', 'true');
    setOff(pressed, true);
    replace(pressed, icon('clock'), h('span', null, doing));
    try {
        return await work();
    } finally {
        pressed.removeAttribute('aria-busy');
        setOff(pressed, false);
        replace(pressed, before);
    }
}

/**
 * Switches a button off so that it can still be reached and read out; its reason belongs beside it (`describedBy`).
 * @param {HTMLElement} element
 * @param {boolean} off
 */
export function setOff(element, off) {
    if (off) element.setAttribute('aria-disabled', 'true');
    else element.removeAttribute('aria-disabled');
}

/** @param {EventTarget | null} target */
export function isOff(target) {
    return target instanceof Element && target.getAttribute('aria-disabled') === 'true';
}
