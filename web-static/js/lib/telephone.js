// The bureau's telephone as links: the rule of docs/protocol.md, section 6, whose table the tests hold it to.

// What stands between a number and its extension, in the words of the table.
const MARKERS = [
    '\u8F6C\u5206\u673A', '\u8F6C\u63A5', '\u5206\u673A', '\u8F49', '\u8F6C', ';ext=', 'ext.', 'ext', 'x', '#',
];
const MOST = 2;

/**
 * @param {string} typed
 * @returns {string} in half width, without blanks and invisible signs at its ends
 */
export function halfWidth(typed) {
    return typed.replace(/[\uFF01-\uFF5E]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xFEE0))
        .replace(/[\u3000\u00A0]/g, ' ').replace(/[\u2010-\u2015\u2212]/g, '-')
        .replace(/^[\s\u200B-\u200F\u2060\uFEFF]+|[\s\u200B-\u200F\u2060\uFEFF]+$/g, '');
}

/**
 * @typedef {{text: string, href: string}} Line one number as it is shown, and the address that calls it
 */

/**
 * @param {string | null | undefined} typed
 * @returns {Line[]} none when it is no telephone number
 */
export function telephones(typed) {
    const text = halfWidth(typed || '');
    const lines = text.split(/[/\u3001,|\u6216]|;(?!ext=)/i).map((part) => number(halfWidth(part)));
    return lines.length > MOST || lines.includes(null) ? [] : /** @type {Line[]} */ (lines);
}

/**
 * @param {string} text
 * @returns {Line | null}
 */
function number(text) {
    const small = text.toLowerCase();
    const marker = MARKERS.find((each) => small.includes(each));
    const at = marker ? small.indexOf(marker) : text.length;
    const digits = text.slice(0, at).replace(/[ \-.:()]/g, '');
    if (!/^\+?\d{3,15}$/.test(digits)) return null;
    if (!marker) return { text, href: `tel:${digits}` };
    const extension = text.slice(at + marker.length).replace(/[ \-.:]/g, '');
    return /^\d{1,6}$/.test(extension) ? { text, href: `tel:${digits};ext=${extension}` } : null;
}
