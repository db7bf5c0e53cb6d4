import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from './support/fixtures.js';
import { settled } from './support/clock.js';
import { Server, Store } from './support/server.js';

const opened = (options) => {
    const server = new Server();
    const client = server.client(options);
    client.open();
    return { server, client };
};
test('each stopping code stops, tells who waits, and keeps what is stored', async () => {
    for (const code of [1000, 1008, 4002, 4003, 4004, 4005]) {
        const store = new Store();
        const { server, client } = opened({ store });
        server.welcome();
        const answer = client.request('ready');
        server.socket.end(code);
        await assert.rejects(answer, { code: 'stopped' });
        await assert.rejects(client.request('ready'), { code: 'stopped' });
        assert.deepEqual([client.connection.phase, client.connection.closeCode], ['stopped', code]);
        assert.equal(JSON.parse([...store.items.values()][0]).length, 1);
        server.happen('online');
        server.clock.pass(60_000);
        assert.equal(server.sockets.length, 1, String(code));
    }
});

test('too many messages: the page comes back after 5 s and not before', () => {
    const { server } = opened();
    server.welcome();
    server.socket.end(4007);
    server.clock.pass(4999);
    assert.equal(server.sockets.length, 1);
    server.clock.pass(1);
    assert.equal(server.sockets.length, 2);
});

test('a newer build: reload at once out of call, else when the call is over', () => {
    const { server } = opened();
    server.welcome();
    server.socket.end(4008);
    assert.equal(server.reloads, 0);
    server.clock.pass(1000);
    server.welcome();
    const seats = fixture('welcome').state.seats.map((seat) => ({ ...seat, standing: 'left' }));
    server.next({ type: 'update', seats });
    assert.equal(server.reloads, 1);
});

test('a page out of the back-forward cache reloads', () => {
    const { server } = opened();
    server.welcome();
    server.happen('restored');
    assert.equal(server.reloads, 1);
});

test('a seat held by another page waits for a person, who takes it over', () => {
    const { server, client } = opened();
    server.socket.accept();
    server.socket.say(fixture('refused-hello'));
    server.socket.end(1000);
    assert.deepEqual([client.connection.phase, client.connection.code], ['refused', 'open_in_other_tab']);
    server.happen('online');
    server.clock.pass(60_000);
    assert.equal(server.sockets.length, 1);
    client.takeOver();
    server.socket.accept();
    assert.equal(server.socket.sent[0].takeOver, true);
    server.socket.say(fixture('pending'));
    assert.deepEqual([client.connection.phase, client.connection.code], ['pending', 'waiting_for_officer']);
    for (let beat = 0; beat < 6; beat += 1) { server.clock.pass(10_000); server.socket.say({ type: 'beat' }); }
    server.socket.say(fixture('welcome'));
    assert.equal(client.connection.phase, 'open');
    server.socket.end(1006);
    server.clock.pass(1000);
    server.socket.accept();
    assert.equal(server.socket.sent[0].takeOver, false);
});

test('a hello that the server could not judge is said again', () => {
    const { server, client } = opened();
    server.socket.accept();
    server.socket.say({ type: 'refused', code: 'store_failed' });
    server.socket.end(1011);
    assert.equal(client.connection.phase, 'waiting');
});

test('acknowledgements go in passing, at most one in 2 s', () => {
    const { server } = opened();
    server.welcome();
    for (let index = 0; index < 5; index += 1) server.next({ type: 'update', edges: [] });
    server.clock.pass(2000);
    assert.deepEqual(server.socket.of('ack'), [{ type: 'ack', seq: 6 }]);
    server.clock.pass(10_000);
    assert.equal(server.socket.of('ack').length, 1);
});

test('a signal and a refused report are told, what is unknown is ignored', async () => {
    const { server, client } = opened();
    server.welcome();
    const told = [];
    for (const type of ['signal', 'report-refused', 'ice'])
        client.addEventListener(type, ({ detail }) => told.push([type, detail]));
    const { from, epoch, body } = fixture('signal');
    server.next({ type: 'signal', from, epoch, body });
    server.socket.say({ type: 'refused', code: 'not_linked' });
    server.socket.say(fixture('ice'));
    server.next({ type: 'fanfare' });
    server.socket.onmessage({ data: 'not json' });
    await settled();
    assert.deepEqual(told,
        [['signal', { from, epoch, body }], ['report-refused', { code: 'not_linked', field: null }], ['ice', {}]]);
    assert.deepEqual(client.ice, fixture('ice').ice);
});
