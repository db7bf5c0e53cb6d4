import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterClose, Backoff } from '../../../web-static/js/protocol/return.js';
import { protocol } from './support/fixtures.js';

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

test('a page does after each close what docs/protocol.md says', () => {
    const table = protocol.split('## 3. Close codes')[1].split('## 4.')[0];
    const rows = [...table.matchAll(/^\| ([\d, ]+) \|[^|]*\| (.+) \|$/gm)];
    assert.ok(rows.length >= 10);
    for (const [, codes, does] of rows) {
        for (const code of codes.split(',').map(Number)) {
            const { act, delay } = afterClose(code);
            const expected = does.startsWith('comes back') ? 'return' : does.startsWith('reloads') ? 'reload' : 'stop';
            assert.equal(act, expected, String(code));
            assert.equal(delay, does.includes('after 5 s') ? 5000 : 0, String(code));
        }
    }
});

test('an unknown code brings the page back', () => {
    assert.equal(afterClose(4999).act, 'return');
});
