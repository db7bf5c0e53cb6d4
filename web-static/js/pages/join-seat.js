// From the link to the seat. The secret leaves the address bar before anything else happens, and a reload comes back by the seat
// credential that this tab keeps.

import { get, post, Refused } from '../lib/http.js';

/**
 * @typedef {object} Opened
 * @property {string} seatCredential
 * @property {string} session
 * @property {number} seat
 * @property {string} role
 * @property {string} maskedName
 * @property {string} office
 * @property {string} phone
 * @property {{name: string, staffNo: string}} host
 * @property {string[]} others roles of the other invited people
 * @property {number} createdAt
 * @property {number} expiresAt
 * @property {string} notice
 * @property {boolean} demo
 *
 * @typedef {object} Trouble
 * @property {string} code
 * @property {string | null} phone
 * @property {string | null} office
 * @property {boolean} demo
 */

const SEAT = 'trialogue.seat';
const LINK = 'trialogue.link';
const LEFT = 'trialogue.left';

/**
 * Takes the link out of the address bar, and out of the history.
 * @returns {string | null}
 */
export function takeLink() {
    const link = location.hash.slice(1);
    if (!link) return null;
    history.replaceState(null, '', location.pathname + location.search);
    return link;
}

/**
 * @param {string | null} link
 * @returns {Promise<{opened: Opened} | {trouble: Trouble}>}
 */
export async function findSeat(link) {
    if (link) {
        keep(LINK, link);
        keep(LEFT, null);
    }
    const wanted = link || kept(LINK);
    if (!wanted) {
        const seat = kept(SEAT);
        return seat ? { opened: JSON.parse(seat) } : { trouble: await trouble('no_link', null) };
    }
    try {
        /** @type {Opened} */
        const opened = await post('/api/invites/open', { link: wanted });
        keep(SEAT, JSON.stringify(opened));
        keep(LINK, null);
        return { opened };
    } catch (error) {
        if (!(error instanceof Refused)) return { trouble: await trouble('unreachable', null) };
        if (error.code !== 'slow_down') keep(LINK, null);
        return { trouble: await trouble(error.code, error.phone) };
    }
}

/**
 * @param {string} code
 * @param {string | null} phone
 * @returns {Promise<Trouble>}
 */
export async function trouble(code, phone) {
    try {
        const duty = await get('/api/duty');
        return { code, phone: phone || duty.phone, office: duty.office, demo: duty.demo };
    } catch {
        return { code, phone, office: null, demo: false };
    }
}

/** Whether the person left in this tab: a reload doesn't bring them back in by itself. */
export function hasLeft() {
    return kept(LEFT) === 'yes';
}

/** @param {boolean} left */
export function rememberLeft(left) {
    keep(LEFT, left ? 'yes' : null);
}

/** @param {string} key */
function kept(key) {
    try {
        return sessionStorage.getItem(key);
    } catch {
        return null;
    }
}

/**
 * @param {string} key
 * @param {string | null} value
 */
function keep(key, value) {
    try {
        if (value === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, value);
    } catch {
        // Without storage a reload needs the link again; the page says so then.
    }
}
