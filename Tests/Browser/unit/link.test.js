import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './support/clock.js';
import { both, deliver, ends, kinds } from './support/ends.js';

test('the lower seat offers, the other one answers, both send their tracks in fixed places', async () => {
    const { near, far, ...rest } = ends();
    await settled();
    assert.deepEqual(kinds(near.sent), ['offer']);
    assert.deepEqual(kinds(far.sent), []);
    await both({ near, far, ...rest });
    for (const end of [near, far]) {
        assert.equal(end.connection.signalingState, 'stable');
        assert.deepEqual(end.told, ['stream']);
        assert.deepEqual(end.connection.transceivers.map(({ direction }) => direction),
            ['sendrecv', 'sendrecv', 'sendrecv']);
        assert.deepEqual(end.connection.transceivers.map(({ sender }) => sender.track),
            [end.tracks.microphone, end.tracks.camera, null]);
    }
});

test('a description holds no candidate, an answer names its offer', async () => {
    const { near, far } = ends();
    await settled();
    const [offer] = near.sent;
    assert.doesNotMatch(offer.sdp.sdp, /candidate/);
    await deliver([near, far]);
    assert.deepEqual([offer.n, far.sent[0].n], [1, 1]);
});

test('a repeated offer gets the stored answer and is applied once', async () => {
    const { near, far } = ends();
    await settled();
    const [offer] = near.sent.splice(0);
    far.link.received(offer);
    far.link.received(offer);
    await settled();
    assert.deepEqual(far.connection.steps, ['remote offer', 'local answer']);
    assert.equal(far.sent.length, 2);
    assert.deepEqual(far.sent[0], far.sent[1]);
});

test('a late answer to an older offer is ignored, the one to the open offer is applied', async () => {
    const { near, far } = ends();
    await deliver([near, far]);
    const [late] = far.sent.splice(0);
    near.link.restart();
    await settled();
    near.link.received(late);
    await settled();
    assert.equal(near.connection.signalingState, 'have-local-offer');
    await deliver([near, far], [far, near]);
    near.link.received(late);
    await settled();
    assert.equal(near.connection.signalingState, 'stable');
    assert.deepEqual(near.connection.steps, ['local offer', 'local offer', 'remote answer']);
});

test('the answering side asks for a restart and gets an offer with the next n', async () => {
    const room = ends();
    await both(room);
    room.far.link.restart();
    assert.deepEqual(room.far.sent, [{ kind: 'restart' }]);
    await deliver([room.far, room.near]);
    assert.deepEqual([kinds(room.near.sent), room.near.sent[0].n], [['offer'], 2]);
});

test('a restart that is asked for while an offer is open gets that offer again', async () => {
    const { near } = ends();
    await settled();
    near.link.received({ kind: 'restart' });
    await settled();
    assert.deepEqual(near.sent.map((body) => body.n), [1, 1]);
    assert.deepEqual(near.connection.steps, ['local offer']);
});

test('newest credentials are set before each restart, the certificate never anew', async () => {
    const room = ends();
    await both(room);
    room.clock.pass(5000);
    room.near.link.restart();
    await both(room);
    for (const { connection } of [room.near, room.far]) {
        const last = connection.configurations[connection.configurations.length - 1];
        assert.deepEqual(last.iceServers, [{ urls: [`turn:${room.clock.time}`] }]);
        assert.equal('certificates' in last, false);
        assert.deepEqual(connection.configurations[0].certificates, ['one']);
    }
});

test('relays that a connection has are not given to it again', async () => {
    const room = ends('relay', [{ urls: ['turn:same'] }]);
    await both(room);
    room.near.link.restart();
    await both(room);
    assert.deepEqual([room.near, room.far].map(({ connection }) => connection.configurations.length), [1, 1]);
});

test('senders are told of an encoding once, and again when it is another or was refused', async () => {
    const room = ends();
    await both(room);
    const senders = room.near.connection.transceivers.slice(0, 2).map(({ sender }) => sender);
    const asked = () => senders.map((sender) => sender.asked);
    const full = { active: true, maxBitrate: 600_000, maxFramerate: 24, scaleResolutionDownBy: 1 };
    await room.near.link.setEncoding(full);
    await room.near.link.setEncoding({ ...full });
    assert.deepEqual(asked(), [1, 1]);
    const { setParameters } = senders[1];
    senders[1].setParameters = async () => { throw new Error('not negotiated'); };
    await room.near.link.setEncoding({ ...full, maxFramerate: 15 });
    senders[1].setParameters = setParameters;
    await room.near.link.setEncoding({ ...full, maxFramerate: 15 });
    assert.deepEqual(asked(), [3, 3]);
    assert.equal(senders[1].parameters.encodings[0].maxFramerate, 15);
});

test('an offer lost in a kill is sent again after the welcome and applied once', async () => {
    const room = ends();
    room.near.live = false;
    await settled();
    assert.deepEqual(room.near.sent, []);
    room.near.live = true;
    room.near.link.repeat(true);
    room.far.link.repeat(true);
    await both(room);
    room.near.link.repeat(true);
    room.far.link.repeat(true);
    await both(room);
    assert.deepEqual(room.far.connection.steps, ['remote offer', 'local answer']);
    assert.deepEqual(room.near.connection.steps, ['local offer', 'remote answer']);
});

test('after a welcome both ends send their candidates again; after a replay a link that is up sends nothing',
    async () => {
    const room = ends();
    await both(room);
    room.near.connection.gather();
    room.clock.pass(100);
    await both(room);
    room.near.link.repeat(true);
    await settled();
    assert.deepEqual(kinds(room.near.sent.splice(0)), ['candidates']);
    room.near.connection.become('connected');
    room.near.link.repeat(false);
    await settled();
    assert.deepEqual(room.near.sent, []);
});

test('an offer to the offerer and an answer to the answerer are ignored', async () => {
    const room = ends();
    await both(room);
    const steps = [...room.near.connection.steps, ...room.far.connection.steps];
    room.near.link.received({ kind: 'description', n: 7, sdp: { type: 'offer', sdp: 'v=0\r\n' } });
    room.far.link.received({ kind: 'description', n: 1, sdp: { type: 'answer', sdp: 'v=0\r\n' } });
    room.far.link.received({ kind: 'restart' });
    await settled();
    assert.deepEqual([...room.near.connection.steps, ...room.far.connection.steps], steps);
    assert.deepEqual([...room.near.sent, ...room.far.sent], []);
});

test('a track that changes is replaced without negotiation', async () => {
    const room = ends();
    await both(room);
    room.near.tracks = { microphone: room.near.tracks.microphone, camera: null };
    await room.near.link.setTracks();
    assert.equal(room.near.connection.transceivers[1].sender.track, null);
    assert.deepEqual(room.near.sent, []);
});

test('a closed link does and says nothing more', async () => {
    const { near, far } = ends();
    await settled();
    const [offer] = near.sent.splice(0);
    near.link.close();
    far.link.received(offer);
    far.link.close();
    near.link.restart();
    near.link.repeat(true);
    await settled();
    assert.deepEqual([...near.sent, ...far.sent, ...near.told, ...far.told], []);
    assert.equal(near.link.state, 'closed');
    assert.equal(near.connection.connectionState, 'closed');
});

test('a browser without a connection state is judged by its ICE', async () => {
    const { near } = ends();
    await settled();
    near.connection.connectionState = undefined;
    const states = ['new', 'checking', 'connected', 'completed', 'disconnected', 'failed'].map((ice) => {
        near.connection.iceConnectionState = ice;
        near.connection.oniceconnectionstatechange();
        return near.link.state;
    });
    assert.deepEqual(states, ['new', 'connecting', 'connected', 'connected', 'disconnected', 'failed']);
    assert.deepEqual(near.told, states);
});
