// What the tests of the forms stand on: a page to fill in, and a server that keeps what was posted.

import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { settled } from './clock.js';
import { fill, openDocument } from './document.js';
import { Store } from './server.js';

class TabStore extends Store {
    clear() { this.items.clear(); }
}

/** A socket to which nobody answers. */
class SilentSocket {
    readyState = 0;
    close() {}
    send() {}
}

// What a toast or an open dialog still waits for keeps no test alive.
for (const name of ['setTimeout', 'setInterval']) {
    const begin = globalThis[name];
    globalThis[name] = (...given) => begin(...given).unref();
}

/** @type {{path: string, body: any}[]} what was posted */
export const posted = [];
/** What the server answers to each POST. */
let answer = {};
let status = 200;
/** What it answers to a GET, by address; to any other that nobody is signed in. */
let shown = {};

/** @param {object} body */
export function answerWith(body) { answer = body; status = 200; }

/**
 * @param {string} path
 * @param {object} body
 */
export function answerGet(path, body) { shown[path] = body; }

/**
 * @param {number} code of HTTP
 * @param {object} body
 */
export function refuseWith(code, body) { answer = body; status = code; }

beforeEach(() => {
    posted.length = 0;
    answer = {};
    status = 200;
    shown = {};
    globalThis.sessionStorage = new TabStore();
    globalThis.localStorage = new TabStore();
    globalThis.WebSocket = SilentSocket;
    globalThis.fetch = async (path, { method, body } = {}) => {
        if (method === 'POST') posted.push({ path, body: JSON.parse(body) });
        const said = method === 'POST' ? answer : path.startsWith('/text/') ? {} : shown[path] ?? null;
        const code = said === null ? 401 : method === 'POST' ? status : 200;
        return {
            ok: code < 400, status: code, headers: new Map(),
            text: async () => JSON.stringify(said ?? { code: 'not_signed_in' }), json: async () => said,
        };
    };
    openDocument();
});

afterEach(() => {
    for (const each of globalThis.document.querySelectorAll('.close').reverse()) each.click();
});

/** Without text tables the words of a button are the key of its text. */
export function press(key) {
    const found = globalThis.document.querySelectorAll('button').filter((each) =>
        each.textContent === key || each.getAttribute('aria-label') === key);
    assert.ok(found.length, `no button ${key}`);
    found[found.length - 1].click();
    return settled();
}

export function type(id, value) {
    const control = globalThis.document.getElementById(id);
    assert.ok(control, `no field ${id}`);
    fill(control, value);
}

/** @param {string} id of a box */
export function tick(id) {
    fill(globalThis.document.getElementById(id), true);
}

export function choose(name, value) {
    const found = globalThis.document.querySelectorAll(`input[name="${name}"]`).find((each) => each.value === value);
    assert.ok(found, `no choice ${value} of ${name}`);
    fill(found, true);
}

/** The one POST that was made: to this address, under a request's id, with this body. */
export function assertPosted(path, example) {
    assert.equal(posted.length, 1, `${posted.length} requests, not ${JSON.stringify(example)} for ${path}`);
    const [{ path: to, body }] = posted;
    assert.equal(to, path);
    const { request, ...fields } = example;
    if (request === undefined) assert.equal('request' in body, false);
    else assert.match(body.request, /^[\w-]{22}$/);
    const { request: _, ...sent } = body;
    assert.deepEqual(sent, fields);
}
