// How loud the own microphone is: fourteen steps, and the words for it.

import { h } from '../lib/html.js';
import { t } from '../lib/text.js';

const STEPS = 14;
/** A voice lies between about 0.01 and 0.3; ears and this meter are logarithmic. */
const QUIET_DB = -46;
const LOUD_DB = -10;

/**
 * @param {number} level 0 to 1, root mean square
 * @returns {number} 0 to 14
 */
export function stepsOf(level) {
    if (level <= 0) return 0;
    const db = 20 * Math.log10(level);
    return Math.max(0, Math.min(STEPS, Math.round(((db - QUIET_DB) / (LOUD_DB - QUIET_DB)) * STEPS)));
}

export function meter() {
    const bars = Array.from({ length: STEPS }, () => h('i'));
    const element = h('span', { role: 'img', 'aria-label': t('live.meter.quiet') },
        h('span', { class: 'meter', 'aria-hidden': 'true' }, bars));
    return {
        element,
        /** @param {number} level */
        show(level) {
            const steps = stepsOf(level);
            bars.forEach((bar, index) => bar.classList.toggle('on', index < steps));
            element.setAttribute('aria-label', t(steps > 2 ? 'live.meter.heard' : 'live.meter.quiet'));
        },
    };
}
