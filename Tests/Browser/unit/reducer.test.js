import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduce } from '../../../web-static/js/protocol/reducer.js';
import { fixture, fixtures } from './support/fixtures.js';

const welcomed = () => reduce(null, fixture('welcome')).state;

test('the protocol has fixtures in both directions', () => {
    for (const kind of ['c2s', 's2c', 'http'])
        assert.ok(fixtures.filter((each) => each.kind === kind).length >= 9, kind);
});

test('a welcome with a state is the whole truth', () => {
    const { state, changed } = reduce(null, fixture('welcome'));
    assert.equal(state.me.seat, 2);
    assert.deepEqual(state.seats.map((seat) => seat.name), ['周砚', '林晚舟']);
    assert.deepEqual(state.links.map(({ peer, epoch }) => [peer, epoch]), [[1, 4]]);
    assert.deepEqual(state.wall.phase, 'open');
    assert.equal(changed.size, 9);
});

test('a welcome that replays leaves the state as it is', () => {
    const state = welcomed();
    const { state: after, changed } = reduce(state, { ...fixture('welcome'), replay: true, state: undefined });
    assert.equal(after, state);
    assert.equal(changed.size, 0);
});

test('an update replaces the sections that it names and no other', () => {
    const before = welcomed();
    const { state, changed } = reduce(before, fixture('update'));
    assert.deepEqual([...changed].sort(), ['links', 'seats']);
    assert.deepEqual(state.links, []);
    assert.equal(state.seats[0].presence, 'lost');
    assert.equal(state.minutes, before.minutes);
    assert.equal(before.links.length, 1);
});

test('a draft changes one section of the minutes and keeps their order', () => {
    const before = reduce(welcomed(), {
        type: 'update',
        minutes: { presenting: true, version: 1, frozen: null,
            sections: ['identity', 'petitioner', 'result'].map((key) => ({ key, text: '', revision: 0 })) },
    }).state;
    const { state } = reduce(before, fixture('draft'));
    assert.deepEqual(state.minutes.sections.map((section) => section.key), ['identity', 'petitioner', 'result']);
    assert.deepEqual(state.minutes.sections[1], { key: 'petitioner', text: '问：谁推的？\n答：没看清。', revision: 12 });
    assert.equal(state.minutes.sections[0], before.minutes.sections[0]);
});

test('every other message of the server leaves the state alone', () => {
    const before = welcomed();
    for (const { kind, name, message } of fixtures) {
        if (kind !== 's2c' || ['welcome', 'update', 'draft'].includes(message.type)) continue;
        assert.equal(reduce(before, message).state, before, name);
    }
});

test('what a newer server adds is ignored', () => {
    const before = welcomed();
    assert.equal(reduce(before, { type: 'fanfare', seq: 9 }).state, before);
    assert.equal(reduce(before, { type: 'update', seq: 9, orchestra: [] }).state, before);
    assert.equal(reduce(before, { type: 'update', orchestra: [], claims: [] }).state.orchestra, undefined);
});
