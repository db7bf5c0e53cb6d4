// The month's figures as they are shown, and as a spreadsheet gets them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cell, csv } from '../../../web-static/js/lib/csv.js';
import {
    compared, figureOf, otherMonth, percent, percentSign,
} from '../../../web-static/js/pages/statistics/figures.js';
import { fixture } from './support/fixtures.js';

test('a share has one decimal, none where it is whole, and a dash where there is nothing', () => {
    assert.deepEqual([986, 1000, 0, 5, 26, null, undefined].map((each) => percent(each)),
        ['98.6', '100', '0', '0.5', '2.6', '—', '—']);
    assert.deepEqual([-179, -400, -667, 2000, null].map((each) => percentSign(each, true)),
        ['\u221217.9%', '\u221240.0%', '\u221266.7%', '200.0%', '—']);
});

test('the month before January is December', () => {
    assert.deepEqual([otherMonth('2026-01', -1), otherMonth('2026-12', 1), otherMonth('2026-02', -25)],
        ['2025-12', '2027-01', '2024-01']);
});

test('a figure of the example is compared with the same span of the year before', () => {
    const month = fixture('month');
    const hotline = compared(figureOf(month, 'hotline'), 'year');
    assert.deepEqual([hotline.before.top, hotline.now.top, hotline.change], [112, 92, -179]);
    assert.equal(compared(figureOf(month, 'hotline'), 'month').change, -216);
    assert.equal(compared(figureOf(month, 'first_resolved'), 'year').now.tenths, 1000);
    // Of a figure that a newer page knows and an older server doesn't.
    assert.equal(figureOf({ ...month, figures: [] }, 'talked').year.top, 0);
});

test('no cell begins a formula, and quotes and lines are as RFC 4180 has them', () => {
    for (const begun of ['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uff1d1', '-cmd']) {
        const said = cell(begun).replace(/^"/, '');
        assert.ok(!/^[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(said), JSON.stringify(said));
    }
    assert.deepEqual([cell('a"b'), cell('a,b'), cell('a\nb'), cell(null), cell(-17), cell(98.6), cell('西苑')],
        ['"a""b"', '"a,b"', '"a\nb"', '', '\u221217', '98.6', '西苑']);
    assert.equal(csv([['a', 1], []]), '\ufeffa,1\r\n\r\n');
});
