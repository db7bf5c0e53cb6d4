// A browser whose promises never come: whoever waits for one stops waiting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Questions } from '../../../web-static/js/media/questions.js';
import { within } from '../../../web-static/js/lib/within.js';
import { Clock, settled } from './support/clock.js';
import { both, ends } from './support/ends.js';
import { Room, link } from './support/room.js';

// This page is seat 2; 1 is the officer, 3 the other side.
const answer = (n = 1) => ({ kind: 'description', n, sdp: { type: 'answer', sdp: 'v=0\r\na=ice-ufrag:far\r\n' } });
const wall = (number, phase, members = [], confirmed = []) => ({ number, phase, members, confirmed });
const said = (room) => room.server.socket.of('wall_closed').map((message) => message.wall);
const never = () => new Promise(() => {});

async function inCall() {
    const room = await Room.welcomed([link(1, 1), link(3, 1)]);
    for (const peer of [1, 3]) await room.signal(peer, 1, answer());
    for (const connection of room.connections) connection.become('connected');
    return room;
}

/** Nothing that this connection is asked for ever comes. */
function freeze(connection) {
    for (const act of ['createOffer', 'createAnswer', 'setLocalDescription', 'setRemoteDescription', 'addIceCandidate',
        'getStats']) connection[act] = never;
    for (const { sender } of connection.transceivers) sender.replaceTrack = sender.setParameters = never;
}

test('a wall is confirmed although no sender inside answers: what leads across is closed before anybody waits',
    async () => {
    for (const stuck of [0, 1]) {
        const room = await inCall();
        const [inside, across] = room.connections;
        freeze(room.connections[stuck]);
        // The list comes later than the word of the wall: the page closes by its own list, and does not wait for its
        // senders to do so.
        let closedAt = null;
        across.close = () => { closedAt ??= room.server.clock.now(); across.connectionState = 'closed'; };
        const began = room.server.clock.now();
        room.server.next({ type: 'update', wall: wall(1, 'sealing', [1, 2]), links: [link(1, 1)] });
        assert.equal(closedAt, began);
        await room.server.clock.passSlowly(1000);
        assert.deepEqual(said(room), [1]);
        assert.equal(inside.connectionState, 'connected');
        assert.deepEqual(room.mesh.heldPeers(), [1]);
    }
});

test('a link that is still in its first negotiation keeps nobody from confirming', async () => {
    const room = await Room.welcomed([link(3, 1)]);
    const connect = room.connections.length;
    room.connections[connect - 1].createOffer = never;
    await room.list([link(1, 7), link(3, 1)]);
    freeze(room.connections.at(-1));
    await room.list([link(1, 7)], { wall: wall(1, 'sealing', [1, 2]) });
    await room.server.clock.passSlowly(1000);
    assert.deepEqual(said(room), [1]);
});

test('the guard closes before it waits for the senders to rest', async () => {
    const { WallGuard } = await import('../../../web-static/js/media/wall-guard.js');
    const clock = new Clock();
    const order = [];
    const client = Object.assign(new EventTarget(), {
        state: { me: { seat: 2 }, seats: [{ seat: 2, standing: 'admitted' }], wall: wall(1, 'sealing', [1, 2]) },
        request: async (type) => { order.push(type); },
    });
    const guard = new WallGuard(client, {
        rest: () => { order.push('rest'); return never(); },
        follow: () => { order.push('closed'); },
        isWithinList: () => true, mute: () => {}, after: clock.after,
    });
    guard.look();
    assert.deepEqual(order.filter((step) => step !== 'rest'), ['closed']);
    clock.pass(1000);
    await settled();
    assert.equal(order.at(-1), 'wall_closed');
});

test('a sender that was late gets what it was asked for last', async () => {
    const room = await inCall();
    const [{ sender }] = room.connections[0].transceivers;
    const row = [];
    sender.replaceTrack = (track) => new Promise((done) => { row.push(() => { sender.track = track; done(); }); });
    await room.list([link(1, 1)], { wall: wall(1, 'sealing', [1, 2]) });
    await room.server.clock.passSlowly(1000);
    await room.list([link(1, 1)], { wall: wall(1, 'sealed', [1, 2], [1, 2]) });
    for (const step of row) step();
    await settled();
    assert.equal(sender.track?.id, 'microphone');
});

test('a sender that refuses a track is asked again', async () => {
    const room = await inCall();
    const [{ sender }] = room.connections[0].transceivers;
    const { replaceTrack } = sender;
    sender.replaceTrack = async () => { throw new Error('not now'); };
    room.capture.tracks = { ...room.capture.tracks, microphone: { id: 'other' } };
    room.capture.dispatchEvent(new Event('change'));
    await settled();
    sender.replaceTrack = replaceTrack;
    room.capture.dispatchEvent(new Event('change'));
    await settled();
    assert.equal(sender.track.id, 'other');
});

for (const step of ['createOffer', 'setLocalDescription']) {
    test(`a link whose ${step} never comes is given up for a new one when its first try is over`, async () => {
        const room = await Room.welcomed([]);
        const surely = room.connections.length;
        room.onConnect = (connection) => { connection[step] = never; };
        await room.list([link(1, 4)]);
        assert.equal(room.connections.length, surely + 1);
        await room.server.clock.passSlowly(11_000);
        assert.deepEqual(room.server.socket.of('renew_link').map(({ peer, epoch }) => [peer, epoch]), [[1, 4]]);
        room.onConnect = () => {};
        await room.list([link(1, 5)]);
        assert.equal(room.signals.at(-1), '1/5 offer1');
    });
}

test('an offer that can never be applied keeps this side no longer either', async () => {
    const room = await Room.welcomed([link(1, 4, false)]);
    freeze(room.connections[0]);
    await room.signal(1, 4,
        { kind: 'description', n: 1, sdp: { type: 'offer', sdp: 'v=0\r\nm=audio\r\na=ice-ufrag:far\r\n' } });
    await room.server.clock.passSlowly(22_000);
    assert.deepEqual(room.server.socket.of('renew_link')[0]?.epoch, 4);
});

test('a step that was only slow leaves the link as it is', async () => {
    const room = ends();
    await both(room);
    let go;
    const { createOffer } = room.near.connection;
    room.near.connection.createOffer = (options) =>
        new Promise((done) => { go = () => done(createOffer.call(room.near.connection, options)); });
    room.near.link.restart();
    await settled();
    room.clock.pass(9000);
    assert.equal(room.near.link.isStuck, true);
    go();
    await both(room);
    assert.equal(room.near.link.isStuck, false);
    assert.equal(room.near.connection.signalingState, 'stable');
});

test('one link that gives no numbers keeps nobody from the numbers of the others, and is asked once at a time',
    async () => {
    const room = await inCall();
    let asked = 0;
    room.connections[0].getStats = () => { asked += 1; return never(); };
    await room.server.clock.passSlowly(12_000);
    assert.deepEqual(room.server.socket.of('stats').map(({ links }) => links.map(({ peer }) => peer)), [[3], [3]]);
    assert.equal(asked, 1);
    room.connections[1].getStats = async () => { throw new Error('closed'); };
    await room.server.clock.passSlowly(5000);
    assert.equal(room.server.socket.of('stats').length, 2);
});

test('a sender that never takes its parameters is asked anew, and does not keep the other one waiting', async () => {
    const room = ends();
    await both(room);
    const [voice, camera] = room.near.connection.transceivers.map(({ sender }) => sender);
    let asked = 0;
    voice.setParameters = () => { asked += 1; return never(); };
    const picture = { active: true, maxBitrate: 600_000, maxFramerate: 24, scaleResolutionDownBy: 1 };
    for (const times of [1, 2]) {
        const using = room.near.link.setEncoding(picture);
        await settled();
        assert.equal(camera.parameters.encodings[0].maxFramerate, 24);
        room.clock.pass(2000);
        await using;
        assert.equal(asked, times);
    }
});

test('links are made although no certificate comes', async () => {
    const room = new Room({ certificate: never });
    room.welcome([link(1, 4)]);
    await room.server.clock.passSlowly(2500);
    assert.deepEqual(room.signals, []);
    await room.server.clock.passSlowly(1000);
    assert.deepEqual(room.signals, ['1/4 offer1']);
});

test('a question that nobody answers may be put anew, and a late answer counts', async () => {
    const clock = new Clock();
    let told = 0;
    const questions = new Questions(() => { told += 1; }, clock.after);
    let allow;
    questions.put(() => new Promise((done) => { allow = done; }));
    let second = false;
    questions.put(async () => { second = true; });
    await settled();
    clock.pass(19_000);
    await settled();
    assert.deepEqual([second, questions.isUnanswered, told], [false, false, 0]);
    clock.pass(1000);
    await settled();
    assert.deepEqual([second, told], [true, 1]);
    allow();
    await settled();
    assert.equal(questions.isUnanswered, false);
});

test('what comes in time is given, what fails in time fails, and what is late is not waited for', async () => {
    const clock = new Clock();
    assert.equal(await within(1000, Promise.resolve('here'), 'late', clock.after), 'here');
    await assert.rejects(within(1000, Promise.reject(new Error('no')), 'late', clock.after), /no/);
    const waits = within(1000, never(), 'late', clock.after);
    clock.pass(1000);
    assert.equal(await waits, 'late');
});
