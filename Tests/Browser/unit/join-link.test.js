import assert from 'node:assert/strict';
import { test } from 'node:test';
import { broughtBy } from '../../../web-static/js/pages/room/party/seat.js';
import { protocol } from './support/fixtures.js';

/** @type {{address: string, link: string | null}[]} */
const TABLE = JSON.parse((/^```json text pasted-link\n([\s\S]*?)\n```$/m.exec(protocol) || ['', '[]'])[1]);

test('a link is found in whatever a messenger made of its address', () => {
    assert.ok(TABLE.length > 30);
    for (const { address, link } of TABLE)
        assert.equal(broughtBy(new URL(address, 'https://office.example')).link, link, address);
});

test('an address that held something and no whole link is told apart from one that held nothing', () => {
    const broken = (/** @type {string} */ address) => broughtBy(new URL(address, 'https://office.example')).isBroken;
    assert.ok(broken('/j#s-1.2.1.AAAA'));
    assert.ok(broken('/j%23s-1.2.1.AAAA'));
    assert.ok(!broken('/j'));
    assert.ok(!broken('/j?from=timeline'));
    assert.ok(!broken('/j#'));
});
