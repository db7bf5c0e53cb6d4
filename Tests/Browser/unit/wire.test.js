import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forTheWire as candidateForTheWire } from '../../../web-static/js/media/candidates.js';
import { forTheWire, userFragments } from '../../../web-static/js/media/session-description.js';
import { fixture } from './support/fixtures.js';

const relayed = 'candidate:1 1 udp 41885439 203.0.113.9 61000 typ relay raddr 198.51.100.7 rport 50123 '
    + 'generation 0 ufrag abcd network-cost 999';
const table = [
    ['a relayed one', relayed, true],
    ['a host one', 'candidate:1 1 udp 2113937151 192.168.1.2 50123 typ host generation 0 ufrag abcd', false],
    ['one behind mDNS', 'candidate:1 1 udp 2113937151 0f1e.local 50123 typ host', false],
    ['a server-reflexive one',
        'candidate:1 1 udp 1677729535 198.51.100.7 50123 typ srflx raddr 192.168.1.2 rport 50123', false],
    ['a host one that calls itself relay elsewhere', 'candidate:relay 1 udp 1 192.168.1.2 50123 typ host ufrag relay',
        false],
    ['one with the type in another place', 'candidate:1 1 udp 1 typ relay 50123 typ host', false],
    ['no candidate at all', 'typ relay', false],
];

test('on a relay link only relayed candidates leave the page', () => {
    for (const [name, candidate, passes] of table) {
        assert.equal(candidateForTheWire({ candidate, sdpMid: '0', sdpMLineIndex: 0 }, 'relay') !== null, passes, name);
    }
});

test('where a relayed candidate was gathered from is zeroed, and nothing else of it changes', () => {
    const { candidate, usernameFragment } =
        candidateForTheWire({ candidate: relayed, sdpMid: '0', sdpMLineIndex: 0 }, 'relay');
    assert.equal(candidate, relayed.replace('198.51.100.7', '0.0.0.0').replace('50123', '0'));
    assert.equal(usernameFragment, 'abcd');
});

test('on a direct link every candidate leaves as it is', () => {
    for (const [, candidate] of table.slice(0, 4))
        assert.equal(candidateForTheWire({ candidate }, 'direct').candidate, candidate);
});

test('a candidate has the members of the fixture', () => {
    const wired = candidateForTheWire({ candidate: relayed, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' },
        'relay');
    assert.deepEqual(Object.keys(wired), Object.keys(fixture('signal-candidates').body.candidates[0]));
});

const sdp = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 'm=audio 9 UDP/TLS/RTP/SAVPF 111 63', 'a=ice-ufrag:abcd',
    'a=fingerprint:sha-256 AB:CD',
    'a=candidate:1 1 udp 1 192.168.1.2 5 typ host', 'a=end-of-candidates', 'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10;useinbandfec=1', 'a=fmtp:63 111/111', 'm=video 9 UDP/TLS/RTP/SAVPF 96', 'a=ice-ufrag:abcd',
    'a=candidate:2 1 udp 1 192.168.1.2 6 typ host', 'a=rtpmap:96 VP8/90000', ''].join('\r\n');

test('no candidate hides in a description, and all else but the wish for the voice stays', () => {
    const wired = forTheWire(sdp);
    assert.doesNotMatch(wired, /candidate/);
    const expected = sdp.split('\r\n').filter((line) => !line.includes('candidate')).join('\r\n')
        .replace('minptime=10;useinbandfec=1', 'minptime=10;useinbandfec=1;usedtx=1');
    assert.equal(wired, expected);
    assert.equal(forTheWire(wired), wired);
});

test('a description on the wire holds no escape but of line ends', () => {
    assert.doesNotMatch(JSON.stringify(forTheWire(sdp)).replace(/\\[rnt"\\/]/g, ''), /\\/);
});

test('user fragments are read from every part of a description', () => {
    assert.deepEqual([...userFragments(sdp)], ['abcd']);
    assert.deepEqual([...userFragments('v=0\r\n')], []);
});
