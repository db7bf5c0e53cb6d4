import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roomAddress } from '../../../web-static/js/protocol/surroundings.js';

test('a room has its own address, secure where the page is', () => {
    for (const [origin, address] of [
        ['https://office.example:8443', 'wss://office.example:8443/ws/A_z-09'],
        ['http://127.0.0.1:8080', 'ws://127.0.0.1:8080/ws/A_z-09'],
        ['https://http.example', 'wss://http.example/ws/A_z-09'],
    ]) {
        globalThis.location = /** @type {any} */ ({ origin });
        assert.equal(roomAddress('A_z-09'), address);
    }
});
