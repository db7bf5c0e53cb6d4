// What the case page makes of a case without a server: its orders, what a sign-off lacks, its story.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from './support/fixtures.js';
import './support/forms.js';

const ME = {
    office: '青禾区公安分局', demo: true,
    account: { id: 'a-L005', staffNo: 'L005', name: '管仲平', role: 'liaison', unit: '治安大队', fields: '' },
};

test('every order stands in the table, and opens as a paper with its number', async () => {
    const { orders } = await import('../../../web-static/js/pages/case/handling/orders.js');
    const file = fixture('case');
    document.body.appendChild(orders(file, ME, () => {}));
    const rows = document.querySelectorAll('button').filter((each) => each.classList.contains('link'));
    assert.equal(rows.length, file.orders.length);
    for (const [index, row] of rows.entries()) {
        row.click();
        const paper = document.querySelectorAll('article').at(-1).textContent;
        const { no, text, unit, items, answer } = file.orders[index];
        for (const part of [no, text, unit, ME.office, ...items.map((each) => each.text), answer ? answer.text : '']) {
            // A letter addresses its department in a sentence of the text tables.
            assert.ok(paper.includes(part) || (file.orders[index].kind === 'letter' && part === unit), part);
        }
        document.querySelectorAll('.close').at(-1).click();
    }
});

test('each unit has its state, each item its words, and the reader the acts of the own unit', async () => {
    const { jointHandling } = await import('../../../web-static/js/pages/case/handling/items.js');
    const file = { ...fixture('case'), may: ['progress', 'answer'] };
    const opened = [];
    const place = document.body.appendChild(jointHandling(file, ME, (step, about) => opened.push([step, about.item])));
    const rows = place.querySelectorAll('li').map((each) => each.textContent);
    assert.equal(rows.length, 2);
    assert.ok(rows[0].includes('录像一段，附件 1。') && rows[1].includes('等医院盖章'));
    // The first is another unit's and has its answer: there is nothing to press.
    const acts = place.querySelectorAll('button').map((each) => each.textContent);
    assert.deepEqual(acts, ['bureau.orders.progress', 'bureau.orders.answer']);
    for (const each of place.querySelectorAll('button')) each.click();
    assert.deepEqual(opened, [['progress', 2], ['answer', 2]]);
    assert.equal(jointHandling({ ...file, may: [] }, ME, () => {}).querySelectorAll('button').length, 0);
});

test('a date that a rule made shows how it came about, and one that a person set does not', async () => {
    const { limits } = await import('../../../web-static/js/pages/case/due.js');
    const file = fixture('case');
    const place = document.body.appendChild(limits(file));
    const calculations = place.querySelectorAll('.calc');
    assert.equal(calculations.length, file.due.filter((each) => each.reckoning && !each.doneAt).length);
    assert.ok(calculations[0].textContent.includes('bureau.reckoning.from'));
    const [term] = file.due.filter((each) => each.reckoning);
    const rolled = { ...term, reckoning: {
        ...term.reckoning, extended: 20, counted: { at: term.at - 86_400_000, kind: 'holiday', name: '劳动节' },
    } };
    const words = limits({ ...file, due: [rolled] }).querySelectorAll('.calc')[0].textContent;
    for (const part of ['holiday', 'extended', 'rolled']) assert.ok(words.includes(`bureau.reckoning.${part}`), part);
});

test('what a sign-off lacks stands first; a file that lacks something says what', async () => {
    const { closingChecks } = await import('../../../web-static/js/pages/case/archive/checks.js');
    const file = { ...fixture('case'), status: 'followed_up' };
    file.checks = file.checks.map((each) => ({ ...each, isPassed: each.check !== 'performed' }));
    const items = (made) => made.body.querySelectorAll('li').map((each) => each.textContent);
    assert.ok(items(closingChecks(file))[0].includes('bureau.checks.performed'));
    const signed = { ...file, status: 'signed_off', lacks: ['follow_up'] };
    assert.deepEqual(items(closingChecks(signed)).map((each) => each.includes('bureau.checks.item.follow_up')), [true]);
    assert.ok(items(closingChecks({ ...signed, lacks: [] }))[0].includes('bureau.checks.whole'));
    assert.equal(closingChecks({ ...file, status: 'in_handling' }), null);
});

test('what is due stands above the present, what happened below, and a filter leaves its own lines', async () => {
    const { timeline } = await import('../../../web-static/js/pages/case/timeline.js');
    const file = fixture('case');
    const soon = Date.now() + 86_400_000;
    file.due = [{ kind: 'handling_due', at: soon, doneAt: null }, { kind: 'notice_due', at: 1, doneAt: 2 }];
    file.timeline = [
        { at: 3, kind: 'supervised', by: '周砚', text: '请答复', due: null },
        { at: 2, kind: 'session_launched', by: '周砚', text: '1', due: null },
        { at: 1, kind: 'registered', by: '周砚', text: null, due: null },
    ];
    const place = document.body.appendChild(document.createElement('div'));
    for (const each of timeline(file)) if (each) place.appendChild(each);
    const lines = () => place.querySelectorAll('li').map((each) => each.textContent);
    assert.equal(lines().length, 1 + 1 + 3);
    assert.ok(lines()[0].includes('handling_due') && lines()[1].includes('bureau.line.now'));
    const talks = place.querySelectorAll('button').find((each) => each.dataset.filter === 'talks');
    talks.click();
    assert.deepEqual(lines().map((each) => each.includes('session_launched')), [true]);
    assert.equal(talks.getAttribute('aria-pressed'), 'true');
});
