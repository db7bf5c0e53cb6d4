// The bounds that forms tell of before the server does (docs/protocol.md, section 5, which a test compares them with).

import { halfWidth } from '../lib/telephone.js';
import { dayNumber, now } from '../lib/time.js';

/** The most characters of a text by the name of its field; `section`: one of the minutes, `word`: to the officer. */
export const LETTERS = {
    title: 120, claims: 4000, facts: 4000, issueLocation: 200, concernedUnit: 200, unit: 200,
    name: 60, phone: 40, idNo: 40, address: 200, accessNeeds: 200, firm: 200, licenceNo: 60, mandate: 500,
    rank: 40, fields: 200,
    reason: 500, text: 500, who: 60, purpose: 500, opinion: 4000, note: 500, word: 200, section: 8000,
};
export const INVITED = /** @type {const} */ ([0, 7]);
export const HEAD_COUNT = /** @type {const} */ ([1, 100000]);
export const EXTENSION_DAYS = /** @type {const} */ ([1, 30]);
export const PROMISES = /** @type {const} */ ([1, 20]);
/** Things that one order asks for. */
export const ITEMS = /** @type {const} */ ([1, 20]);
export const PARTIES = /** @type {const} */ ([1, 20]);
export const DUE_DAYS = /** @type {const} */ ([1, 366]);
/** Bytes of a file of people or units. */
export const FILE_BYTES = 60000;
export const FIRST_BIRTH = '1900-01-01';

/**
 * The civil day so many days from the office's today, as a date field writes it.
 * @param {number} [days]
 */
export function dayText(days = 0) {
    return new Date((dayNumber(now()) + days) * 86400000).toISOString().slice(0, 10);
}

/**
 * What stands in a field of whole numbers.
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control
 * @param {readonly [number, number]} bounds
 * @returns {number | null} null: nothing, no whole number, or one out of bounds
 */
export function wholeNumber(control, [least, most]) {
    const text = halfWidth(control.value);
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    return !isHalfTyped(control) && number >= least && number <= most ? number : null;
}

/**
 * Whether a date field holds a date between two, both allowed.
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control
 * @param {string} first
 * @param {string} last
 */
export function isDateWithin(control, first, last) {
    const text = control.value;
    // Dates of four-digit years are in the order of their letters; a year of five begins with a sign or is longer.
    return !isHalfTyped(control) && /^\d{4}-\d\d-\d\d$/.test(text) && text >= first && text <= last;
}

/**
 * Whether a field shows something that its value leaves out: a date without a year, a number with a letter.
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control
 */
export function isHalfTyped(control) {
    return control.validity.badInput;
}
