import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './support/clock.js';
import { both, deliver, ends } from './support/ends.js';

test('the first relayed candidate leaves at once, the others in batches of 100 ms, and their end once', async () => {
    const { near, clock } = ends();
    const batches = () => near.sent.map(({ candidates, end }) => [candidates.length, end]);
    await settled();
    near.sent.length = 0;
    near.connection.gather('host');
    assert.deepEqual(batches(), []);
    near.connection.gather();
    assert.deepEqual(batches(), [[1, false]]);
    near.connection.gather();
    near.connection.gather();
    clock.pass(99);
    assert.deepEqual(batches(), [[1, false]]);
    clock.pass(1);
    assert.deepEqual(batches(), [[1, false], [2, false]]);
    near.connection.endGathering();
    near.connection.endGathering();
    clock.pass(200);
    near.connection.endGathering();
    clock.pass(200);
    assert.deepEqual(batches(), [[1, false], [2, false], [0, true]]);
});

test('candidates that come before their description wait for it', async () => {
    const { near, far, clock } = ends();
    await settled();
    near.connection.gather();
    clock.pass(100);
    const [offer, early] = near.sent.splice(0);
    far.link.received(early);
    await settled();
    assert.deepEqual(far.connection.candidates, []);
    far.link.received(offer);
    await settled();
    assert.deepEqual(far.connection.candidates, [near.connection.fragment]);
});

test('candidates of an old generation are dropped', async () => {
    const room = ends();
    await both(room);
    const { near, far, clock } = room;
    const old = near.connection.fragment;
    near.link.restart();
    await both(room);
    assert.notEqual(near.connection.fragment, old);
    far.link.received({
        kind: 'candidates', end: false,
        candidates: [{
            candidate: `candidate:1 1 udp 1 127.0.0.1 1 typ relay ufrag ${old}`, sdpMid: '0', sdpMLineIndex: 0,
            usernameFragment: old,
        }],
    });
    near.connection.gather();
    clock.pass(100);
    await both(room);
    assert.deepEqual(far.connection.candidates, [near.connection.fragment]);
});

test('old candidates, however many, take no place of those that wait for their description', async () => {
    const room = ends();
    await both(room);
    const { near, far, clock } = room;
    const stale = { candidate: 'candidate:1 1 udp 1 127.0.0.1 1 typ relay', sdpMid: '0', sdpMLineIndex: 0,
        usernameFragment: near.connection.fragment };
    near.link.restart();
    await both(room);
    for (let times = 0; times < 4; times += 1)
        far.link.received({ kind: 'candidates', candidates: Array(64).fill(stale), end: false });
    near.link.restart();
    await settled();
    const [offer] = near.sent.splice(0);
    near.connection.gather();
    clock.pass(100);
    await deliver([near, far]);
    far.link.received(offer);
    await settled();
    assert.deepEqual(far.connection.candidates, [near.connection.fragment]);
});
