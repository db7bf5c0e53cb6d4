import assert from 'node:assert/strict';
import { test } from 'node:test';
import { halfWidth, telephones } from '../../../web-static/js/lib/telephone.js';
import { setClock } from '../../../web-static/js/lib/time.js';
import {
    dayText, DUE_DAYS, FIRST_BIRTH, HEAD_COUNT, INVITED, isDateWithin, PARTIES, wholeNumber,
} from '../../../web-static/js/protocol/limits.js';
import { fixture, protocol } from './support/fixtures.js';

test('telephones are links by the table of the protocol', () => {
    const { links, none } = fixture('telephones');
    for (const [typed, expected] of links)
        assert.deepEqual(telephones(typed).map((each) => each.href), expected, typed);
    for (const typed of none) assert.deepEqual(telephones(typed), [], typed);
});

test('each number is shown as it is written', () => {
    assert.deepEqual(telephones('110、100-0000-0110 转 3').map((each) => each.text), ['110', '100-0000-0110 转 3']);
    assert.deepEqual(telephones(null), []);
    assert.equal(halfWidth('\u200B　Ｇ００９ '), 'G009');
});

/** A field with something in it. */
const field = (value, badInput = false) => ({ value, validity: { badInput } });

test('a number of people is whole and within the bounds', () => {
    for (const [typed, expected] of [['1', 1], [' 12 ', 12], ['100000', 100000], ['0', null], ['100001', null],
        ['', null], ['1.5', null], ['1e3', null], ['-1', null], ['9007199254740993', null]]) {
        assert.equal(wholeNumber(field(typed), HEAD_COUNT), expected, typed);
    }
    assert.equal(wholeNumber(field('', true), HEAD_COUNT), null);
});

test('a date of birth lies between 1900 and the day of the office', () => {
    setClock(Date.parse('2026-03-12T00:30:00+08:00'));
    assert.equal(dayText(), '2026-03-12');
    assert.equal(dayText(365), '2027-03-12');
    for (const [typed, expected] of [['1900-01-01', true], ['2026-03-12', true], ['1899-12-31', false],
        ['2026-03-13', false], ['0012-05-06', false], ['2030-01-01', false], ['12012-05-06', false], ['', false]]) {
        assert.equal(isDateWithin(field(typed), FIRST_BIRTH, dayText()), expected, typed);
    }
    assert.equal(isDateWithin(field('', true), FIRST_BIRTH, dayText()), false);
});

test('the bounds of the forms are those of the protocol', () => {
    const bounds = (name) => {
        const [, least, most] = new RegExp(`^\\| \`${name}\` \\| (\\d+)…(\\d+) \\|`, 'm').exec(protocol);
        return [Number(least), Number(most)];
    };
    assert.deepEqual([...HEAD_COUNT], bounds('headCount'));
    assert.deepEqual([...PARTIES], bounds('parties'));
    assert.deepEqual([...DUE_DAYS], bounds('due'));
    assert.deepEqual([...INVITED], bounds('invite'));
    assert.ok(protocol.includes(`from ${FIRST_BIRTH} to the office's today`));
});
