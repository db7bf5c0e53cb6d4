// Which camera, microphone, loudspeaker: a list each, shown where there is more than one to choose from.

import { h, replace } from '../lib/html.js';
import { t } from '../lib/text.js';

/**
 * @typedef {import('../media/device-list.js').DeviceKind} DeviceKind
 * @typedef {import('../media/own-devices.js').OwnDevices} OwnDevices
 */

/**
 * @param {OwnDevices} devices
 * @param {DeviceKind} kind
 * @param {(words: string | null) => void} told what to say of the choice, at each change
 */
function choices(devices, kind, told) {
    const select = h('select', {
        class: 'input',
        id: `device-${kind}`,
        data: { device: kind },
        on: { change: () => { choose(); } },
    });
    let drawn = '';
    return { select, show };

    async function choose() {
        select.setAttribute('aria-busy', 'true');
        await devices.choose(kind, select.value);
        select.removeAttribute('aria-busy');
        show();
    }

    function show() {
        const known = devices.list.known[kind];
        const chosen = devices.choice.of(kind);
        const value = devices.list.has(kind, chosen) ? chosen : '';
        const key = JSON.stringify([known, value]);
        if (key !== drawn) {
            drawn = key;
            replace(select, h('option', { value: '' }, t('live.devices.automatic')),
                known.map((device, index) => h('option', { value: device.id },
                    device.label || t(`live.devices.numbered.${kind}`, { n: index + 1 }))));
            select.value = value;
        }
        const used = devices.inUse(kind);
        told(devices.failedChoice(kind) ? t('live.devices.failed', { label: used })
            : value === '' && used ? t('live.devices.in_use', { label: used })
            : null);
    }
}

/**
 * On the device check: nothing at all where there is nothing to choose.
 * @param {OwnDevices} devices
 * @param {DeviceKind} kind
 * @param {() => void} changed
 */
export function checkChoice(devices, kind, changed) {
    const says = h('p', { class: 'field__hint', role: 'status' });
    const list = choices(devices, kind, (words) => { says.textContent = devices.failedChoice(kind) ? words : ''; });
    list.select.setAttribute('aria-label', t(`live.devices.which.${kind}`));
    list.select.addEventListener('change', changed);
    const element = h('div', { class: 'checks__choice', hidden: true }, list.select, says);
    return {
        element,
        show() {
            element.hidden = !devices.several(kind);
            list.show();
        },
    };
}

/**
 * In the dialog: every kind has its line, also where there is only one.
 * @param {OwnDevices} devices
 * @param {DeviceKind} kind
 */
export function deviceField(devices, kind) {
    const says = h('p', { class: 'field__hint', role: 'status' });
    const list = choices(devices, kind, say);
    const element = h('div', { class: 'field', data: { kind } },
        h('label', { for: `device-${kind}` }, t(`live.devices.${kind}`)), list.select, says);
    return { element, show: list.show };

    /** @param {string | null} words */
    function say(words) {
        const several = devices.several(kind);
        list.select.hidden = !several;
        const used = devices.inUse(kind);
        const one = kind === 'speaker' && !devices.output.supported ? t('live.devices.system')
            : used ? t('live.devices.only', { label: used })
            : t(kind === 'speaker' ? 'live.devices.system' : 'live.devices.none');
        const said = several ? words || '' : one;
        if (says.textContent !== said) says.textContent = said;
    }
}
