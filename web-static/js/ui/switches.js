// The switches atop every page before a call. Each keeps the choice in this browser.

import { h, replace } from '../lib/html.js';
import { isDark, isLarge, setDark, setLarge } from '../lib/preferences.js';
import { locale, setLocale, t } from '../lib/text.js';
import { icon } from './icon.js';

/**
 * Large type on and off.
 * @param {() => void} [changed]
 */
export function sizeSwitch(changed) {
    const button = h('button', {
        class: 'tool tool--size', type: 'button', 'aria-pressed': isLarge(),
        on: {
            click: () => {
                setLarge(!isLarge());
                button.setAttribute('aria-pressed', String(isLarge()));
                if (changed) changed();
            },
        },
    }, t('common.switch.large'));
    return button;
}

/**
 * The other language, named in that language.
 * @param {boolean} [short]
 */
export function languageSwitch(short) {
    const other = locale === 'en' ? 'zh-CN' : 'en';
    return h('button', {
        class: 'tool tool--lang', type: 'button', lang: other,
        'aria-label': short ? t('common.switch.language') : null,
        on: { click: () => { setLocale(other); } },
    }, short ? t('common.switch.language_short') : t('common.switch.language'));
}

/** Light and dark. */
export function themeSwitch() {
    const button = h('button', {
        class: 'tool tool--theme', type: 'button',
        on: { click: () => { setDark(!isDark()); draw(); } },
    });
    const draw = () => {
        button.setAttribute('aria-label', t(isDark() ? 'common.switch.to_light' : 'common.switch.to_dark'));
        replace(button, icon(isDark() ? 'sun' : 'moon'));
    };
    draw();
    return button;
}
