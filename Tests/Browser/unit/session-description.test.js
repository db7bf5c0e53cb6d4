import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { forTheWire, fromTheWire, withoutAbsentFormats } from '../../../web-static/js/media/session-description.js';

/** What Firefox 153 offers with VP8 and its repair alone preferred (codecs.js): three media parts. */
const firefox = readFileSync(new URL('support/firefox-offer.sdp', import.meta.url), 'utf8').replace(/\n/g, '\r\n');
const lines = (sdp) => sdp.split('\r\n');

/** The formats that lines of a media part speak of, and those that it lists. */
function formats(sdp) {
    return sdp.split(/^(?=m=)/m).slice(1).map((part) => {
        const listed = lines(part)[0].split(' ').slice(3);
        const spoken = [...part.matchAll(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /gm)].map(([, format]) => format);
        return { listed, spoken: [...new Set(spoken)] };
    });
}

test('Firefox speaks of formats that it does not list: they go, and nothing else does', () => {
    const absent = ['121', '122', '123', '99'];
    for (const { listed, spoken } of formats(firefox).slice(1)) {
        assert.deepEqual(spoken.filter((format) => !listed.includes(format)).sort(), absent);
    }
    const wired = withoutAbsentFormats(firefox);
    for (const { listed, spoken } of formats(wired)) assert.deepEqual([...listed].sort(), spoken.sort());
    assert.deepEqual(lines(firefox).filter((line) => !absent.some((format) => line.startsWith(`a=rtcp-fb:${format} `))),
        lines(wired));
});

test('what leaves is mended, and what comes from a page that did not is mended too', () => {
    assert.deepEqual(formats(forTheWire(firefox)).map(({ spoken }) => spoken.length), [5, 2, 2]);
    const description = { type: 'offer', sdp: firefox };
    assert.deepEqual(fromTheWire(description), { type: 'offer', sdp: withoutAbsentFormats(firefox) });
    assert.equal(description.sdp, firefox);
});

test('each kind of line of a format goes with it, in its own media part alone', () => {
    const sdp = ['v=0', 'a=rtpmap:98 session/1', 'm=audio 9 UDP/TLS/RTP/SAVPF 111 8', 'a=rtpmap:111 opus/48000/2',
        'a=fmtp:98 apt=96', 'a=rtcp-fb:* nack',
        'm=video 9 UDP/TLS/RTP/SAVPF 96 98', 'a=rtpmap:96 VP8/90000', 'a=rtpmap:98 rtx/90000', 'a=fmtp:98 apt=96',
        'a=rtpmap:111 opus/48000/2',
        'a=imageattr:97 send * recv *', 'a=rtcp-fb:97 nack', 'a=rtcp-fb:* ccm fir', 'a=extmap:97 urn:x',
        'a=ssrc:97 cname:x', 'a=framerate:97',
        'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=sctp-port:5000', ''].join('\r\n');
    const gone = lines(sdp).filter((line) => !lines(withoutAbsentFormats(sdp)).includes(line));
    assert.deepEqual(gone, ['a=imageattr:97 send * recv *', 'a=rtcp-fb:97 nack']);
    assert.deepEqual(lines(withoutAbsentFormats(sdp))
        .filter((line) => line === 'a=rtpmap:111 opus/48000/2' || line === 'a=fmtp:98 apt=96').length, 2);
});

test('a description that is as it should be stays as it is, whatever its line ends', () => {
    const clean = withoutAbsentFormats(firefox);
    assert.equal(withoutAbsentFormats(clean), clean);
    for (const sdp of ['', 'v=0', 'v=0\nm=audio 9 RTP/AVP 0\na=rtpmap:0 PCMU/8000\n', 'm=\r\n', 'm=audio\r\n'])
        assert.equal(withoutAbsentFormats(sdp), sdp);
});
