import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { draftKey } from '../../../web-static/js/pages/minutes/draft.js';
import { MinutesSaver } from '../../../web-static/js/pages/minutes/saver.js';
import { LETTERS } from '../../../web-static/js/protocol/limits.js';
import { PASSING } from '../../../web-static/js/protocol/refusals.js';
import { protocol } from './support/fixtures.js';
import { Store } from './support/server.js';

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, window: globalThis.window };
/** @type {Map<number, () => void>} */
const timers = new Map();

beforeEach(() => {
    timers.clear();
    let number = 0;
    globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ act) => timers.set(number += 1, act)
        && number);
    globalThis.clearTimeout = /** @type {any} */ ((/** @type {number} */ timer) => timers.delete(timer));
    globalThis.window = /** @type {any} */ (globalThis);
});
afterEach(() => Object.assign(globalThis, real));

/** Lets every timer that is set now go off. */
function wait() {
    for (const [timer, act] of Array.from(timers)) {
        timers.delete(timer);
        act();
    }
}

class Client extends EventTarget {
    connection = { phase: 'open' };
    pending = [];
    /** @type {{type: string, fields: any}[]} */
    asked = [];
    state = { minutes: { frozen: null,
        sections: ['petitioner', 'result'].map((key) => ({ key, text: '', revision: 0 })) } };

    /** @type {(type: string, fields: any) => Promise<any>} */
    request(type, fields) {
        this.asked.push({ type, fields });
        return new Promise(() => {});
    }

    serverNow() {
        return 1;
    }

    /** @param {object} answer to what was asked last */
    answer(answer) {
        const command = this.asked[this.asked.length - 1];
        this.dispatchEvent(new CustomEvent('settled', { detail: { command, answer } }));
    }

    get texts() {
        return this.asked.map(({ fields }) => fields.text);
    }
}

function room() {
    const client = new Client();
    const store = new Store();
    const saver = new MinutesSaver(/** @type {any} */ (client), 's-1', store);
    saver.take();
    return { client, store, saver };
}

test('a refusal for good is never tried again, and what is typed after it is saved', () => {
    const { client, store, saver } = room();
    saver.typed('petitioner', '甲');
    wait();
    client.answer({ type: 'refused', code: 'bad_field', field: 'text' });
    assert.equal(saver.trouble('petitioner'), 'bad_field');
    assert.equal(saver.kind, 'refused');
    for (let round = 0; round < 3; round += 1) {
        wait();
        saver.take();
        saver.sendAll();
        client.dispatchEvent(new CustomEvent('welcome'));
    }
    assert.deepEqual(client.texts, ['甲']);
    assert.equal(JSON.parse(store.getItem(draftKey('s-1', 'petitioner'))).text, '甲');

    // Another section goes on being saved.
    saver.typed('result', '乙');
    wait();
    client.answer({ type: 'result', revision: 1 });
    assert.equal(saver.trouble('result'), null);
    assert.deepEqual(client.texts, ['甲', '乙']);

    // And so does this one, when a person has changed it.
    saver.typed('petitioner', '甲丙');
    assert.equal(saver.trouble('petitioner'), null);
    wait();
    client.answer({ type: 'result', revision: 1 });
    assert.deepEqual(client.texts, ['甲', '乙', '甲丙']);
    assert.ok(saver.clean);
});

test('what was typed while a refusal was on its way goes out after it', () => {
    const { client, saver } = room();
    saver.typed('petitioner', '甲');
    wait();
    saver.typed('petitioner', '甲乙');
    client.answer({ type: 'refused', code: 'bad_field', field: 'text' });
    wait();
    assert.deepEqual(client.texts, ['甲', '甲乙']);
});

test('trouble of the moment is tried again', () => {
    for (const code of ['store_failed', 'busy', 'slow_down', 'host_absent']) {
        const { client, saver } = room();
        saver.typed('petitioner', '甲');
        wait();
        client.answer({ type: 'refused', code });
        assert.equal(saver.trouble('petitioner'), null);
        assert.equal(saver.kind, 'unsaved');
        wait();
        assert.deepEqual(client.texts, ['甲', '甲'], code);
    }
});

test('what is tried again is what the protocol says, and a page that stops', () => {
    const said = /A page repeats by itself only what (.*?) refused[;.]/.exec(protocol);
    const codes = [...(said ? said[1] : '').matchAll(/`(\w+)`/g)].map(([, code]) => code);
    assert.deepEqual([...codes, 'stopped'].sort(), [...PASSING].sort());
});

test('before an end everything that waits goes out, also what was typed while it did', async () => {
    const { client, saver } = room();
    saver.typed('petitioner', '甲');
    const settled = saver.settle(1000);
    assert.deepEqual(client.texts, ['甲']);
    saver.typed('petitioner', '甲乙');
    client.answer({ type: 'result', revision: 1 });
    assert.deepEqual(client.texts, ['甲', '甲乙']);
    client.answer({ type: 'result', revision: 2 });
    assert.equal(await settled, true);
});

test('without a line an end does not wait for ever', async () => {
    const { client, saver } = room();
    client.connection.phase = 'waiting';
    saver.typed('petitioner', '甲');
    const settled = saver.settle(1000);
    wait();
    assert.equal(await settled, false);
});

test('what can not be saved keeps nobody from ending', async () => {
    const { client, saver } = room();
    saver.typed('petitioner', '甲');
    const settled = saver.settle(1000);
    client.answer({ type: 'refused', code: 'bad_field', field: 'text' });
    assert.equal(await settled, false);
});

test('a section that is too long is told of, waits, and is saved when it is short enough', () => {
    const { client, saver } = room();
    saver.typed('petitioner', '字'.repeat(LETTERS.section + 1));
    wait();
    assert.deepEqual([saver.trouble('petitioner'), saver.kind, client.asked.length], ['too_large', 'refused', 0]);
    saver.typed('petitioner', '字'.repeat(LETTERS.section - 1) + '😀');
    wait();
    assert.equal(client.asked.length, 1);
});

test('what is sent is cleaned, and the cleaned text counts as saved', () => {
    const { client, saver } = room();
    saver.typed('petitioner', '一\u000b二\u202e三\ud83d');
    wait();
    client.answer({ type: 'result', revision: 1 });
    assert.deepEqual(client.texts, ['一\n二三\ufffd']);
    assert.ok(saver.clean);
    assert.equal(saver.drafts.get('petitioner').text, '一\u000b二\u202e三\ud83d');
});

test('another page\'s version never replaces what an input method composes', () => {
    const { client, saver } = room();
    saver.composing('petitioner', true);
    client.state.minutes.sections[0] = { key: 'petitioner', text: '别人写的', revision: 1 };
    saver.take();
    assert.equal(saver.drafts.get('petitioner').text, '');
    assert.deepEqual(saver.drafts.get('petitioner').conflict, { text: '别人写的', revision: 1 });
});
