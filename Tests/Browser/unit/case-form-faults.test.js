// How a form of a case answers: each fault first, nothing typed lost, who comes second sees what happened.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture } from './support/fixtures.js';
import { answerGet, answerWith, posted, press, refuseWith, type } from './support/forms.js';

const PEOPLE = {
    people: [
        ...fixture('colleagues').people,
        { staffNo: 'D001', name: '程远山', role: 'bureau_leader', unit: '分局领导' },
    ],
};

test('a form that is not whole says each fault first, and each line leads to its field', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    await openCommand('request_extension', fixture('case'), () => {});
    await press('bureau.command.request_extension.act');
    const links = document.querySelectorAll('a').filter((each) => each.getAttribute('href').startsWith('#c-'));
    assert.deepEqual(links.map((each) => each.getAttribute('href')), ['#c-days', '#c-reasonTold', '#c-reason']);
    links[2].click();
    assert.equal(document.activeElement.id, 'c-reason');
    assert.deepEqual(posted, []);
});

test('what was typed is kept when the form is closed, and gone when it was sent', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    await openCommand('note', fixture('case'), () => {});
    type('c-reason', '已电话联系');
    await press('common.dialog.cancel');
    await openCommand('note', fixture('case'), () => {});
    assert.equal(document.getElementById('c-reason').value, '已电话联系');
    answerWith(fixture('case'));
    await press('bureau.command.note.act');
    assert.equal(posted.length, 1);
    await openCommand('note', fixture('case'), () => {});
    assert.equal(document.getElementById('c-reason').value, '');
});

test('who comes second sees what happened, keeps the words, and decides anew or is told that it is over', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    const seen = { ...fixture('case'), may: ['accept', 'note'] };
    const taken = { at: 1772000000000, kind: 'declined', by: '沈知远', text: '不属职责', due: null };
    const now = { ...seen, version: 8, timeline: [taken, ...seen.timeline], may: ['note'] };
    for (const [command, words] of [['note', 'bureau.command.decide_anew'], ['accept', 'bureau.command.no_longer']]) {
        const shown = [];
        posted.length = 0;
        await openCommand(command, seen, (fresh, behind) => shown.push([fresh.version, behind]));
        type('c-reason', '属本局职责');
        refuseWith(409, { code: 'case_changed', field: 'version' });
        answerGet('/api/cases/c-87', now);
        await press(`bureau.command.${command}.act`);
        assert.deepEqual(shown, [[8, true]]);
        const said = document.querySelectorAll('.failed').at(-1).textContent;
        assert.ok(said.includes('不属职责') && said.includes('沈知远') && said.includes(words), said);
        assert.equal(document.getElementById('c-reason').value, '属本局职责');
        answerWith(now);
        await press(`bureau.command.${command}.act`);
        assert.deepEqual(posted.map(({ body }) => body.version), command === 'note' ? [7, 8] : [7]);
        for (const each of document.querySelectorAll('.close').reverse()) each.click();
        sessionStorage.clear();
    }
});

test('of a unit without a liaison it is said that nobody will receive the order', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    answerGet('/api/colleagues', PEOPLE);
    await openCommand('assign', fixture('case'), () => {});
    const said = () => document.querySelectorAll('.form').at(-1).textContent.includes('bureau.command.no_liaison');
    assert.equal(said(), false);
    type('c-unit', '没有联络员的单位');
    assert.equal(said(), true);
    type('c-unit', '西苑派出所');
    assert.equal(said(), false);
});
