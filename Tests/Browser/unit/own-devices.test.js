import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { settled } from './support/clock.js';
import { desk, Element } from './support/devices.js';

const { OwnDevices } = await import('../../../web-static/js/media/own-devices.js');

let kept;
let devices;

beforeEach(() => {
    desk.reset();
    kept = new Map();
    devices = make();
});

// Else a test that fails would keep the process, which looks at its tracks every second.
afterEach(() => devices.close());

function make() {
    return new OwnDevices({ profile: 'phone',
        store: { read: (name) => kept.get(name) ?? null, keep: (name, value) => kept.set(name, value) } });
}

const inUse = () => [devices.inUse('camera'), devices.inUse('microphone')];

test('without a choice the browser takes what it likes, and aliases of the system are no devices', async () => {
    await devices.capture.start();
    await settled();
    assert.deepEqual(inUse(), ['front', 'built in']);
    assert.deepEqual(devices.list.known.microphone.map(({ id }) => id), ['m1', 'm2']);
    assert.equal(devices.severalOfAny, true);
});

test('a choice is in use at once, on the same stream, and kept for the next visit', async () => {
    await devices.capture.start();
    await settled();
    const { stream } = devices.capture;
    const told = [];
    devices.capture.addEventListener('change', () => told.push(devices.inUse('camera')));
    await devices.choose('camera', 'c2');
    assert.deepEqual(inUse(), ['back', 'built in']);
    assert.equal(told.at(-1), 'back');
    assert.equal(devices.capture.stream, stream);
    assert.deepEqual(desk.live(), ['back', 'built in']);
    devices.close();

    devices = make();
    await devices.capture.start();
    await settled();
    assert.deepEqual(inUse(), ['back', 'built in']);
    await devices.choose('camera', '');
    assert.equal(devices.inUse('camera'), 'front');
    assert.equal(kept.get('device.camera'), null);
});

test('what is switched off stays off, what is muted stays muted, whatever is chosen', async () => {
    await devices.capture.start();
    await settled();
    await devices.capture.setCamera(false);
    await devices.capture.setMicrophone(false);
    await devices.choose('camera', 'c2');
    await devices.choose('microphone', 'm2');
    assert.deepEqual(inUse(), ['', 'headset']);
    assert.equal(devices.capture.status.camera, 'muted');
    assert.equal(devices.capture.tracks.microphone.enabled, false);
    await devices.capture.setCamera(true);
    assert.equal(devices.inUse('camera'), 'back');
});

test('a chosen device that is gone costs only itself: the other choice holds', async () => {
    kept.set('device.camera', 'c2').set('device.microphone', 'm2');
    desk.unplug('back');
    devices = make();
    await devices.capture.start();
    await settled();
    assert.deepEqual(inUse(), ['front', 'headset']);
    assert.equal(devices.failedChoice('camera'), false, 'what is not there has not failed');
});

test('pulled out in a call another one takes its place; plugged in again it is back', async () => {
    await devices.capture.start();
    await devices.choose('microphone', 'm2');
    desk.unplug('headset');
    await settled();
    assert.equal(devices.inUse('microphone'), 'built in');
    desk.plug('headset');
    await settled();
    assert.equal(devices.inUse('microphone'), 'headset');
    assert.equal(kept.get('device.microphone'), 'm2');
});

test('a chosen device that another program holds is told, and the one in use goes on', async () => {
    await devices.capture.start();
    desk.hold('back');
    await devices.choose('camera', 'c2');
    await settled();
    assert.equal(devices.inUse('camera'), 'front');
    assert.equal(devices.failedChoice('camera'), true);
});

test('voices come out of the chosen loudspeaker, old and new ones, until it is gone', async () => {
    await devices.capture.start();
    await settled();
    const [early, late] = [new Element(), new Element()];
    devices.output.attach(early);
    await devices.choose('speaker', 's2');
    devices.output.attach(late);
    assert.deepEqual([early.sinkId, late.sinkId], ['s2', 's2']);
    desk.unplug('loud');
    await settled();
    assert.deepEqual([early.sinkId, late.sinkId], ['', '']);
    desk.plug('loud');
    await settled();
    devices.output.detach(late);
    await devices.choose('speaker', 's1');
    assert.deepEqual([early.sinkId, late.sinkId], ['s1', 's2']);
});
