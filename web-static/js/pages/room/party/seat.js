// From the link to the seat. The secret leaves the address bar before anything else happens, and a reload comes back by
// the seat credential that this tab keeps.

import { get, post, Refused } from '../../../lib/http.js';

/**
 * @typedef {import('../../../protocol/http-types.js').Opened} Opened
 *
 * @typedef {object} Trouble
 * @property {string} code
 * @property {string | null} phone
 * @property {string | null} office
 * @property {boolean} demo
 *
 * @typedef {{link: string | null, isBroken: boolean}} Brought `isBroken`: the address held something, and no whole link
 */

/** SESSION.SEAT.GENERATION.SECRET, and what follows is not of the link. */
const LINK_TEXT = /(?:^|[^\w-])([A-Za-z0-9_-]{1,64}\.[2-8]\.[1-9][0-9]{0,5}\.[A-Za-z0-9_-]{22})/;
const PLACE = '/j';
const SEAT = 'trialogue.seat';
const LINK = 'trialogue.link';
const LEFT = 'trialogue.left';

/**
 * The link in what messengers made of it (docs/protocol.md, 1.4; Sources/Mediation/Invites/PastedLink.swift).
 * @param {string} text
 * @returns {string | null}
 */
export function linkIn(text) {
    const found = LINK_TEXT.exec(unescaped(unescaped(text)));
    return found ? found[1] : null;
}

/** @param {string} text */
function unescaped(text) {
    // By bytes: what was cut within a character must not take the rest with it, and a link is ASCII.
    return text.replace(/%([0-9a-f]{2})/gi, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
}

/**
 * @param {{pathname: string, search: string, hash: string}} address
 * @returns {Brought}
 */
export function broughtBy({ pathname, search, hash }) {
    const link = linkIn(hash) || linkIn(pathname) || linkIn(search);
    return { link, isBroken: !link && (hash.length > 1 || /%23|#/.test(pathname)) };
}

/**
 * Takes what was brought out of the address bar and the history.
 * @returns {Brought}
 */
export function takeLink() {
    const brought = broughtBy(location);
    if (location.pathname !== PLACE || location.search || location.hash) history.replaceState(null, '', PLACE);
    return brought;
}

/**
 * @param {Brought} brought
 * @returns {Promise<{opened: Opened} | {trouble: Trouble}>}
 */
export async function findSeat({ link, isBroken }) {
    // What can't be a link is no try at one.
    if (isBroken) return { trouble: await trouble('link_unknown', null) };
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
        const opened = await post(`/api/invites/${wanted.split('.')[0]}/open`, { link: wanted });
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
