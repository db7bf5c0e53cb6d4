import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

globalThis.document = /** @type {any} */ ({ documentElement: {} });
globalThis.fetch = async (/** @type {string} */ path) => ({
    ok: true, json: async () => JSON.parse(readFileSync(new URL(`../../../web-static${path}`, import.meta.url), 'utf8')
        .replace(/^\{/, '{"probe": "{n} {n, minute, minutes} of {all}|left", ')),
});
const { loadTexts, setLocale, t } = await import('../../../web-static/js/lib/text.js');
await loadTexts('common', 'live', 'party', 'refused', 'bureau');
globalThis.document.querySelectorAll = () => [];
await setLocale('en');

test('words agree with their number: one form for 1, another for every other number', () => {
    assert.equal(t('common.probe', { n: 1, all: 3 }), '1 minute of 3left');
    assert.equal(t('common.probe', { n: '1', all: 1 }), '1 minute of 1left');
    for (const n of [0, 2, 11, 21, '3']) assert.equal(t('common.probe', { n, all: 3 }), `${n} minutes of 3left`);
});

test('a place without its filling stays as it is, and so do both its forms', () => {
    assert.equal(t('common.probe', { all: 3 }), '{n} {n, minute, minutes} of 3left');
});

test('the screens say 1 as they should', () => {
    assert.equal(t('live.wait.done', { name: 'Lin', n: 1 }), 'Lin was asked to wait 1 minute');
    assert.equal(t('live.hear.outside', { n: 1 }), ' 1 in the waiting room does not hear.');
    assert.equal(t('live.hear.outside', { n: 2 }), ' 2 in the waiting room do not hear.');
    assert.equal(t('party.outside.until', { n: 1, time: '9:10' }), 'About 1 minute, back at about 9:10');
    assert.equal(t('refused.field.over', { letters: 201, limit: 200, n: 1 }), '201 of 200 characters, 1 too many');
    assert.equal(t('live.caucus.sealing_wait', { names: 'Lin', n: 1 }), 'Waiting until the device of Lin confirms.');
    assert.equal(t('live.caucus.sealing_wait', { names: 'Lin and Su', n: 2 }),
        'Waiting until the devices of Lin and Su confirm.');
});
