// The buttons below a call. Microphone and camera say what they do now, measured, and what a press would do.

import { h, replace } from '../lib/html.js';
import { t } from '../lib/text.js';
import { icon } from '../ui/icon.js';

/**
 * @typedef {object} DockLook
 * @property {string} sign
 * @property {string} words
 * @property {boolean} [pressed]
 * @property {boolean} [bad]
 */

/**
 * @param {{act: string, kind?: 'end', href?: string, press?: () => void, look: DockLook}} options
 */
export function dockButton(options) {
    const kind = options.kind ? `dock__b dock__b--${options.kind}` : 'dock__b';
    const element = options.href
        ? h('a', { class: kind, href: options.href, data: { act: options.act } })
        : h('button', {
            class: kind, type: 'button',
            data: { act: options.act },
            on: { click: () => { if (options.press) options.press(); } },
        });
    let shown = '';
    show(options.look);
    return { element, show };

    /** @param {DockLook} look */
    function show(look) {
        const key = JSON.stringify(look);
        if (key === shown) return;
        shown = key;
        if (look.pressed !== undefined) element.setAttribute('aria-pressed', String(look.pressed));
        element.classList.toggle('dock__b--bad', Boolean(look.bad));
        replace(element, icon(look.sign), h('span', null, look.words));
    }
}

/**
 * @param {'microphone' | 'camera'} device
 * @param {string} status
 * @returns {DockLook}
 */
export function deviceLook(device, status) {
    const sign = device === 'microphone' ? 'mic' : 'cam';
    const bad = status !== 'live' && status !== 'muted';
    return {
        sign: status === 'live' ? sign : `${sign}-off`,
        words: t(`live.dock.${device}.${status}`),
        pressed: status === 'muted',
        bad: bad && status !== 'off',
    };
}

/**
 * Switches a device over; one that was refused or failed is asked for again.
 * @param {import('../media/capture.js').Capture} capture
 * @param {'microphone' | 'camera'} device
 */
export function toggleDevice(capture, device) {
    const on = capture.status[device] !== 'live' && capture.status[device] !== 'silent';
    return device === 'microphone' ? capture.setMicrophone(on) : capture.setCamera(on);
}
