import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommandOutbox, commandsKey } from '../../../web-static/js/protocol/outbox.js';
import { Store } from './support/server.js';

test('a command is stored before anybody can send it', () => {
    const store = new Store();
    const { command } = new CommandOutbox(store, 'k').add('edit', { text: '问' });
    assert.deepEqual(JSON.parse(store.getItem('k')), [command]);
    assert.match(command.id, /^[\w-]{22}$/);
});

test('only its own answer removes it, and only once', async () => {
    const store = new Store();
    const outbox = new CommandOutbox(store, 'k');
    const first = outbox.add('edit', {});
    const second = outbox.add('ready', {});
    assert.equal(outbox.settle({ type: 'result', id: 'somebody else' }), null);
    assert.equal(outbox.settle({ type: 'result', id: first.command.id, revision: 3 }), first.command);
    assert.equal(outbox.settle({ type: 'result', id: first.command.id, revision: 4 }), null);
    assert.equal((await first.answer).revision, 3);
    assert.deepEqual(outbox.pending, [second.command]);
    outbox.settle({ type: 'refused', id: second.command.id, code: 'wrong_state', field: 'seat' });
    await assert.rejects(second.answer, { name: 'Refused', code: 'wrong_state', field: 'seat' });
    assert.equal(store.getItem('k'), null);
});

test('what a reload left behind is there again, in order', () => {
    const store = new Store();
    const outbox = new CommandOutbox(store, 'k');
    const commands = ['consent', 'check', 'ready'].map((type) => outbox.add(type, {}).command);
    assert.deepEqual(new CommandOutbox(store, 'k').pending, commands);
});

test('a storage that refuses costs nothing but the reload', async () => {
    const full = {
        getItem() { throw new Error('no'); }, setItem() { throw new Error('full'); },
        removeItem() { throw new Error('no'); },
    };
    const outbox = new CommandOutbox(full, 'k');
    const { command, answer } = outbox.add('ready', {});
    outbox.settle({ type: 'result', id: command.id });
    assert.equal((await answer).id, command.id);
});

test('each session and seat has commands of its own', () => {
    assert.equal(commandsKey({ seatCredential: 's.1.2.7.secret' }), 'trialogue.commands.s.1.2');
    const keys = [{ seatCredential: 's-1.2.1.x' }, { seatCredential: 's-1.3.1.x' }, { session: 's-1' },
        { session: 's-1', watch: true }].map(commandsKey);
    assert.equal(new Set(keys).size, 4);
});
