// What a deadline means, in words.

import { t } from './text.js';
import { clock, date, daysFromNow, now } from './time.js';

/**
 * What a deadline means today. `late`: it has passed; `today`; `soon`: within seven days; `later`.
 * @param {number} at
 * @returns {{state: 'late' | 'today' | 'soon' | 'later', words: string, date: string}}
 */
export function due(at) {
    const days = daysFromNow(at);
    if (at < now()) {
        const late = -days;
        return {
            state: 'late',
            words: late > 0 ? t('common.time.late_days', { n: late }) : t('common.time.late_today'),
            date: date(at),
        };
    }
    if (days === 0) {
        return {
            state: 'today',
            words: t('common.time.due_today', { time: endOfDay(at) ? '24:00' : clock(at) }),
            date: date(at),
        };
    }
    return { state: days <= 7 ? 'soon' : 'later', words: t('common.time.days_left', { n: days }), date: date(at) };
}

/**
 * Whether an instant is the last minute of its day, which people call 24:00.
 * @param {number} at
 */
function endOfDay(at) {
    return clock(at) === '23:59';
}
