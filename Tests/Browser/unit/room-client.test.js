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
const keys = (message) => Object.keys(message).sort();

test('a hello has the members of the fixture, for an invited person and for an officer', () => {
    for (const [identity, name] of [[{ seatCredential: 's-1.2.1.x' }, 'hello'],
        [{ session: 's-1' }, 'hello-officer']]) {
        const { server } = opened({ identity });
        server.socket.accept();
        assert.deepEqual(keys(server.socket.sent[0]), keys(fixture(name)));
    }
});

test('a welcome opens the connection and shows the state, the relay and the server\'s clock', () => {
    const { server, client } = opened();
    assert.equal(client.connection.phase, 'connecting');
    assert.equal(client.state, null);
    const welcome = server.welcome();
    assert.equal(client.connection.phase, 'open');
    assert.equal(client.state.me.seat, 2);
    assert.deepEqual(client.ice, welcome.ice);
    assert.equal(client.serverNow(), welcome.now);
});

test('a request is stored, sent, and resolved by its result', async () => {
    const store = new Store();
    const { server, client } = opened({ store });
    server.welcome();
    const answer = client.request('edit', { section: 'result', text: '同意', base: 0 });
    const [sent] = server.socket.of('edit');
    assert.equal(store.items.size, 1);
    server.next({ ...fixture('result'), id: sent.id });
    assert.equal((await answer).revision, 12);
    assert.equal(store.items.size, 0);
});

test('what was not answered is sent again after each welcome, in order, under the same ids, before anything new',
    () => {
    const { server, client } = opened();
    client.request('consent', { notice: '2026-11' });
    client.request('ready');
    server.welcome();
    client.addEventListener('connection', () => { if (client.connection.phase === 'open') client.request('leave'); });
    const first = server.socket.sent.filter((message) => message.id);
    assert.deepEqual(first.map((message) => message.type), ['consent', 'ready']);
    server.socket.end(1006);
    server.clock.pass(1000);
    server.welcome();
    const again = server.socket.sent.filter((message) => message.id);
    assert.deepEqual(again.slice(0, 2), first);
    assert.deepEqual(again.map((message) => message.type), ['consent', 'ready', 'leave']);
});

test('commands of an earlier load of the page are sent by the next one and their end is told', () => {
    const store = new Store();
    opened({ store }).client.request('ready');
    const { server, client } = opened({ store });
    const ends = [];
    client.addEventListener('settled', ({ detail }) => ends.push(detail.command.type));
    server.welcome();
    server.next({ type: 'result', id: server.socket.of('ready')[0].id });
    assert.deepEqual(ends, ['ready']);
    assert.equal(client.pending.length, 0);
});

test('reports and signals leave only on an open connection and are never kept', () => {
    const { server, client } = opened();
    assert.equal(client.report('media', { microphone: 'live', camera: 'live' }), false);
    server.welcome();
    assert.deepEqual(server.socket.of('media'), []);
    assert.equal(client.signal(1, 4, { kind: 'restart' }), true);
    assert.deepEqual(server.socket.of('signal'), [{ type: 'signal', to: 1, epoch: 4, body: { kind: 'restart' } }]);
});

test('a signal says how far the page has read, once; then there is nothing left to acknowledge', () => {
    const { server, client } = opened();
    server.welcome();
    server.next({ type: 'update', claims: [] });
    for (let count = 0; count < 2; count += 1) client.signal(1, 4, { kind: 'restart' });
    assert.deepEqual(server.socket.of('signal').map(({ ack }) => ack), [2, undefined]);
    assert.deepEqual(Object.keys(server.socket.of('signal')[0]), ['type', 'to', 'epoch', 'ack', 'body']);
    server.clock.pass(2_000);
    assert.deepEqual(server.socket.of('ack'), []);
});

test('in a new run nothing of the old one is acknowledged', () => {
    const { server, client } = opened();
    server.welcome();
    server.next({ type: 'update', claims: [] });
    server.socket.end(1006);
    server.clock.pass(1000);
    server.welcome({ run: 'run-8', seq: 1 });
    client.signal(1, 4, { kind: 'restart' });
    assert.deepEqual(server.socket.of('signal').map(({ ack }) => ack), [undefined]);
});

test('a page resumes where it stood and takes what it missed once', () => {
    const { server, client } = opened();
    server.welcome();
    server.next({ type: 'update', claims: [] });
    server.socket.end(1006);
    server.clock.pass(1000);
    server.socket.accept();
    assert.deepEqual([server.socket.sent[0].run, server.socket.sent[0].seq], ['run-7', 2]);
    const happened = [];
    client.addEventListener('state', ({ detail }) => happened.push([...detail.changed].join()));
    server.socket.say({ ...fixture('welcome'), state: undefined, replay: true, seq: 5 });
    for (const seq of [3, 3, 4, 6]) server.socket.say({ type: 'update', edges: [], seq });
    assert.deepEqual(happened, ['edges', 'edges', 'edges']);
    assert.equal(client.connection.phase, 'open');
});

test('a gap in the stream opens a new socket', () => {
    const { server } = opened();
    server.welcome();
    server.socket.say({ type: 'update', edges: [], seq: 9 });
    server.clock.pass(1000);
    assert.equal(server.sockets.length, 2);
});

test('a beat is answered at once; the answer to a probe is not answered', () => {
    const { server } = opened();
    server.welcome();
    server.socket.say({ type: 'beat' });
    assert.equal(server.socket.of('beat').length, 1);
    server.happen('visible');
    assert.equal(server.socket.of('beat').length, 2);
    server.socket.say({ type: 'beat' });
    assert.equal(server.socket.of('beat').length, 2);
    server.clock.pass(3000);
    assert.equal(server.sockets.length, 1);
});

test('a socket that stays open and is dead is replaced 3 s after the page is looked at again', () => {
    const { server } = opened();
    server.welcome();
    server.happen('online');
    server.clock.pass(4500);
    assert.equal(server.sockets.length, 2);
});

test('25 s of silence end a socket, and beats keep it', () => {
    const { server, client } = opened();
    server.welcome();
    for (let beat = 0; beat < 6; beat += 1) { server.clock.pass(10_000); server.socket.say({ type: 'beat' }); }
    assert.equal(server.sockets.length, 1);
    server.clock.pass(30_000);
    assert.equal(client.connection.closeCode, 1006);
});

test('a page gives a silent line up, and counts its grace, by the times of the welcome', () => {
    const { server, client } = opened();
    assert.equal(client.grace, 60);
    server.welcome({ times: { beat: 20, dead: 50, grace: 120 } });
    assert.equal(client.grace, 120);
    server.clock.pass(45_000);
    assert.equal(client.connection.phase, 'open');
    server.clock.pass(20_000);
    assert.equal(client.connection.closeCode, 1006);
});

test('the device\'s own event brings a waiting page back at once', () => {
    const { server, client } = opened();
    server.welcome();
    server.random = 0.99;
    server.socket.end(1006);
    assert.equal(client.connection.phase, 'waiting');
    assert.equal(client.connection.retryAt, server.clock.time + 990);
    server.happen('online');
    assert.equal(server.sockets.length, 2);
    server.clock.pass(1000);
    assert.equal(server.sockets.length, 2);
});

test('a socket that never says welcome is given up after 10 s', () => {
    const { server } = opened();
    server.socket.accept();
    server.clock.pass(11_000);
    assert.ok(server.sockets.length > 1);
});
