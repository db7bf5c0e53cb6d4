// Times as they are written down: on another day nobody knows any more what was "tomorrow".

import { t } from './text.js';
import { clock, dayNumber, fullDate } from './time.js';

/**
 * "2026年3月12日 10:30": for what is read on another day, in a message, on paper, in a record.
 * @param {number} at
 */
export function written(at) {
    return t('common.time.date_at', { date: fullDate(at), time: clock(at) });
}

/**
 * "2026年3月3日 14:00–15:12"
 * @param {number} from
 * @param {number} until
 */
export function writtenSpan(from, until) {
    if (dayNumber(from) !== dayNumber(until)) return `${written(from)} – ${written(until)}`;
    return `${written(from)}–${clock(until)}`;
}
