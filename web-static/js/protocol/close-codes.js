/**
 * What a page does after a close (docs/protocol.md, section 3).
 * @typedef {{act: 'return'|'stop'|'reload', delay: number}} AfterClose `delay`: ms to wait at least before coming back
 */

/** @type {Readonly<Record<number, AfterClose>>} */
const TABLE = {
    1000: { act: 'stop', delay: 0 },
    1001: { act: 'return', delay: 0 },
    1003: { act: 'stop', delay: 0 },
    1006: { act: 'return', delay: 0 },
    1007: { act: 'stop', delay: 0 },
    1008: { act: 'stop', delay: 0 },
    1009: { act: 'stop', delay: 0 },
    1011: { act: 'return', delay: 0 },
    4001: { act: 'return', delay: 0 },
    4002: { act: 'stop', delay: 0 },
    4003: { act: 'stop', delay: 0 },
    4004: { act: 'stop', delay: 0 },
    4005: { act: 'stop', delay: 0 },
    4006: { act: 'return', delay: 0 },
    4007: { act: 'return', delay: 5000 },
    4008: { act: 'reload', delay: 0 },
};

/**
 * A code that this page doesn't know is a newer server's or a proxy's: coming back is the safe answer.
 * @param {number} code
 * @returns {AfterClose}
 */
export function afterClose(code) {
    return TABLE[code] ?? { act: 'return', delay: 0 };
}
