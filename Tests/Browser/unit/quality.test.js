import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureCodecs } from '../../../web-static/js/media/codecs.js';
import { VOICE_BPS, pictureEncoding } from '../../../web-static/js/media/encoding.js';
import { BEST, RUNGS, step } from '../../../web-static/js/media/quality.js';

const good = { seconds: 5, availableKbps: 900, lossPercent: 0, cpuLimited: false };
const narrow = { ...good, availableKbps: 120 };
const starved = { ...good, availableKbps: 60 };
const lossy = { ...good, lossPercent: 14 };
const hot = { ...good, cpuLimited: true };
const unknown = { ...good, availableKbps: null, lossPercent: null };
const after = (samples, from = BEST) => samples.reduce(step, from).rung;
const at = (rung) => ({ ...BEST, rung });

test('the ladder goes down after 8 s and up after 15', () => {
    const table = [
        ['health keeps the best', [good, good, good, good], 'full'],
        ['what the browser does not tell counts as health', [unknown, unknown, unknown], 'full'],
        ['one bad look is patience', [narrow], 'full'],
        ['a bad look between good ones is nothing', [narrow, good, narrow, good], 'full'],
        ['under 150 kbit/s', [narrow, narrow], 'lower'],
        ['above 10 % loss', [lossy, lossy], 'lower'],
        ['the processor at its end', [hot, hot], 'lower'],
        ['one cause may follow another', [hot, lossy], 'lower'],
        ['under 80 kbit/s the picture goes off at once', [starved, starved], 'off'],
        ['it goes on downwards', [lossy, lossy, lossy, lossy, lossy, lossy], 'off'],
        ['the least picture fits 120 kbit/s', [narrow, narrow, narrow, narrow, narrow, narrow, narrow, narrow],
            'least'],
        ['the processor alone never takes the last picture', Array(12).fill(hot), 'least'],
    ];
    for (const [name, samples, rung] of table) assert.equal(after(samples), rung, name);
});

test('the picture comes back by one rung in 15 s of health', () => {
    assert.equal(after([good, good], at('off')), 'off');
    assert.equal(after([good, good, good], at('off')), 'least');
    assert.equal(after(Array(9).fill(good), at('off')), 'full');
    assert.equal(after([good, good, narrow, good], at('lower')), 'lower');
});

test('a picture that is off comes back although nothing probes the network meanwhile', () => {
    assert.equal(after([starved, starved, starved], at('off')), 'least');
});

test('a rise that falls back makes the next one wait twice as long', () => {
    const fallen = [good, good, good, narrow, narrow].reduce(step, at('lower'));
    assert.deepEqual([fallen.rung, fallen.patience], ['lower', 30]);
    assert.equal(after([good, good, good], fallen), 'lower');
    assert.equal(after(Array(6).fill(good), fallen), 'full');
});

test('each rung asks for less than the one above', () => {
    for (const profile of ['phone', 'desk']) {
        for (const links of [1, 2, 3, 7]) {
            const row = RUNGS.map((rung) => pictureEncoding(rung, links, profile));
            assert.deepEqual(row.map((each) => each.active), [true, true, true, false]);
            for (let index = 1; index < 3; index += 1) {
                assert.ok(row[index].maxBitrate <= row[index - 1].maxBitrate);
                assert.ok(row[index].scaleResolutionDownBy > row[index - 1].scaleResolutionDownBy);
                assert.ok(row[index].maxFramerate <= row[index - 1].maxFramerate);
            }
        }
    }
});

test('a phone in a call of three uploads less than 1.2 Mbit/s', () => {
    const headers = 1.05;
    assert.ok(2 * (pictureEncoding('full', 2, 'phone').maxBitrate + VOICE_BPS) * headers < 1_200_000);
});

test('caps fall as links grow', () => {
    const caps = [1, 2, 3, 4, 7].map((links) => pictureEncoding('full', links, 'desk').maxBitrate);
    assert.deepEqual(caps.slice().sort((a, b) => b - a), caps);
});

test('VP8 stands first, then constrained baseline H.264, and nothing else but what repeats them', () => {
    const codecs = pictureCodecs([
        { mimeType: 'video/AV1' },
        { mimeType: 'video/H264', sdpFmtpLine: 'profile-level-id=640032;packetization-mode=1' },
        { mimeType: 'video/rtx' },
        { mimeType: 'video/H264',
            sdpFmtpLine: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f' },
        { mimeType: 'video/VP9' }, { mimeType: 'video/VP8' }, { mimeType: 'video/ulpfec' },
    ]);
    assert.deepEqual(codecs.map((codec) => codec.mimeType), ['video/VP8', 'video/H264', 'video/rtx']);
    assert.match(codecs[1].sdpFmtpLine, /42e01f/);
});
