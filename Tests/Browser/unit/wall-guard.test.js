import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './support/clock.js';
import { Room, link } from './support/room.js';

// This page is seat 2 (the fixture's welcome); 1 is the officer, 3 the other side.
const answer = (n = 1) => ({ kind: 'description', n, sdp: { type: 'answer', sdp: 'v=0\r\na=ice-ufrag:far\r\n' } });
const wall = (number, phase, members = [], confirmed = []) => ({ number, phase, members, confirmed });
const said = (room) => room.server.socket.of('wall_closed').map((message) => message.wall);
const senders = (connection) => connection.transceivers.map(({ sender }) => sender.track?.id ?? null);

async function inCall() {
    const room = await Room.welcomed([link(1, 1), link(3, 1)]);
    for (const peer of [1, 3]) await room.signal(peer, 1, answer());
    return room;
}

test('a wall goes up: the microphone is silent, what leads across is closed, and then it is confirmed', async () => {
    const room = await inCall();
    const [inside, across] = room.connections;
    const order = [];
    const close = across.close.bind(across);
    across.close = () => { order.push('closed', said(room).length); close(); };
    room.server.next({ type: 'update', wall: wall(1, 'sealing', [1, 2]), links: [link(1, 1)] });
    assert.equal(across.connectionState, 'closed');
    await settled();
    assert.deepEqual(order, ['closed', 0]);
    assert.deepEqual(senders(inside).slice(0, 2), [null, 'camera']);
    assert.deepEqual(said(room), [1]);
    assert.deepEqual(room.mesh.heldPeers(), [1]);
});

test('the microphone returns when the wall is sealed, not when this page has confirmed', async () => {
    const room = await inCall();
    await room.list([link(1, 1)], { wall: wall(1, 'sealing', [1, 2]) });
    await room.list([link(1, 1)], { wall: wall(1, 'sealing', [1, 2], [2]) });
    assert.deepEqual(senders(room.connections[0]).slice(0, 2), [null, 'camera']);
    await room.list([link(1, 1)], { wall: wall(1, 'sealed', [1, 2], [1, 2]) });
    assert.deepEqual(senders(room.connections[0]).slice(0, 2), ['microphone', 'camera']);
    assert.deepEqual(room.capture.asked, []);
    assert.deepEqual(said(room), [1]);
});

test('a connection that does not shut is not confirmed', async () => {
    const room = await inCall();
    const across = room.connections[1];
    across.close = () => {};
    await room.list([link(1, 1)], { wall: wall(1, 'sealing', [1, 2]) });
    assert.deepEqual(said(room), []);
    across.connectionState = 'closed';
    await room.server.clock.passSlowly(1000);
    assert.deepEqual(said(room), [1]);
});

test('a page that is left outside closes everything and confirms nothing', async () => {
    const room = await inCall();
    await room.list([], { wall: wall(1, 'sealing', [1, 3]) });
    assert.deepEqual(room.connections.map((each) => each.connectionState), ['closed', 'closed']);
    assert.deepEqual(said(room), []);
});

test('back from a wall everybody is muted before a link comes back, inside and outside', async () => {
    for (const members of [[1, 2], [1, 3]]) {
        const room = await inCall();
        const links = members.includes(2) ? [link(1, 1)] : [];
        await room.list(links, { wall: wall(1, 'sealing', members) });
        await room.list(links, { wall: wall(1, 'sealed', members, members.includes(2) ? members : []) });
        assert.deepEqual(room.capture.asked, []);
        let linksThen = 0;
        room.capture.setMicrophone = async (on) => {
            room.capture.asked.push(on);
            linksThen = room.connections.length;
        };
        const made = room.connections.length;
        await room.list([link(1, 2), link(3, 2)], { wall: wall(2, 'open') });
        assert.deepEqual([room.capture.asked, linksThen], [[false], made]);
    }
});

test('whoever comes in from outside comes muted, and the new number is confirmed anew', async () => {
    const room = await inCall();
    await room.list([], { wall: wall(1, 'sealed', [1, 3]) });
    await room.list([link(1, 2)], { wall: wall(2, 'sealing', [1, 2]) });
    assert.deepEqual(room.capture.asked, [false]);
    assert.deepEqual(said(room), [2]);
});

test('a new page inside holds nothing, rests and confirms; its links come only then', async () => {
    const room = await Room.welcomed([], { });
    await room.list([], { wall: wall(4, 'sealed', [1, 2], [1]) });
    assert.deepEqual(said(room), [4]);
    assert.equal(room.connections.length, 0);
    await room.list([link(1, 9)], { wall: wall(4, 'sealed', [1, 2], [1, 2]) });
    assert.deepEqual(senders(room.connections[0]).slice(0, 2), ['microphone', 'camera']);
});

test('a wall that moved on while this page was away mutes it too', async () => {
    const room = await inCall();
    await room.list([link(1, 2), link(3, 2)], { wall: wall(5, 'open') });
    assert.deepEqual(room.capture.asked, [false]);
});

test('a confirmation that is lost with its wall is asked again by the next number', async () => {
    const room = await inCall();
    await room.list([link(1, 1)], { wall: wall(1, 'sealing', [1, 2]) });
    const [{ id }] = room.server.socket.of('wall_closed');
    room.server.next({ type: 'refused', id, code: 'wall_moved' });
    await room.list([link(1, 1)], { wall: wall(2, 'sealing', [1, 2]) });
    assert.deepEqual(said(room), [1, 2]);
});

test('what shielding keeps from the other side is never given to its sender', async () => {
    const kept = { ...link(3, 1), send: { voice: true, face: false }, receive: { voice: false, face: true } };
    const room = await Room.welcomed([link(1, 1), kept]);
    const [open, shielded] = room.connections;
    assert.deepEqual(senders(open).slice(0, 2), ['microphone', 'camera']);
    assert.deepEqual(senders(shielded).slice(0, 2), ['microphone', null]);
    await room.signal(3, 1, answer());
    assert.deepEqual(room.mesh.streamOf(3).tracks.map((track) => track.kind), ['video']);
});

test('a shield that is set in the call takes track and picture away on the same link', async () => {
    const room = await inCall();
    await room.list([link(1, 1),
        { ...link(3, 1), send: { voice: false, face: false }, receive: { voice: true, face: false } }]);
    assert.equal(room.connections.length, 2);
    assert.deepEqual(senders(room.connections[1]).slice(0, 2), [null, null]);
    assert.deepEqual(room.mesh.streamOf(3).tracks.map((track) => track.kind), ['audio']);
    await room.list([link(1, 1), link(3, 1)]);
    assert.deepEqual(senders(room.connections[1]).slice(0, 2), ['microphone', 'camera']);
});

test('whoever is let in after a caucus that they were not told of comes in with an open microphone', async () => {
    const room = await Room.welcomed([]);
    const seats = (standing) => [{
        seat: 2, role: 'petitioner', name: '', standing, presence: 'here', since: 0,
        media: { microphone: 'live', camera: 'live' },
    }];
    await room.list([], { seats: seats('waiting'), wall: wall(0, 'open') });
    await room.list([link(1, 1)], { seats: seats('admitted'), wall: wall(2, 'open') });
    assert.deepEqual(room.capture.asked, []);
    await room.list([], { wall: wall(3, 'sealing', [1, 3]) });
    await room.list([link(1, 2)], { wall: wall(4, 'open') });
    assert.deepEqual(room.capture.asked, [false]);
});
