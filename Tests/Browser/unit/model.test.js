import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hearing } from '../../../web-static/js/model/hearing.js';
import { isInCall, mySeat, sortSeats, waitingSeats } from '../../../web-static/js/model/seats.js';
import { tiles } from '../../../web-static/js/model/tiles.js';

const seat = (number, role, more = {}) => ({
    seat: number, role, name: `${role}${number}`, standing: 'admitted', presence: 'here', since: 0,
    media: { microphone: 'live', camera: 'live' }, ...more,
});
const room = (me, ...seats) => ({ me: { seat: me }, seats });
const three = (me = 2, more = {}) =>
    room(me, seat(4, 'lawyer', { standing: 'waiting', since: 5 }), seat(3, 'respondent', more), seat(1, 'host'),
    seat(2, 'petitioner'));

test('everyone who is linked with me hears me: open', () => {
    assert.deepEqual(hearing(three(), [1, 3]).names, ['host1', 'respondent3']);
    assert.equal(hearing(three(), [1, 3]).kind, 'open');
});

test('nobody in the call but me: alone', () => {
    for (const state of [null, room(2, seat(2, 'petitioner')),
        room(2, seat(1, 'host'), seat(2, 'petitioner', { standing: 'waiting' }))]) {
        assert.equal(hearing(state, [1, 2, 3]).kind, 'alone');
    }
});

test('somebody in the call with whom no sound passes: apart, by name', () => {
    const { kind, names, missingNames } = hearing(three(2, { presence: 'lost' }), [1]);
    assert.deepEqual([kind, names, missingNames], ['apart', ['host1'], ['respondent3']]);
    assert.equal(hearing(three(), []).kind, 'apart');
});

test('a link to somebody who is not in the call hears nothing', () => {
    assert.deepEqual(hearing(three(), [1, 3, 4]).names, ['host1', 'respondent3']);
});

test('my own silence is told beside', () => {
    assert.equal(hearing(three(), [1, 3]).muted, false);
    const state = room(2, seat(1, 'host'), seat(2, 'petitioner', { media: { microphone: 'stopped', camera: 'live' } }));
    assert.equal(hearing(state, [1]).muted, true);
});

test('seats stand in an order that no arrival and no speaker changes', () => {
    const seats = three().seats;
    assert.deepEqual(sortSeats(seats).map((each) => each.seat), [1, 2, 3, 4]);
    assert.deepEqual(sortSeats(seats.slice().reverse()), sortSeats(seats));
    assert.deepEqual(sortSeats([seat(5, 'unheard_of'), seat(6, 'witness')]).map((each) => each.seat), [6, 5]);
});

test('who waits longest stands first', () => {
    const state = room(1, seat(1, 'host'), seat(2, 'petitioner', { standing: 'waiting', since: 9 }),
        seat(3, 'respondent', { standing: 'waiting', since: 4 }));
    assert.deepEqual(waitingSeats(state).map((each) => each.seat), [3, 2]);
    assert.equal(mySeat(state).seat, 1);
});

test('a seat in its grace keeps its place, one that is absent or gone does not', () => {
    const places = [{}, { presence: 'lost' }, { presence: 'absent' }, { standing: 'left' }, { standing: 'removed' },
        { standing: 'waiting' }];
    assert.deepEqual(places.map((more) => isInCall(seat(2, 'petitioner', more))),
        [true, true, false, false, false, false]);
});

test('tiles follow the server\'s list, the own one last', () => {
    assert.deepEqual(tiles(three(1), [2, 3], 3).map((tile) => [tile.seat.seat, tile.mine, tile.shows, tile.speaks]),
        [[2, false, 'picture', false], [3, false, 'picture', true], [1, true, 'picture', false]]);
    assert.deepEqual(tiles(null, []), []);
});

test('a tile says why it shows no picture', () => {
    const cases = [
        [{}, [1, 3], 'picture'], [{ media: { microphone: 'live', camera: 'muted' } }, [1, 3], 'face'],
        [{}, [1], 'joining'],
        [{ presence: 'lost', since: 77 }, [1], 'lost'], [{ presence: 'lost', since: 77 }, [1, 3], 'picture'],
    ];
    for (const [more, open, shows] of cases) {
        const tile = tiles(three(2, more), open).find((each) => each.seat.seat === 3);
        assert.equal(tile.shows, shows);
        assert.equal(tile.lostSince, more.presence === 'lost' ? 77 : null);
    }
});

const wall = (phase, members, confirmed = members) => ({ number: 1, phase, members, confirmed });
const behind = (me, phase, members, links) =>
    ({ ...three(me), wall: wall(phase, members), links: links.map((peer) => ({ peer, epoch: 1 })) });

test('the green word needs the sealed wall and that this page holds nothing across it', () => {
    assert.equal(hearing(behind(1, 'sealing', [1, 2], [2]), [2]).kind, 'sealing');
    assert.equal(hearing(behind(1, 'sealed', [1, 2], [2]), [2]).kind, 'sealed');
    assert.equal(hearing(behind(1, 'sealed', [1, 2], [2]), [2], [2, 3]).kind, 'sealing');
    assert.equal(hearing(behind(1, 'sealed', [1, 2], [2]), [], []).kind, 'sealing');
    const sealed = hearing(behind(1, 'sealed', [1, 2], [2]), [], [2]);
    assert.deepEqual([sealed.kind, sealed.missing.length, sealed.excluded.map((each) => each.seat)],
        ['sealed', 1, [3]]);
    assert.equal(hearing(behind(3, 'sealed', [1, 2], []), []).kind, 'outside');
    assert.equal(hearing(behind(3, 'sealed', [1, 2], []), [], [1]).kind, 'parting',
        'outside too a page speaks from its own connections');
    assert.equal(hearing(behind(3, 'sealing', [1, 2], []), []).kind, 'outside');
});

test('nobody is seen across a wall', () => {
    const seats = (state, open) => tiles(state, open).map((tile) => tile.seat.seat);
    assert.deepEqual(seats(behind(1, 'sealed', [1, 2], [2]), [2]), [2, 1]);
    assert.deepEqual(seats(behind(3, 'sealing', [1, 2], []), []), [3]);
});

test('whoever is shielded from my voice does not hear me; a face that is kept from me is no picture', () => {
    const links = [{ peer: 1, epoch: 1 },
        { peer: 3, epoch: 1, send: { voice: false, face: true }, receive: { voice: true, face: false } }];
    const state = { ...three(2), links };
    assert.deepEqual(hearing(state, [1, 3]).names, ['host1']);
    assert.equal(tiles(state, [1, 3]).find((tile) => tile.seat.seat === 3).shows, 'face');
});

const shield = (subject, from, medium) => ({ subject, from, medium });

test('who sees me is told apart from who hears me', () => {
    const links = [{ peer: 1, epoch: 1 }, { peer: 3, epoch: 1, send: { voice: true, face: false } }];
    const { hears, sees } = hearing({ ...three(2), links }, [1, 3]);
    assert.deepEqual([hears, sees].map((seats) => seats.map((each) => each.seat)), [[1, 3], [1]]);
});

test('two whom the officer keeps apart miss no connection, and see that it is arranged', () => {
    const shields = [shield(2, 3, 'voice'), shield(2, 3, 'face'), shield(3, 2, 'voice'), shield(3, 2, 'face')];
    const state = { ...three(2), links: [{ peer: 1, epoch: 1 }], shields };
    assert.equal(hearing(state, [1]).kind, 'open');
    const tile = tiles(state, [1]).find((each) => each.seat.seat === 3);
    assert.deepEqual([tile.shows, tile.kept], ['face', true]);
    const half = { ...state, shields: shields.slice(0, 3) };
    assert.equal(hearing(half, [1]).kind, 'apart', 'what may still pass one way is waited for');
});
