// Requests to our own server. A refusal and an absent server are two different things to a person, so they are two
// types. The room's commands are refused in the same way.

const PATIENCE = 15000;

/** The server answered and said no. `code` is stable; words for it stand in the text table `refused`. */
export class Refused extends Error {
    /**
     * @param {string} code of section 4 of docs/protocol.md
     * @param {string | null} [field] the one to blame, where there is one
     * @param {{status?: number, phone?: string | null, retryAfter?: number | null}} more what only requests are told;
     *   `retryAfter`: seconds
     */
    constructor(code, field = null, { status = 0, phone = null, retryAfter = null } = {}) {
        super(field ? `${code} (${field})` : code);
        this.name = 'Refused';
        this.code = code;
        this.field = field;
        this.status = status;
        this.phone = phone;
        this.retryAfter = retryAfter;
    }
}

/**
 * @param {unknown} error
 * @returns {string | null} null when it is no refusal
 */
export function codeOf(error) {
    return error instanceof Refused ? error.code : null;
}

/** No answer came: the network or the server is away. What was asked may or may not have been done. */
export class Unreachable extends Error {
    constructor() {
        super('no answer');
        this.name = 'Unreachable';
    }
}

/**
 * @template {string} Path
 * @param {Path} path
 * @returns {Promise<import('../protocol/http-types.js').Read<Path>>}
 */
export function get(path) {
    return ask(path, { method: 'GET', headers: { Accept: 'application/json' } });
}

/**
 * @template {string} Path
 * @param {Path} path
 * @param {import('../protocol/http-types.js').Body<Path>} body
 * @returns {Promise<import('../protocol/http-types.js').Answer<Path>>} null when the answer has no body
 */
export function post(path, body) {
    return ask(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: toJSON(body),
    });
}

/**
 * @param {string} path
 * @param {RequestInit} options
 * @returns {Promise<any>} what the server says; the types of `get` and `post` are held to the document's examples
 */
async function ask(path, options) {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), PATIENCE);
    /** @type {Response} */
    let response;
    let text = '';
    try {
        response = await fetch(path, {
            ...options,
            credentials: 'same-origin', cache: 'no-store', signal: giveUp.signal,
        });
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
    const { code, field, phone } = body || {};
    throw new Refused(code || 'fault', field || null, {
        status: response.status,
        phone: phone || null,
        retryAfter: wait > 0 ? wait : null,
    });
}

/**
 * JSON without half surrogate pairs, which nobody can read.
 * @param {unknown} value
 */
export function toJSON(value) {
    return JSON.stringify(value).replace(/\\(?:ud[89a-f]..|.)/g, (escape) => (escape.length > 2 ? '\ufffd' : escape));
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
