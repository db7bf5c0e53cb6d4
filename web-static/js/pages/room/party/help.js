// Help with devices: what to press, by what this browser can do and, only for the wording, by what it is called.

import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { canCapture } from '../../../media/devices.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button } from '../../../ui/button.js';
import { phoneButton } from './frame.js';
import { advice } from './advice.js';

/** @returns {'wechat' | 'ios' | 'android' | 'desktop'} */
function where() {
    const name = navigator.userAgent;
    if (/MicroMessenger/i.test(name)) return 'wechat';
    if (/iPhone|iPad/.test(name)) return 'ios';
    return /Android/.test(name) ? 'android' : 'desktop';
}

/** @param {string} phone */
export function openHelp(phone) {
    const back = button(t('party.help.back'), { press: () => dialog.close() });
    const items = [
        {
            title: t('party.help.allow'),
            says: t(canCapture() ? `party.help.allow_${where()}` : 'party.help.no_devices'),
        },
        { title: t('party.help.others'), says: t('party.help.others_says') },
        { title: t('party.help.loud'), says: t('party.help.loud_says') },
        { title: t('party.help.network'), says: t('party.help.network_says') },
    ];
    const dialog = openStepDialog({
        title: t('party.help.title'),
        body: h('div', null, advice(items)),
        foot: [back, phoneButton(phone)],
        focus: back,
    });
}
