import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../../web-static/js/protocol/backoff.js';

const row = (random, length) => {
    const backoff = new Backoff(() => random);
    return Array.from({ length }, () => backoff.next());
};

test('waits are jittered over the whole of their bounds', () => {
    assert.deepEqual(row(0, 8), [0, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(row(0.999999, 8), [999, 499, 999, 1999, 3999, 7999, 7999, 7999]);
});

test('a connection that held begins the row anew, one that was dropped at once does not', () => {
    const backoff = new Backoff(() => 0.5);
    backoff.next();
    backoff.next();
    backoff.next();
    backoff.opened(1000);
    backoff.lost(1500);
    assert.equal(backoff.next(), 1000);
    backoff.opened(10_000);
    backoff.lost(15_000);
    assert.equal(backoff.next(), 500);
});
