import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roomAddress } from '../../../web-static/js/protocol/surroundings.js';

test('a room has its own address, and what no session is called has none', () => {
    const at = (/** @type {string} */ session, protocol = 'https:') => roomAddress(session, { protocol, host: 'office.example:8443' });
    assert.equal(at('s-1'), 'wss://office.example:8443/ws/s-1');
    assert.equal(at('A_z-09', 'http:'), 'ws://office.example:8443/ws/A_z-09');
    assert.equal(at('x'.repeat(64)), `wss://office.example:8443/ws/${'x'.repeat(64)}`);
    for (const none of ['', '.', '..', 's.1', 's/1', 's%2D1', '会话', 's-1 ', 's-1\n', '?', '#', 'x'.repeat(65)]) assert.equal(at(none), null, none);
});
