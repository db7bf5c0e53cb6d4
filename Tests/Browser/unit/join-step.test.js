import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepOf } from '../../../web-static/js/pages/room/party/step.js';

/**
 * @param {string} standing
 * @param {string} [phase]
 */
function state(standing, phase = 'waiting') {
    return /** @type {any} */ ({ me: { seat: 2 }, session: { phase }, seats: [{ seat: 2, standing }] });
}

/** @param {object} [connection] */
function line(connection) {
    return /** @type {any} */ ({ phase: 'open', code: null, closeCode: null, ...connection });
}

test('each standing has its step', () => {
    for (const [standing, step] of [['link_opened', 'join'], ['consented', 'check'], ['waiting', 'waiting'],
        ['admitted', 'call'], ['left', 'left']]) {
        assert.equal(stepOf({ connection: line(), state: state(standing) }).name, step);
    }
});

test('a lost line leaves a person where they are', () => {
    for (const phase of ['waiting', 'connecting'])
        assert.equal(stepOf({ connection: line({ phase }), state: state('admitted', 'in_session') }).name, 'call');
});

test('an end is an end, however the page learns of it', () => {
    assert.equal(stepOf({ connection: line(), state: state('admitted', 'ended') }).name, 'end');
    assert.equal(stepOf({ connection: line({ phase: 'stopped', closeCode: 4005 }),
        state: state('admitted', 'in_session') }).name, 'end');
    assert.equal(stepOf({ connection: line({ phase: 'refused', code: 'session_over' }), state: null }).name, 'end');
});

test('every way out is told apart', () => {
    const stopped = (/** @type {number} */ closeCode) =>
        stepOf({ connection: line({ phase: 'stopped', closeCode }), state: state('admitted', 'in_session') });
    assert.deepEqual([4002, 4003, 4004, 1008].map((code) => stopped(code).why),
        ['link_spent', 'taken_over', 'shown_out', 'fault']);
    assert.equal(stopped(1000).name, 'left');
});

test('what the server said before it closed is told instead of the close', () => {
    const stopped = (/** @type {string | null} */ code) =>
        stepOf({ connection: line({ phase: 'stopped', closeCode: 4002, code }), state: null }).why;
    assert.deepEqual(['not_permitted', 'waiting_for_officer', 'not_signed_in', 'not_found', null].map(stopped),
        ['not_permitted', 'many_devices', 'link_spent', 'link_spent', 'link_spent']);
});

test('a taken seat is a question to the person, a pending one a wait for the officer', () => {
    assert.deepEqual(stepOf({ connection: line({ phase: 'refused', code: 'open_in_other_tab' }), state: null }),
        { name: 'problem', why: 'open_in_other_tab' });
    assert.deepEqual(stepOf({ connection: line({ phase: 'pending' }), state: null }),
        { name: 'problem', why: 'waiting_for_officer' });
});

test('before the first state nothing is claimed', () => {
    assert.equal(stepOf({ connection: line({ phase: 'connecting' }), state: null }).name, 'connecting');
});
