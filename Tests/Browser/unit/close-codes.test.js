import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterClose } from '../../../web-static/js/protocol/close-codes.js';
import { protocol } from './support/fixtures.js';

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
