import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftKey, SectionDraft } from '../../../web-static/js/pages/minutes/draft.js';
import { Store } from './support/server.js';

const KEY = draftKey('s-1', 'petitioner');

/** @param {Store} store */
function draft(store, text = '', revision = 0) {
    const made = new SectionDraft(store, KEY);
    made.server(text, revision);
    return made;
}

test('what is typed is in the store before it can be sent', () => {
    const store = new Store();
    const section = draft(store, '问：', 3);
    section.typed('问：谁推的？');
    assert.deepEqual(JSON.parse(store.getItem(KEY)), { text: '问：谁推的？', base: 3, sent: null });
    assert.deepEqual(section.next(), { text: '问：谁推的？', base: 3 });
});

test('the store forgets it only when the server has all of it', () => {
    const store = new Store();
    const section = draft(store);
    section.typed('一');
    section.sending();
    assert.equal(section.next(), null);
    section.typed('一二');
    section.saved(1);
    assert.deepEqual(JSON.parse(store.getItem(KEY)), { text: '一二', base: 1, sent: null });
    assert.deepEqual(section.next(), { text: '一二', base: 1 });
    section.sending();
    section.saved(2);
    assert.equal(section.dirty, false);
    assert.equal(store.getItem(KEY), null);
});

test('a reload brings back what was not sent', () => {
    const store = new Store();
    draft(store, '旧', 4).typed('旧的和新的');
    const again = new SectionDraft(store, KEY);
    assert.equal(again.server('旧', 4), true);
    assert.equal(again.text, '旧的和新的');
    assert.equal(again.conflict, null);
    assert.deepEqual(again.next(), { text: '旧的和新的', base: 4 });
});

test('an edit that was committed but never answered is known for our own after a kill', () => {
    const store = new Store();
    const section = draft(store, '', 0);
    section.typed('一');
    section.sending();
    section.typed('一二三');
    const again = new SectionDraft(store, KEY);
    again.server('一', 1);
    assert.equal(again.conflict, null);
    assert.equal(again.text, '一二三');
    assert.deepEqual(again.next(), { text: '一二三', base: 1 });
});

test('an edit that was committed whole leaves nothing to send after a kill', () => {
    const store = new Store();
    const section = draft(store, '', 0);
    section.typed('一');
    section.sending();
    const again = new SectionDraft(store, KEY);
    again.server('一', 1);
    assert.equal(again.next(), null);
    assert.equal(store.getItem(KEY), null);
});

test('when the server moved on meanwhile both versions stay, and nothing is sent until a person chose', () => {
    const store = new Store();
    draft(store, '旧', 4).typed('我写的');
    const again = new SectionDraft(store, KEY);
    again.server('别人写的', 6);
    assert.equal(again.text, '我写的');
    assert.deepEqual(again.conflict, { text: '别人写的', revision: 6 });
    assert.equal(again.next(), null);
    assert.notEqual(store.getItem(KEY), null);
    again.choose('both');
    assert.deepEqual(again.next(), { text: '别人写的\n我写的', base: 6 });
});

test('to choose the server\'s version is to send nothing; to choose the own one sends it on the new base', () => {
    for (const [choice, next] of /** @type {const} */ ([['theirs', null], ['mine', { text: '我写的', base: 6 }]])) {
        const store = new Store();
        const section = draft(store, '旧', 4);
        section.typed('我写的');
        section.server('别人写的', 6);
        section.choose(choice);
        assert.deepEqual(section.next(), next);
        assert.equal(store.getItem(KEY) === null, choice === 'theirs');
    }
});

test('an own edit that the state shows before its answer is no conflict', () => {
    const section = draft(new Store());
    section.typed('一');
    section.sending();
    section.server('一', 1);
    assert.equal(section.conflict, null);
    section.saved(1);
    assert.equal(section.dirty, false);
});

test('an old snapshot takes nothing back', () => {
    const section = draft(new Store());
    section.typed('一');
    section.sending();
    section.saved(1);
    assert.equal(section.server('', 0), false);
    assert.equal(section.text, '一');
});

test('another page\'s edit of a section that nobody touches here is shown', () => {
    const section = draft(new Store(), '一', 1);
    assert.equal(section.server('一二', 2), true);
    assert.equal(section.text, '一二');
    assert.equal(section.next(), null);
});

test('a refusal loses nothing', () => {
    const store = new Store();
    const section = draft(store);
    section.typed('一');
    section.sending();
    section.failed();
    assert.deepEqual(section.next(), { text: '一', base: 0 });
    assert.notEqual(store.getItem(KEY), null);
});

test('a browser that keeps nothing is noticed', () => {
    const section = new SectionDraft({ getItem: () => null, setItem() { throw new Error('full'); }, removeItem() {} },
        KEY);
    section.server('', 0);
    section.typed('一');
    assert.equal(section.kept, false);
    assert.deepEqual(section.next(), { text: '一', base: 0 });
});
