// What office programs save is read, and what is no text is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../../web-static/js/pages/accounts/staff/file-text.js';

const TEXT = '工号,姓名\r\n';
const utf16 = (/** @type {string} */ text, /** @type {boolean} */ little) => {
    const bytes = [...`\ufeff${text}`].flatMap((letter) => {
        const unit = letter.charCodeAt(0);
        return little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255];
    });
    return new Uint8Array(bytes);
};

test('a table is read as UTF-8, as UTF-16 with its mark, and as GB18030', () => {
    const utf8 = new TextEncoder().encode(`\ufeff${TEXT}`);
    assert.deepEqual(textOf(utf8), { text: TEXT, encoding: 'utf-8' });
    assert.deepEqual(textOf(utf16(TEXT, true)), { text: TEXT, encoding: 'utf-16' });
    assert.deepEqual(textOf(utf16(TEXT, false)), { text: TEXT, encoding: 'utf-16' });
    const gb18030 = new Uint8Array([0xb9, 0xa4, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 13, 10]);
    assert.deepEqual(textOf(gb18030), { text: TEXT, encoding: 'gb18030' });
    assert.deepEqual(textOf(new Uint8Array()), { text: '', encoding: 'utf-8' });
});

test('what is no text is not read', () => {
    const zip = [0x50, 0x4b, 3, 4, 0, 0];
    const picture = [0x89, 0x50, 0x4e, 0x47, 0, 0xff];
    for (const bytes of [zip, picture, [0xff, 0xff, 0xff], [0xff, 0xfe, 0, 0xd8]]) {
        assert.equal(textOf(new Uint8Array(bytes)), null, bytes.join(' '));
    }
});
