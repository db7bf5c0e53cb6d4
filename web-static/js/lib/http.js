// Requests to our own server. A refusal and an absent server are two different things to a person, so they are two types.

const PATIENCE = 15000;

/** The server answered and said no. `code` is stable; words for it stand in the text table `refused`. */
export class Refused extends Error {
    /**
     * @param {number} status
     * @param {{code?: string, field?: string, phone?: string}} body
     * @param {number | null} retryAfter seconds
     */
    constructor(status, body, retryAfter) {
        super(body.code || `status ${status}`);
        this.name = 'Refused';
        this.status = status;
        this.code = body.code || 'fault';
        this.field = body.field || null;
        this.phone = body.phone || null;
        this.retryAfter = retryAfter;
    }
}

/** No answer came: the network or the server is away. What was asked may or may not have been done. */
export class Unreachable extends Error {
    constructor() {
        super('no answer');
        this.name = 'Unreachable';
    }
}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
export function get(path) {
    return ask(path, { method: 'GET', headers: { Accept: 'application/json' } });
}

/**
 * @param {string} path
 * @param {object} body
 * @returns {Promise<any>} null when the answer has no body
 */
export function post(path, body) {
    return ask(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(body),
    });
}

/**
 * @param {string} path
 * @param {RequestInit} options
 */
async function ask(path, options) {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), PATIENCE);
    /** @type {Response} */
    let response;
    let text = '';
    try {
        response = await fetch(path, { ...options, credentials: 'same-origin', cache: 'no-store', signal: giveUp.signal });
        text = response.status === 204 ? '' : await response.text();
    } catch {
        throw new Unreachable();
    } finally {
        clearTimeout(timer);
    }
    const body = decode(text);
    if (response.ok) return body;
    // A gateway's own error page is no refusal of ours.
    if (response.status >= 500 && !(body && typeof body.code === 'string')) throw new Unreachable();
    const wait = Number(response.headers.get('Retry-After'));
    throw new Refused(response.status, body || {}, wait > 0 ? wait : null);
}

/** @param {string} text */
function decode(text) {
    if (!text) return null;
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}
