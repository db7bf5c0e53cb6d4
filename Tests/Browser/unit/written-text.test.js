import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toJSON } from '../../../web-static/js/lib/http.js';
import { clean, isBlank, isRefused, lettersIn } from '../../../web-static/js/lib/written-text.js';
import { protocol } from './support/fixtures.js';

/** @type {{form: 'line' | 'text', typed: string, kept: string}[]} */
const TABLE = JSON.parse((/^```json text cleaning\n([\s\S]*?)\n```$/m.exec(protocol) || ['', '[]'])[1]);

test('every line of the protocol\'s table is cleaned as it says', () => {
    assert.ok(TABLE.length > 20);
    for (const { form, typed, kept } of TABLE) assert.equal(clean(typed, form), kept, JSON.stringify({ form, typed }));
});

test('what is cleaned is clean', () => {
    const odd = [0x9, 0xa, 0xd, 0x20, 0x85, 0x200b, 0x200c, 0x200d, 0x180b, 0x180e, 0x1820, 0x627, 0x1f468, 0xfe0f,
        0xfe00, 0x31, 0x20e3, 0x6797, 0x2028, 0x3000, 0xfffe, 0xd83d, 0xde00];
    let seed = 7;
    for (let round = 0; round < 20_000; round += 1) {
        let text = '';
        for (let index = 0; index < 8; index += 1) {
            seed = (seed * 48_271) % 2_147_483_647;
            text += String.fromCodePoint(odd[seed % odd.length]);
        }
        for (const form of /** @type {const} */ (['line', 'text'])) {
            const once = clean(text, form);
            assert.equal(clean(once, form), once, JSON.stringify(text));
        }
    }
});

test('half of a surrogate pair never leaves the page', () => {
    assert.equal(clean('甲\ud83d乙', 'text'), '甲\ufffd乙');
    assert.equal(toJSON({ text: '甲\ud83d\\ud83d乙\ude00' }), JSON.stringify({ text: '甲\ufffd\\ud83d乙\ufffd' }));
    assert.equal(toJSON({ text: '😀\n"' }), JSON.stringify({ text: '😀\n"' }));
});

test('a name of nothing visible is blank, and a line with a noncharacter is refused', () => {
    for (const nothing of ['', ' ', '\u200b', '\u3164\u2060', '\u2800\u3000', '\u200d\ufe0f'])
        assert.ok(isBlank(nothing), JSON.stringify(nothing));
    assert.ok(!isBlank('林'));
    assert.ok(isRefused('林\uffff', 'line'));
    assert.ok(!isRefused('林\uffff', 'text'));
});

test('a text counts as many letters as the server counts', () => {
    assert.equal(lettersIn('𬭳\r\n\u200b😀'), 3);
    assert.equal(lettersIn('  林  晚舟 ', 'line'), 4);
});

test('every character between every pair of neighbours comes out as it does on the server', () => {
    /** @type {{ranges: [number, number][], pairs: {before: string, after: string, sum: number}[]}} */
    const { ranges, pairs } =
        JSON.parse((/^```json text every-character\n([\s\S]*?)\n```$/m.exec(protocol) || ['', '{}'])[1]);
    for (const { before, after, sum } of pairs) {
        let found = 0;
        for (const [first, last] of ranges) {
            for (let value = first; value <= last; value += 1) {
                for (const form of /** @type {const} */ (['line', 'text'])) {
                    for (const kept of clean(before + String.fromCodePoint(value) + after, form))
                        found = (found * 31 + (kept.codePointAt(0) || 0)) % 1_000_003;
                }
            }
        }
        assert.equal(found, sum, JSON.stringify([before, after]));
    }
});
