import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused, Unreachable } from '../../../web-static/js/lib/http.js';
import { forget, postOnce } from '../../../web-static/js/protocol/once.js';
import { fixture } from './support/fixtures.js';
import { Store } from './support/server.js';

/** A server that answers as it is told and notes what it was asked. */
function server(...answers) {
    const asked = [];
    const send = async (path, body) => {
        asked.push({ path, ...body });
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        return answer;
    };
    return { asked, send };
}

const refused = (code, status = 400) => new Refused(code, null, { status });
const ids = (asked) => asked.map((each) => each.request);

async function tries(store, place, { asked, send }, ...bodies) {
    const ends = [];
    for (const body of bodies)
        ends.push(await postOnce(place, '/api/cases', body, { send, store })
            .catch((error) => error.code || error.name));
    return { ends, ids: ids(asked) };
}

test('a lost answer is asked for again under the same id, by a new load of the page too', async () => {
    const store = new Store();
    const { ends, ids } =
        await tries(store, 'a', server(new Unreachable(), new Unreachable(), { id: 'c-1' }, { id: 'c-2' }), { n: 1 },
        { n: 1 }, { n: 1 }, { n: 2 });
    assert.deepEqual(ends, ['Unreachable', 'Unreachable', { id: 'c-1' }, { id: 'c-2' }]);
    assert.match(ids[0], /^[\w-]{22}$/);
    assert.equal(new Set(ids.slice(0, 3)).size, 1);
    assert.notEqual(ids[3], ids[0]);
    assert.equal(store.items.size, 0);
});

test('the id stands in the store before the request leaves', async () => {
    const store = new Store();
    await postOnce('b', '/api/cases', {},
        { store, send: async (path, { request }) => assert.deepEqual([...store.items.values()], [request]) });
});

test('after a refusal what is changed is another request', async () => {
    const { ends, ids } =
        await tries(new Store(), 'c', server(refused('bad_field'), { id: 'c-1' }), { n: 1 }, { n: 2 });
    assert.deepEqual(ends, ['bad_field', { id: 'c-1' }]);
    assert.notEqual(ids[0], ids[1]);
});

test('a refusal after a lost answer settles nothing, unless it says that the id is used', async () => {
    const server4 = server(new Unreachable(), refused('not_signed_in', 401), refused('bad_field'),
        refused('id_reused', 409), { id: 'c-2' });
    const { ends, ids } = await tries(new Store(), 'd', server4, { n: 1 }, { n: 1 }, { n: 2 }, { n: 3 }, { n: 3 });
    assert.deepEqual(ends, ['Unreachable', 'not_signed_in', 'bad_field', 'id_reused', { id: 'c-2' }]);
    assert.equal(new Set(ids.slice(0, 4)).size, 1);
    assert.notEqual(ids[4], ids[0]);
});

test("a fault of the server's leaves it open whether it was done", async () => {
    const { ids } = await tries(new Store(), 'e', server(refused('store_failed', 503), { id: 'c-1' }), { n: 1 },
        { n: 1 });
    assert.equal(ids[0], ids[1]);
});

test('two places have two ids, and a form that is thrown away gives its own up', async () => {
    const store = new Store();
    const one = server(new Unreachable(), { id: 'c-1' });
    const two = server(new Unreachable());
    await tries(store, 'f', one, {});
    await tries(store, 'g', two, {});
    forget('f', store);
    await tries(store, 'f', one, {});
    assert.equal(new Set([...ids(one.asked), ...ids(two.asked)]).size, 3);
    assert.equal(store.items.size, 1);
});

test('a browser that keeps nothing keeps the id as long as the page lives', async () => {
    const none = {
        getItem() { throw new Error('no'); }, setItem() { throw new Error('full'); },
        removeItem() { throw new Error('no'); },
    };
    const { ids } = await tries(none, 'h', server(new Unreachable(), { id: 'c-1' }), {}, {});
    assert.equal(ids[0], ids[1]);
});

test('every writing request of the protocol has its id', () => {
    for (const name of ['register', 'add-party', 'command', 'launch']) assert.ok(fixture(name).request, name);
});
