import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from './support/fixtures.js';
import { settled } from './support/clock.js';
import { Room, link } from './support/room.js';

const answer = (n = 1) => ({ kind: 'description', n, sdp: { type: 'answer', sdp: 'v=0\r\na=ice-ufrag:far\r\n' } });
const offer = (n = 1) => ({
    kind: 'description', n,
    sdp: { type: 'offer', sdp: 'v=0\r\nm=audio\r\nm=video\r\nm=video\r\na=ice-ufrag:far\r\n' },
});

test('what the list names is made: relayed, in one bundle, under the page\'s one certificate', async () => {
    const room = await Room.welcomed([link(3, 1), link(4, 2)]);
    assert.deepEqual(room.signals, ['3/1 offer1', '4/2 offer1']);
    for (const { configurations: [configuration] } of room.connections) {
        assert.deepEqual(configuration, {
            iceServers: fixture('welcome').ice.servers, iceTransportPolicy: 'relay', bundlePolicy: 'max-bundle',
            certificates: ['certificate'],
        });
    }
});

test('a direct link may run as it can', async () => {
    const room = await Room.welcomed([link(3, 1, true, 'direct')], { ice: null });
    assert.equal(room.connections[0].configurations[0].iceTransportPolicy, 'all');
});

test('a relay link waits for its relay', async () => {
    const room = await Room.welcomed([link(3, 1)], { ice: null });
    assert.equal(room.connections.length, 0);
    room.server.socket.say(fixture('ice'));
    await settled();
    assert.equal(room.connections.length, 1);
});

test('what the list no longer names is closed at once', async () => {
    const room = await Room.welcomed([link(3, 1), link(4, 1)]);
    await room.signal(3, 1, answer());
    await room.list([link(4, 1)]);
    assert.deepEqual(room.connections.map(({ connectionState }) => connectionState), ['closed', 'new']);
    assert.deepEqual(room.told.slice(-2), [['stream', 3, null], ['link', 3, 'closed']]);
});

test('another epoch is another link, the same one stays untouched', async () => {
    const room = await Room.welcomed([link(3, 1), link(4, 1)]);
    await room.list([link(3, 2), link(4, 1)]);
    assert.deepEqual(room.connections.map(({ connectionState }) => connectionState), ['closed', 'new', 'new']);
    assert.deepEqual(room.signals, ['3/1 offer1', '4/1 offer1', '3/2 offer1']);
});

test('signals of another epoch or of nobody listed are dropped', async () => {
    const room = await Room.welcomed([link(3, 2)]);
    await room.signal(3, 1, answer());
    await room.signal(9, 1, offer());
    assert.equal(room.connections.length, 1);
    assert.deepEqual(room.connections[0].steps, ['local offer']);
});

test('signals that come before their link could be made are not lost', async () => {
    const room = await Room.welcomed([link(1, 4, false)], { ice: null });
    await room.signal(1, 4, offer());
    room.server.socket.say(fixture('ice'));
    await settled();
    assert.deepEqual(room.connections[0].steps, ['remote offer', 'local answer']);
    assert.deepEqual(room.signals, ['1/4 answer1']);
});

test('a cut socket and even a new run leave the media alone; open offers are sent again', async () => {
    const room = await Room.welcomed([link(3, 1)]);
    room.server.socket.end(1006);
    assert.equal(room.connections[0].connectionState, 'new');
    await room.server.clock.passSlowly(1000);
    room.welcome([link(3, 1)], { run: 'run-8' });
    await settled();
    assert.equal(room.connections.length, 1);
    assert.deepEqual(room.server.socket.sent[0].links, [{ peer: 3, epoch: 1 }]);
    assert.deepEqual(room.signals, ['3/1 offer1']);
});

test('a page that is stopped holds no link', async () => {
    const room = await Room.welcomed([link(3, 1), link(4, 1)]);
    room.server.socket.end(4003);
    assert.deepEqual(room.connections.map(({ connectionState }) => connectionState), ['closed', 'closed']);
});

test('leaving closes every link and nothing comes back', async () => {
    const room = await Room.welcomed([link(3, 1)]);
    room.mesh.close();
    await room.list([link(3, 2)]);
    await room.server.clock.passSlowly(10_000);
    assert.deepEqual(room.connections.map(({ connectionState }) => connectionState), ['closed']);
});

test('a mesh that is left before its certificate is made holds nothing', async () => {
    const room = new Room();
    room.welcome([link(3, 1)]);
    room.mesh.close();
    await settled();
    assert.equal(room.connections.length, 0);
});

test('a failed link is restarted, and given up for a new epoch after two tries', async () => {
    const room = await Room.welcomed([link(1, 4)]);
    await room.signal(1, 4, answer());
    room.connections[0].become('connected');
    await settled();
    assert.deepEqual(room.mesh.openPeers(), [1]);
    room.connections[0].become('failed');
    await settled();
    assert.deepEqual(room.signals, ['1/4 offer1', '1/4 offer2']);
    for (let beat = 0; beat < 3; beat += 1) {
        await room.server.clock.passSlowly(8000);
        room.server.socket.say({ type: 'beat' });
    }
    assert.deepEqual(room.signals, ['1/4 offer1', '1/4 offer2', '1/4 offer3']);
    const [renewal] = room.server.socket.of('renew_link');
    assert.deepEqual([renewal.peer, renewal.epoch], [1, 4]);
});

test('a link that fails while the socket is down is restarted after the welcome', async () => {
    const room = await Room.welcomed([link(1, 4)]);
    await room.signal(1, 4, answer());
    room.connections[0].become('connected');
    room.server.socket.end(1006);
    room.networkChange();
    room.connections[0].become('failed');
    await settled();
    assert.deepEqual(room.connections[0].steps, ['local offer', 'remote answer']);
    await room.server.clock.passSlowly(1000);
    room.welcome([link(1, 4)]);
    await settled();
    assert.deepEqual(room.signals, ['1/4 offer2']);
});

test('what the tracks do is reported when it changes and after each welcome', async () => {
    const room = await Room.welcomed([link(3, 1)]);
    room.capture.status = { microphone: 'muted', camera: 'live' };
    room.capture.dispatchEvent(new Event('change'));
    room.capture.dispatchEvent(new Event('change'));
    assert.deepEqual(room.server.socket.of('media').map(({ microphone }) => microphone), ['live', 'muted']);
    room.server.socket.end(1006);
    await room.server.clock.passSlowly(1000);
    room.welcome([link(3, 1)]);
    assert.deepEqual(room.server.socket.of('media').map(({ microphone }) => microphone), ['muted']);
});

test('what the tracks do is told again, once and later, when a report was too much for the server', async () => {
    const room = await Room.welcomed([link(3, 1)]);
    room.capture.status = { microphone: 'muted', camera: 'live' };
    room.capture.dispatchEvent(new Event('change'));
    const told = () => room.server.socket.of('media').map(({ microphone }) => microphone);
    for (let refusal = 0; refusal < 5; refusal += 1) room.server.socket.say({ type: 'refused', code: 'slow_down' });
    room.server.socket.say({ type: 'refused', code: 'bad_field', field: 'links' });
    assert.deepEqual(told(), ['live', 'muted']);
    await room.server.clock.passSlowly(2000);
    assert.deepEqual(told(), ['live', 'muted', 'muted']);
    await room.server.clock.passSlowly(9000);
    assert.deepEqual(told(), ['live', 'muted', 'muted']);
});

test('statistics are reported every 5 s, in the members of the fixture, and hold no address', async () => {
    const room = await Room.welcomed([link(1, 4)]);
    await room.signal(1, 4, answer());
    room.connections[0].become('connected');
    const stats = (seconds) => new Map([
        { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
        { id: 'P', type: 'candidate-pair', localCandidateId: 'L', currentRoundTripTime: 0.034,
            availableOutgoingBitrate: 700_000 },
        { id: 'L', type: 'local-candidate', candidateType: 'relay', relayProtocol: 'udp', address: '10.0.0.1',
            protocol: 'udp' },
        { id: 'A', type: 'inbound-rtp', kind: 'audio', packetsReceived: 50 * seconds, packetsLost: 0,
            bytesReceived: 3500 * seconds, jitter: 0.004, totalSamplesReceived: 48_000 * seconds,
            concealedSamples: 48 * seconds },
        { id: 'V', type: 'inbound-rtp', kind: 'video', packetsReceived: 49.6 * seconds, packetsLost: 0.4 * seconds,
            bytesReceived: 80_000 * seconds, framesDecoded: 15 * seconds, freezeCount: 0 },
    ].map((report) => [report.id, report]));
    room.connections[0].stats = stats(5);
    await room.server.clock.passSlowly(5000);
    room.connections[0].stats = stats(10);
    await room.server.clock.passSlowly(5000);
    const reports = room.server.socket.of('stats');
    assert.equal(reports.length, 2);
    const [row] = reports[1].links;
    assert.deepEqual(Object.keys(row).sort(), Object.keys(fixture('stats').links[0]).sort());
    assert.deepEqual(row, {
        peer: 1, epoch: 4, state: 'connected', path: 'relay/udp', rttMs: 34, jitterMs: 4, lossPercent: 0.4,
        audioKbps: 28,
        videoKbps: 640, framesDecoded: 150, framesPerSecond: 15, freezes: 0, concealedPercent: 0.1,
    });
    assert.equal(room.mesh.statsOf(1).videoKbps, 640);
});

test('whoever speaks longest is the speaker, and a cough is not', async () => {
    const room = await Room.welcomed([link(1, 4)]);
    room.capture.level = 0.3;
    await room.server.clock.passSlowly(500);
    room.capture.level = 0;
    await room.server.clock.passSlowly(1500);
    assert.equal(room.told.filter(([type]) => type === 'speaker').length, 0);
    room.capture.level = 0.3;
    await room.server.clock.passSlowly(1500);
    room.capture.level = 0;
    await room.server.clock.passSlowly(3000);
    assert.deepEqual(room.told.filter(([type]) => type === 'speaker'), [['speaker', 2], ['speaker', null]]);
});

test('nobody is asked how loud they are while a link is on its way', async () => {
    const room = await Room.welcomed([link(1, 4), link(3, 1)]);
    let asked = 0;
    for (const { transceivers: [audio] } of room.connections) {
        if (audio) audio.receiver.getSynchronizationSources = () => { asked += 1; return []; };
    }
    await room.server.clock.passSlowly(1500);
    assert.equal(asked, 0);
    for (const connection of room.connections) connection.connectionState = 'connected';
    await room.server.clock.passSlowly(500);
    assert.ok(asked > 0);
});
