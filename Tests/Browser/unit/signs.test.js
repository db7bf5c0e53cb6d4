import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import test from 'node:test';

const ROOT = new URL('../../../web-static/', import.meta.url).pathname;

/** All modules that one imports statically, itself among them. */
function graph(start) {
    const seen = new Map();
    const waiting = [start];
    while (waiting.length) {
        const path = waiting.pop();
        if (seen.has(path)) continue;
        const source = readFileSync(join(ROOT, path), 'utf8');
        seen.set(path, source);
        for (const [, from] of source.matchAll(/^(?:import|export)\b[^;'"(]*?'([^']+\.js)'/gm)) {
            waiting.push(normalize(join(dirname(path), from)));
        }
    }
    return seen;
}

const drawnIn = (path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^ {4}'?([\w-]+)'?: '[Mm]/gm)].map(([, name]) => name);

/** The signs that a module names in its own words. */
const named = (source) =>
    [...source.matchAll(/\bicon\('([\w-]+)'|\bsign: '([\w-]+)'/g)].map(([, one, other]) => one || other);

const first = drawnIn('js/ui/icon.js');
const rest = drawnIn('js/ui/signs.js');

test('no sign is drawn twice', () => {
    assert.ok(first.length > 5 && rest.length > 20);
    assert.deepEqual(first.filter((name) => rest.includes(name)), []);
});

test('the first page of an invited person names only the signs that come with it', () => {
    const modules = graph('js/pages/room/party/join.js');
    assert.ok(!modules.has('js/ui/signs.js'));
    for (const [path, source] of modules) for (const name of named(source))
        assert.ok(first.includes(name), `${path}: ${name}`);
});

test('every other page brings all signs, and names none that is not drawn', () => {
    for (const page of ['accounts/sign-in', 'case/case', 'case/desk/desk', 'minutes/minutes', 'room/host/live',
        'room/party/aside', 'room/party/onward']) {
        const modules = graph(`js/pages/${page}.js`);
        assert.ok(modules.has('js/ui/signs.js'), page);
        for (const [path, source] of modules) {
            for (const name of named(source))
                assert.ok(first.includes(name) || rest.includes(name), `${path}: ${name}`);
        }
    }
});
