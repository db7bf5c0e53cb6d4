import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mending } from '../../../web-static/js/media/mending.js';

const fine = { state: 'connected', reachable: true, soundExpected: false };
const is = (state, more = {}) => ({ ...fine, state, ...more });

/** What the policy asks for, second by second, as `second act`. */
function acts(mending, from, seconds, link) {
    const said = [];
    for (let second = from; second < from + seconds; second += 1) {
        const act = mending.next(second * 1000, link);
        if (act) said.push(`${second} ${act}`);
    }
    return said;
}
const upAt = (second, random = 0.5) => {
    const mending = new Mending(0, () => random);
    mending.next(second * 1000, fine);
    return mending;
};

test('a link that comes up needs nothing', () => {
    assert.deepEqual(acts(new Mending(0, Math.random), 0, 5, is('connecting')), []);
    assert.deepEqual(acts(upAt(1), 2, 100, fine), []);
});

test('the first negotiation has 10 s, a restart 10 s more, then a new link every 10 s', () => {
    assert.deepEqual(acts(new Mending(0, () => 0.5), 0, 45, is('connecting')),
        ['10 restart', '20 renew', '30 renew', '40 renew']);
});

test('new links are asked for at jittered times', () => {
    assert.deepEqual(acts(new Mending(0, () => 0), 10, 26, is('failed')), ['10 restart', '20 renew', '28 renew']);
    assert.deepEqual(acts(new Mending(0, () => 0.999), 10, 26, is('failed')), ['10 restart', '20 renew', '32 renew']);
});

test('disconnected is left alone for 2 s, failed is not', () => {
    assert.deepEqual(acts(upAt(1), 5, 3, is('disconnected')), ['7 restart']);
    assert.deepEqual(acts(upAt(1), 5, 3, is('failed')), ['5 restart']);
    const mending = upAt(1);
    assert.deepEqual([...acts(mending, 5, 2, is('disconnected')), ...acts(mending, 7, 3, fine),
        ...acts(mending, 10, 2, is('disconnected'))], []);
});

test('after a link was up two tries are free before it is given up', () => {
    assert.deepEqual(acts(upAt(1), 5, 24, is('failed')), ['5 restart', '15 restart', '25 renew']);
});

test('without a socket, or without the other side\'s page, nothing is tried; then at once', () => {
    const mending = upAt(1);
    assert.deepEqual(acts(mending, 5, 60, is('failed', { reachable: false })), []);
    assert.deepEqual(acts(mending, 65, 2, is('failed')), ['65 restart']);
});

test('another network is a reason although the link looks connected', () => {
    const mending = upAt(1);
    mending.networkChanged();
    assert.equal(mending.next(5000, is('connected', { reachable: false })), null);
    assert.equal(mending.next(6000, fine), 'restart');
    assert.equal(mending.next(7000, fine), null);
});

test('connected and silent for 10 s while the other microphone is live: the same', () => {
    const expected = is('connected', { soundExpected: true });
    const mending = upAt(1);
    for (let second = 2; second < 30; second += 1) {
        mending.heard(second * 1000);
        assert.equal(mending.next(second * 1000, expected), null);
    }
    assert.deepEqual(acts(mending, 30, 12, expected), ['39 restart']);
    assert.deepEqual(acts(upAt(1), 2, 60, is('connected', { soundExpected: false })), []);
});

test('a link that stays silent is given up after two tries, one that is heard again is not', () => {
    const expected = is('connected', { soundExpected: true });
    assert.deepEqual(acts(upAt(1), 2, 40, expected), ['11 restart', '21 restart', '31 renew', '41 renew']);
    const mending = upAt(1);
    assert.deepEqual(acts(mending, 2, 11, expected), ['11 restart']);
    mending.heard(13_000);
    assert.deepEqual(acts(mending, 13, 22, expected), ['23 restart', '33 restart']);
});

test('a try of the other side is not crossed', () => {
    const mending = upAt(1);
    mending.otherSideTries(5000);
    assert.deepEqual(acts(mending, 5, 11, is('failed')), ['15 restart']);
});
