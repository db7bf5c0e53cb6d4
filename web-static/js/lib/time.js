// Times as people say them, always in the bureau's zone, whatever the device thinks.

import { locale, t } from './text.js';

const ZONE = 'Asia/Shanghai';
const DAY = 86400000;
const OFFSET = 8 * 3600000; // that zone has had no summer time since 1991

let ahead = 0;

/**
 * Sets this page's clock by the server's.
 * @param {number} serverNow milliseconds
 */
export function setClock(serverNow) {
    ahead = serverNow - Date.now();
}

/** Milliseconds of the server's clock, as far as we know it. */
export function now() {
    return Date.now() + ahead;
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {number} at
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(at, options) {
    const key = locale + JSON.stringify(options);
    let made = formats.get(key);
    if (!made) {
        made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { timeZone: ZONE, ...options });
        formats.set(key, made);
    }
    return made.format(at);
}

/**
 * The number of the calendar day.
 * @param {number} at
 */
export function dayNumber(at) {
    return Math.floor((at + OFFSET) / DAY);
}

/**
 * Whole days from today: 0 today, -1 yesterday.
 * @param {number} at
 */
export function daysFromNow(at) {
    return dayNumber(at) - dayNumber(now());
}

/**
 * "3月12日", with the year when it isn't this one.
 * @param {number} at
 */
export function date(at) {
    const thisYear = format(at, { year: 'numeric' }) === format(now(), { year: 'numeric' });
    return format(at, {
        year: thisYear ? undefined : 'numeric',
        month: locale === 'en' ? 'short' : 'long',
        day: 'numeric',
    });
}

/**
 * "3月12日 星期四"
 * @param {number} at
 */
export function dateAndWeekday(at) {
    return t('common.time.date_weekday', { date: date(at), weekday: format(at, { weekday: 'long' }) });
}

/**
 * "2026年3月12日"
 * @param {number} at
 */
export function fullDate(at) {
    return format(at, { year: 'numeric', month: 'long', day: 'numeric' });
}

/**
 * "10:30"
 * @param {number} at
 */
export function clock(at) {
    return format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/**
 * "今天 10:30", "昨天 10:30", "3月12日 10:30"
 * @param {number} at
 */
export function moment(at) {
    const days = daysFromNow(at);
    const time = clock(at);
    if (days === 0) return t('common.time.today_at', { time });
    if (days === -1) return t('common.time.yesterday_at', { time });
    if (days === 1) return t('common.time.tomorrow_at', { time });
    return t('common.time.date_at', { date: date(at), time });
}

/**
 * "今天", "昨天", "3月12日"
 * @param {number} at
 */
export function day(at) {
    const days = daysFromNow(at);
    if (days === 0) return t('common.time.today');
    if (days === -1) return t('common.time.yesterday');
    if (days === 1) return t('common.time.tomorrow');
    return date(at);
}

/**
 * "3月3日 14:00–15:12"
 * @param {number} from
 * @param {number} until
 */
export function span(from, until) {
    if (dayNumber(from) !== dayNumber(until)) return `${moment(from)} – ${moment(until)}`;
    return `${moment(from)}–${clock(until)}`;
}

/**
 * "1 小时 4 分钟", "12 秒"
 * @param {number} seconds
 */
export function duration(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    if (whole < 60) return t('common.time.seconds', { n: whole });
    const minutes = Math.round(whole / 60);
    if (minutes < 60) return t('common.time.minutes', { n: minutes });
    const rest = minutes % 60;
    const hours = Math.floor(minutes / 60);
    return rest ? t('common.time.hours_minutes', { hours, minutes: rest }) : t('common.time.hours', { n: hours });
}

/**
 * For the datetime attribute.
 * @param {number} at
 */
export function machineTime(at) {
    return new Date(at).toISOString();
}
