// Every example of docs/protocol.md goes through the pages' own door: what a page sends is built by its client and is
// the example; what a page is sent is read by its client, and nothing of the example is lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, post, Refused } from '../../../web-static/js/lib/http.js';
import { postOnce } from '../../../web-static/js/protocol/once.js';
import { fixture, fixtures } from './support/fixtures.js';
import { settled } from './support/clock.js';
import { Server, Store } from './support/server.js';

const named = (kind) => fixtures.filter((each) => each.kind === kind);

/** A line that is open, with all that its page tells. */
function opened(options) {
    const server = new Server();
    const client = server.client(options);
    const told = [];
    for (const type of ['state', 'connection', 'welcome', 'ice', 'signal', 'settled', 'report-refused']) {
        client.addEventListener(type, ({ detail }) => told.push([type, detail]));
    }
    client.open();
    return { server, client, told };
}

/** A page that is welcomed and has told of it. */
function welcomed() {
    const page = opened();
    page.server.welcome();
    page.told.length = 0;
    return page;
}

test('a hello is the example, of a first line and of one that comes back', () => {
    for (const name of ['hello', 'hello-officer']) {
        const { type, seatCredential, session, page, device, run, seq, links, takeOver, watch } = fixture(name);
        const identity = seatCredential ? { seatCredential } : { session, watch };
        const { server, client } = opened({ identity, page, device });
        client.heldLinks = () => links;
        if (run) {
            server.welcome({ run, seq });
            server.socket.end(1006);
            server.clock.pass(1000);
        }
        server.socket.accept();
        assert.deepEqual(server.socket.sent[0], fixture(name), name);
        assert.equal(type, 'hello');
        assert.equal(takeOver, false);
    }
});

/** What a page sends by itself, and how it comes to it. */
const BY_ITSELF = {
    beat: ({ server }) => server.socket.say({ type: 'beat' }),
    ack: ({ server }, { seq }) => {
        while (server.seq < seq) server.next({ type: 'draft', section: 'result', text: '', revision: server.seq });
        server.clock.pass(5000);
    },
};

test('every message that a page sends is the example', async () => {
    for (const { name, message } of named('c2s')) {
        const { type, id, ...fields } = message;
        if (type === 'hello') continue;
        const page = welcomed();
        if (type in BY_ITSELF) await BY_ITSELF[type](page, message);
        else if (type === 'signal') page.client.signal(fields.to, fields.epoch, fields.body);
        else if (id) page.client.request(type, fields).catch(() => {});
        else page.client.report(type, fields);
        const sent = page.server.socket.of(type).at(-1);
        assert.ok(sent, `${name} was not sent`);
        assert.equal(typeof sent.id, id ? 'string' : 'undefined', name);
        // Which messages a signal acknowledges is the line's own matter.
        assert.deepEqual({ ...sent, id, ack: fields.ack }, { ...message, id, ack: fields.ack }, name);
    }
});

/** What becomes of each message that the server says: everything in it is held or told. */
const HEARD = {
    welcome: ({ client, told }, message) => {
        for (const [section, value] of Object.entries(message.state)) {
            assert.deepEqual(client.state[section], value, section);
        }
        assert.deepEqual([client.ice, client.grace, client.state.me.seat, client.serverNow()],
            [message.ice, message.times.grace, message.seat, message.now]);
        assert.deepEqual(told.find(([type]) => type === 'welcome')[1], { replay: message.replay, sameRun: false });
    },
    update: ({ client, told }, { type, seq, ...sections }) => {
        for (const [section, value] of Object.entries(sections)) {
            assert.deepEqual(client.state[section], value, section);
        }
        assert.deepEqual(told, [['state', { changed: new Set(Object.keys(sections)) }]]);
    },
    wall: ({ client }, { wall }) => assert.deepEqual(client.state.wall, wall),
    draft: ({ client }, { section, text, revision }) =>
        assert.deepEqual(client.state.minutes.sections.find((each) => each.key === section),
            { key: section, text, revision }),
    signal: ({ told }, { from, epoch, body }) => assert.deepEqual(told, [['signal', { from, epoch, body }]]),
    ice: ({ client, told }, { ice }) => assert.deepEqual([client.ice, told], [ice, [['ice', {}]]]),
    beat: ({ client, told }) => assert.deepEqual([client.connection.phase, told], ['open', []]),
};

test('every message that a page is sent is read, and nothing of it is lost', async () => {
    for (const { name, message } of named('s2c')) {
        if (message.type === 'welcome') {
            const page = opened();
            page.server.socket.accept();
            page.server.socket.say(message);
            HEARD.welcome(page, message);
        } else if (['pending', 'refused'].includes(message.type) && message.id === undefined) {
            const page = opened();
            page.server.socket.accept();
            page.server.socket.say(message);
            assert.deepEqual([page.client.connection.phase, page.client.connection.code],
                [message.type, message.why ?? message.code], name);
        } else if (message.id !== undefined) {
            const page = welcomed();
            const answer = page.client.request('freeze').catch((refused) => refused);
            const [{ id }] = page.server.socket.of('freeze');
            page.server.next({ ...message, id });
            const { type, seq, code, field, ...result } = { ...message, id };
            const came = await answer;
            if (type === 'result') assert.deepEqual({ ...came, seq }, { type, seq, ...result }, name);
            else assert.deepEqual([came.code, came.field], [code, field ?? null], name);
            assert.deepEqual(page.client.pending, [], name);
        } else {
            const page = welcomed();
            if (message.seq === undefined) page.server.socket.say(message);
            else page.server.next(message);
            await settled();
            HEARD[message.type](page, message);
        }
    }
});

/** A server of requests that answers as it is told, and keeps what it was asked. */
function answering(body, status = 200) {
    const asked = [];
    globalThis.fetch = async (path, options) => {
        asked.push({ path, method: options.method, body: options.body && JSON.parse(options.body) });
        return { ok: status < 400, status, text: async () => JSON.stringify(body), headers: new Map() };
    };
    return asked;
}

/** The bodies that pages send: where to, and whether under the id of a request. */
const SENT = {
    'sign-in': ['/api/sign-in', false], register: ['/api/cases', true], 'add-party': ['/api/cases/c-87/parties', true],
    'add-counsel': ['/api/cases/c-87/parties', true], command: ['/api/cases/c-87/commands', true],
    'command-extend': ['/api/cases/c-87/commands', true], 'command-decide': ['/api/cases/c-87/commands', true],
    'command-unmask': ['/api/cases/c-87/commands', true], 'command-grant': ['/api/cases/c-87/commands', true],
    'command-assign': ['/api/cases/c-87/commands', true], 'command-answer': ['/api/cases/c-87/commands', true],
    'command-letter': ['/api/cases/c-87/commands', true],
    launch: ['/api/cases/c-87/sessions', true], 'invite-one': ['/api/sessions/s-1/seats', true],
    'staff-add-person': ['/api/staff', true], 'staff-change-person': ['/api/staff', true],
    'staff-set-password': ['/api/staff', true], 'staff-lock': ['/api/staff', true],
    'staff-add-unit': ['/api/staff', true], 'staff-change-unit': ['/api/staff', true],
    'staff-import': ['/api/staff/import', true],
    'lawyer-add': ['/api/lawyers', true], 'lawyer-change': ['/api/lawyers', true],
    'lawyer-retire': ['/api/lawyers', true],
    'end-link': ['/api/sessions/s-1/seats/2/revoke', true], 'open-link': ['/api/invites/s-1/open', false],
};
/** The bodies that pages read. */
const READ = {
    me: '/api/me', duty: '/api/duty', cases: '/api/cases?scope=mine', case: '/api/cases/c-87',
    session: '/api/sessions/s-1', record: '/api/sessions/s-1/record',
    minutes: '/api/sessions/s-1/minutes', 'cases-none': '/api/cases?scope=all', 'case-masked': '/api/cases/c-90',
    'record-waiting': '/api/sessions/s-1/record', colleagues: '/api/colleagues',
    staff: '/api/staff', lawyers: '/api/lawyers',
    'desk-lines': '/api/desk?list=waiting', month: '/api/month?month=2026-02',
    'desk-lines-none': '/api/desk?list=late',
};

test('every body of a request is sent and read as the example has it', async () => {
    const kept = globalThis.fetch;
    try {
        for (const { name, message } of named('http')) {
            if (name in SENT) {
                const [path, once] = SENT[name];
                const asked = answering({});
                const { request, ...body } = message;
                await (once ? postOnce('a', path, body, { store: new Store() }) : post(path, body));
                assert.deepEqual({ ...asked[0].body, request }, { ...message, request }, name);
                assert.equal(typeof asked[0].body.request, once ? 'string' : 'undefined', name);
                assert.deepEqual([asked[0].path, asked[0].method], [path, 'POST'], name);
            } else if (name in READ) {
                const asked = answering(message);
                assert.deepEqual(await get(READ[name]), message, name);
                assert.deepEqual(asked, [{ path: READ[name], method: 'GET', body: undefined }], name);
            } else if (name === 'staff-import-faults') {
                answering(message);
                const file = { request: 'r-1', table: 'people', text: '', trial: true };
                assert.deepEqual(await post('/api/staff/import', file), message);
            } else if (name === 'opened') {
                answering(message);
                assert.deepEqual(await post('/api/invites/s-1/open', { link: 's-1.2.1.AAAA' }), message);
            } else if (name === 'refused' || name === 'link-refused') {
                answering(message, 400);
                await assert.rejects(get('/api/me'), (error) => error instanceof Refused
                    && error.code === message.code && error.field === (message.field ?? null)
                    && error.phone === (message.phone ?? null));
            } else {
                // Tables of what is typed and what it means: spelling.test.js reads them.
                assert.ok(['staff-numbers', 'telephones'].includes(name), `nobody reads the example ${name}`);
            }
        }
    } finally {
        globalThis.fetch = kept;
    }
});
