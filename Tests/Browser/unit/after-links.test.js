import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AfterLinks, BEGIN_MS } from '../../../web-static/js/media/after-links.js';
import { Clock, settled } from './support/clock.js';

function setting() {
    const clock = new Clock();
    const all = { beginning: false, drawn: 0, clock };
    all.after = new AfterLinks(() => all.beginning, clock.after);
    all.draw = () => { all.drawn += 1; };
    return all;
}

test('without links in the making it runs at once, after those who hear of the same event', async () => {
    const all = setting();
    all.after.run(all.draw);
    assert.equal(all.drawn, 0);
    await settled();
    assert.equal(all.drawn, 1);
});

test('while a link is being made it waits for it, and runs once however often it was asked for', async () => {
    const all = setting();
    all.after.run(all.draw);
    all.beginning = true;
    all.after.run(all.draw);
    await settled();
    assert.equal(all.drawn, 0);
    all.beginning = false;
    all.after.look();
    assert.equal(all.drawn, 0); // candidates that came meanwhile go first
    all.clock.pass(0);
    assert.equal(all.drawn, 1);
    await settled();
    all.clock.pass(2 * BEGIN_MS);
    assert.equal(all.drawn, 1);
});

test('a link that never begins keeps nobody waiting longer than a moment', async () => {
    const all = setting();
    all.beginning = true;
    all.after.run(all.draw);
    await settled();
    all.beginning = false; // its time is over, and nobody says so
    all.clock.pass(BEGIN_MS);
    all.clock.pass(0);
    assert.equal(all.drawn, 1);
});
