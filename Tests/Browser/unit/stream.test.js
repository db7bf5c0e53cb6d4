import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Stream } from '../../../web-static/js/protocol/stream.js';

const begun = (seq) => {
    const stream = new Stream();
    stream.begin({ run: 'r', seq, replay: false });
    return stream;
};

test('what follows is taken, what was seen is dropped, a hole is a gap', () => {
    const stream = begun(1);
    assert.deepEqual([2, 2, 3, 1, 5, 4, 5].map((seq) => stream.accept(seq)),
        ['take', 'seen', 'take', 'seen', 'gap', 'take', 'take']);
});

test('messages without a number are outside of the stream', () => {
    const stream = begun(1);
    assert.equal(stream.accept(undefined), 'take');
    assert.equal(stream.position, 1);
});

test('a resuming welcome has a number of its own, beyond what it replays', () => {
    const stream = begun(1);
    stream.accept(2);
    assert.equal(stream.begin({ run: 'r', seq: 5, replay: true }), true);
    assert.deepEqual([3, 4, 6].map((seq) => stream.accept(seq)), ['take', 'take', 'take']);
    assert.equal(stream.position, 6);
});

test('a resuming welcome with nothing to replay counts as read', () => {
    const stream = begun(4);
    stream.begin({ run: 'r', seq: 5, replay: true });
    assert.equal(stream.position, 5);
    assert.equal(stream.accept(6), 'take');
});

test('a new run begins with its own number, be it below the old one', () => {
    const stream = begun(41);
    assert.equal(stream.begin({ run: 's', seq: 1, replay: false }), false);
    assert.equal(stream.position, 1);
    assert.equal(stream.accept(2), 'take');
});
