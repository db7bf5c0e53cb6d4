import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
    axisLabels, bandLabels, extent, fitted, layOut, rowsOf, textWidth,
} from '../../../web-static/js/pages/minutes/hearing-layout.js';

const EM = 13;

/** @typedef {import('../../../web-static/js/protocol/http-types.js').Interval} Interval */
/** @type {(from: number, to: number, since: number, until: number) => Interval} */
const heard = (from, to, since, until) => ({ from, to, since, until });

/** @type {(a: number, b: number, since: number, until: number) => ReturnType<typeof heard>[]} */
const both = (a, b, since, until) => [heard(a, b, since, until), heard(b, a, since, until)];

const STORY = {
    intervals: [...both(1, 2, 0, 100), ...both(1, 3, 0, 40), ...both(2, 3, 0, 40), ...both(1, 3, 60, 100),
        ...both(2, 3, 60, 100)],
    caucuses: [{ members: [1, 2], since: 40, sealedAt: 42, until: 60 }],
};

/** @param {number} width */
function drawn(width, hearing = STORY, seats = [1, 2, 3]) {
    const words = 'petitioner and counterparty';
    return layOut(hearing, seats, {
        width, em: EM, start: 0, end: 100, rowWords: () => words,
        bandWords: (_, index) => `背对背：第 ${index + 1} 次，周砚、林晚舟`, clock: (at) => `10:${String(at).padStart(2, '0')}`,
    });
}

test('two who heard each other at the same times share a row', () => {
    assert.deepEqual(rowsOf(both(1, 2, 0, 9), [1, 2]), [{ a: 1, b: 2, mutual: true, spans: [{ since: 0, until: 9 }] }]);
});

test('a direction that differs has a row of its own, also when nothing was ever heard in it', () => {
    assert.deepEqual(rowsOf([heard(1, 2, 0, 9)], [1, 2]), [
        { a: 1, b: 2, mutual: false, spans: [] },
        { a: 2, b: 1, mutual: false, spans: [{ since: 0, until: 9 }] },
    ]);
});

test('a pair that never heard each other is still told of', () => {
    assert.deepEqual(rowsOf(both(1, 2, 0, 9), [1, 2, 3]).map((row) => [row.a, row.b, row.spans.length]),
        [[1, 2, 1], [1, 3, 0], [2, 3, 0]]);
});

test('intervals that touch are one bar, an interruption leaves a gap', () => {
    const [row] = rowsOf([...both(1, 2, 5, 9), ...both(1, 2, 0, 5), ...both(1, 2, 12, 20)], [1, 2]);
    assert.deepEqual(row.spans, [{ since: 0, until: 9 }, { since: 12, until: 20 }]);
});

test('the time line covers the session and all that was heard', () => {
    assert.deepEqual(extent(STORY, 10, 120), { start: 0, end: 120 });
    assert.deepEqual(extent(STORY, null, null), { start: 0, end: 100 });
    assert.deepEqual(extent({ intervals: [], caucuses: [] }, 7, null), { start: 7, end: 8 });
});

test('bars keep to the plot and to the time that they stand for', () => {
    for (const width of [296, 640, 1100]) {
        const { axis, rows } = drawn(width);
        const first = rows[1].bars[0];
        assert.equal(rows.length, 3);
        assert.equal(first.x, axis.x1);
        assert.ok(Math.abs(first.width / (axis.x2 - axis.x1) - .4) < .01);
        for (const bar of rows.flatMap((row) => row.bars)) assert.ok(bar.x + bar.width <= width);
    }
});

test('a narrow drawing puts the words above the bars, a wide one beside them', () => {
    const narrow = drawn(296).rows[0];
    const wide = drawn(1100).rows[0];
    assert.ok(narrow.label.y < narrow.bars[0].y);
    assert.ok(wide.label.x + textWidth(wide.label.words, EM) < wide.bars[0].x);
});

test('the wall that went up in two of a hundred minutes is still seen', () => {
    const [band] = drawn(296).bands;
    assert.ok(band.rising >= 3 && band.rising < band.width);
});

test('a wall that never was sealed was going up for all of its time', () => {
    const [band] = drawn(640, { ...STORY, caucuses: [{ members: [1, 2], since: 40, sealedAt: null, until: 60 }] })
        .bands;
    assert.equal(band.rising, band.width);
    const [silent] = drawn(640, { ...STORY, caucuses: [{ members: [1, 2], since: 40, until: 60 }] }).bands;
    assert.equal(silent.rising, silent.width);
});

test('no words over the bands overlap, and none runs out of the drawing', () => {
    const marks = [10, 14, 60, 200, 288].map((mark) => ({ mark, words: '背对背：周砚、林晚舟' }));
    const placed = bandLabels(marks, 0, 296, EM);
    for (const [index, one] of placed.entries()) {
        assert.ok(one.x >= 0 && one.right <= 296);
        for (const other of placed.slice(index + 1)) {
            assert.ok(one.lane !== other.lane || one.right <= other.x || other.right <= one.x);
        }
    }
});

test('the line from words down to their band crosses no words of a later one', () => {
    const placed = bandLabels([10, 40, 70].map((mark) => ({ mark, words: '背对背：周砚' })), 0, 600, EM);
    assert.deepEqual(placed.map((each) => each.lane), [2, 1, 0]);
    assert.deepEqual(placed.map((each) => each.x), [10, 40, 70]);
});

test('start and end are always said; what has no room keeps its tick and loses its words', () => {
    const marks = [0, 100, 3, 4, 5, 50].map((at) => ({ at, mark: at * 3, words: `10:${String(at).padStart(2, '0')}` }));
    const placed = axisLabels(marks, 0, 300, EM);
    assert.deepEqual(placed.map((each) => each.shown), [true, true, true, false, false, true]);
    const shown = placed.filter((each) => each.shown);
    for (const one of shown) {
        assert.ok(one.x >= 0 && one.x + one.wide <= 300);
        for (const other of shown)
            assert.ok(one === other || one.lane !== other.lane || one.x + one.wide <= other.x
                || other.x + other.wide <= one.x);
    }
});

test('the same time is not said twice', () => {
    const placed = axisLabels([{ at: 0, mark: 0, words: '10:00' }, { at: 9, mark: 300, words: '10:00' }], 0, 300, EM);
    assert.deepEqual(placed.map((each) => each.shown), [true, false]);
});

test('long names are cut to their place with a mark', () => {
    assert.equal(fitted('林晚舟', 60, EM), '林晚舟');
    const cut = fitted('林晚舟 和 贺长风', 60, EM);
    assert.ok(cut.endsWith('…') && textWidth(cut, EM) <= 60);
});
