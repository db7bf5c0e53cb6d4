import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOf } from '../../../web-static/js/room-ui/meter.js';
import { judge, ownLine, worst } from '../../../web-static/js/room-ui/network.js';

test('delay and loss are judged as the server judges them', () => {
    for (const [lossPercent, rttMs, verdict] of /** @type {const} */ ([[0, 40, 'good'], [3, 300, 'good'],
        [4, 40, 'fair'], [0, 301, 'fair'], [11, 40, 'poor'], [0, 801, 'poor']])) {
        assert.equal(judge({ lossPercent, rttMs }), verdict);
    }
    assert.equal(judge(null), 'unknown');
});

test('where one link is poor and another good, the own line is good', () => {
    assert.equal(ownLine(['poor', 'good', 'unknown']), 'good');
    assert.equal(ownLine(['poor', 'poor']), 'poor');
    assert.equal(ownLine([]), 'unknown');
});

test('a card shows the worst of its edges', () => {
    assert.equal(worst(['good', 'audio_only', 'fair']), 'audio_only');
    assert.equal(worst(['good', 'down']), 'down');
    assert.equal(worst(['unknown']), 'unknown');
});

test('the meter is still in silence, full at a shout, and moves for a voice', () => {
    assert.equal(stepsOf(0), 0);
    assert.equal(stepsOf(0.001), 0);
    assert.equal(stepsOf(1), 14);
    assert.ok(stepsOf(0.05) > 5 && stepsOf(0.05) < 12);
});
