// What the forms of a case send when a person fills them in as the examples of docs/protocol.md have it: the body of
// the request is the example. A form that is filled in beyond a bound sends nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fixture, protocol } from './support/fixtures.js';
import { answerGet, answerWith, assertPosted, choose, posted, press, tick, type } from './support/forms.js';

/** What stands in a form's person, from what is sent. */
function typePerson(id, { request, idType, ...person }) {
    for (const [name, value] of Object.entries(person)) {
        // Counsel is never asked whether it is a suspect.
        if (name !== 'isSuspect' || !person.actsFor) type(`${id}-${name}`, value);
    }
    if (idType) assert.equal(idType, 'resident_id', 'the only one that the pages ask for');
}

async function openTheRegister() {
    const { openRegister } = await import('../../../web-static/js/pages/case/registration/register.js');
    openRegister({ account: { id: 'a-1', role: 'clerk' } }, () => {});
    await press('bureau.register.remove_person_n'); // of two who are asked for the second
}

function typeMatter({ request, parties, ...matter }) {
    for (const [name, value] of Object.entries(matter)) type(`r-${name}`, String(value));
    parties.forEach((each, index) => typePerson(`r-p${index}`, each));
}

test('the register sends the example', async () => {
    await openTheRegister();
    typeMatter(fixture('register'));
    await press('bureau.register.send');
    assertPosted('/api/cases', fixture('register'));
});

const LIMITED = ['title', 'claims', 'facts', 'issueLocation', 'concernedUnit'];

test('the register sends nothing that is longer or more than the protocol takes', async () => {
    const { LETTERS } = await import('../../../web-static/js/protocol/limits.js');
    const [, least, most] = /^\| `headCount` \| (\d+)…(\d+) \|/m.exec(protocol);
    const wrong = [
        ...LIMITED.map((name) => [`r-${name}`, '长'.repeat(LETTERS[name] + 1)]),
        ...['name', 'phone', 'idNo', 'address', 'accessNeeds'].map((name) =>
            [`r-p0-${name}`, '长'.repeat(LETTERS[name] + 1)]),
        ...[least - 1, Number(most) + 1, '1.5', ''].map((number) => ['r-headCount', String(number)]),
        ...['title', 'claims', 'facts'].map((name) => [`r-${name}`, ' ']),
        ['r-p0-name', ''], ['r-p0-birthDate', '1899-12-31'], ['r-p0-birthDate', '2100-01-01'],
    ];
    await openTheRegister();
    for (const [id, value] of wrong) {
        typeMatter(fixture('register'));
        type(id, value);
        await press('bureau.register.send');
        assert.deepEqual(posted, [], `${id}: ${value.slice(0, 20)}`);
    }
    typeMatter({ ...fixture('register'), headCount: most });
    await press('bureau.register.send');
    assertPosted('/api/cases', { ...fixture('register'), headCount: Number(most) });
});

test('a person that is added is the example, a witness and counsel alike', async () => {
    const { openAddPerson } = await import('../../../web-static/js/pages/case/registration/person.js');
    for (const name of ['add-party', 'add-counsel']) {
        posted.length = 0;
        openAddPerson(fixture('case'), () => {});
        const { role, ...person } = fixture(name);
        type('a-role', role);
        typePerson('a', person);
        await press('bureau.person.send');
        assertPosted('/api/cases/c-87/parties', fixture(name));
    }
});

/** Every command of a case with the names of what it asks for, as docs/protocol.md lists them. */
function commandsOfTheProtocol() {
    const [, list] = /^Commands: ([\s\S]*?)\. Each is refused/m.exec(protocol);
    const plain = list.replace(/\s+/g, ' ').split(/, (?=`)/);
    return plain.map((each) => {
        const [, name, asked] = /^`(\w+)`(?: \(([^()]*)\))?$/.exec(each);
        return [name, asked ? asked.split(', ') : []];
    });
}

/** The values that the protocol gives a name. */
function valuesOf(name) {
    return new RegExp(`\`${name}\`: \`([a-z_0-9 ]+)\``).exec(protocol)[1].split(' ');
}

/** Fills in what a command asks for; what is sent of it. */
const SAID = {
    reason: () => { type('c-reason', ' 双方要求当面谈\n'); return '双方要求当面谈'; },
    unit: () => { type('c-unit', '西苑派出所'); return '西苑派出所'; },
    due: () => {
        const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
        type('c-due', day);
        return Date.parse(`${day}T15:59:59Z`);
    },
    days: () => { type('c-days', '20'); return 20; },
    caseNo: () => { type('c-caseNo', '青信〔2026〕0087'); return '青信〔2026〕0087'; },
    opinion: () => { type('c-opinion', '维持'); return '维持'; },
    sheet: () => { choose('c-sheet', 'lawyer_discussion'); return 'lawyer_discussion'; },
    who: () => { type('c-who', '贺长风'); return '贺长风'; },
    promise: () => { type('c-promise', '2'); return 2; },
    purpose: () => { type('c-purpose', '复核调卷'); return '复核调卷'; },
    reasonTold: () => { tick('c-reasonTold'); return true; },
    granted: () => { choose('c-granted', 'yes'); return true; },
    party: () => { type('c-party', 'p-1'); return 'p-1'; },
    to: () => { type('c-to', 'G006'); return 'G006'; },
    person: () => { type('c-person', 'L001'); return 'L001'; },
    item: () => { type('c-item', '2'); return 2; },
    letter: () => { type('c-letter', '1'); return 1; },
    lacking: () => { tick('c-lacking-1'); return [1]; },
    items: () => {
        type('c-items-0', '到场核实');
        return [{ text: '到场核实', unit: '西苑派出所', due: SAID.due() }];
    },
    ...Object.fromEntries(['level', 'rating', 'method', 'performance'].map((name) => [name, () => {
        const last = valuesOf(name).at(-1);
        choose(`c-${name}`, last);
        return last;
    }])),
};

const PEOPLE = {
    people: [
        ...fixture('colleagues').people, { staffNo: 'G006', name: '沈知远', role: 'senior_officer', unit: '信访科' },
        { staffNo: 'D001', name: '程远山', role: 'bureau_leader', unit: '分局领导' },
    ],
};

/** The steps of a case that pages know, as the types have them: a lint compares these with the program's. */
function stepsOfTheTypes() {
    const types = readFileSync(new URL('../../../web-static/js/protocol/vocabulary.d.ts', import.meta.url), 'utf8');
    return [.../export type CaseStep =([^;]*);/.exec(types)[1].matchAll(/'(\w+)'/g)].map(([, name]) => name);
}

test('every step of a case has a form, and no form is of no step', async () => {
    const { COMMANDS } = await import('../../../web-static/js/pages/case/commands.js');
    // The launch and the adding of people have forms and routes of their own.
    const owed = stepsOfTheTypes().filter((each) => !['launch', 'add_party'].includes(each));
    assert.deepEqual(Object.keys(COMMANDS).sort(), owed.sort());
    assert.deepEqual(commandsOfTheProtocol().map(([name]) => name).sort(), owed);
    for (const [name, asked] of commandsOfTheProtocol()) {
        assert.deepEqual(asked.toSorted(), COMMANDS[name].toSorted(), name);
    }
});

test('every command of a case sends what the protocol says of it, and nothing else', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    const commands = commandsOfTheProtocol();
    assert.ok(commands.length > 10);
    answerGet('/api/colleagues', PEOPLE);
    for (const [command, asked] of commands) {
        posted.length = 0;
        answerWith(fixture('case'));
        const file = fixture('case');
        // The example's letter has its answer; here it waits for one.
        for (const order of file.orders) if (order.kind === 'letter') order.answer = null;
        await openCommand(command, file, () => {});
        const said = Object.fromEntries(asked.map((name) => [name, SAID[name]()]));
        await press(`bureau.command.${command}.act`);
        assertPosted('/api/cases/c-87/commands', { request: '', version: fixture('case').version, command, ...said });
    }
});

test('a grade sends the example, and nothing before it has a level and a reason', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    const { level, reason, version } = fixture('command');
    await openCommand('grade', { ...fixture('case'), version, level: null }, () => {});
    await press('bureau.command.grade.act');
    choose('c-level', level);
    await press('bureau.command.grade.act');
    type('c-reason', '长'.repeat(501));
    await press('bureau.command.grade.act');
    assert.deepEqual(posted, []);
    type('c-reason', reason);
    await press('bureau.command.grade.act');
    assertPosted('/api/cases/c-87/commands', fixture('command'));
});

test('no unit gets a day that has been, or one beyond what the protocol takes', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    const [, most] = /^\| `due` \| 1…(\d+) \|/m.exec(protocol);
    await openCommand('assign', fixture('case'), () => {});
    type('c-reason', '请办');
    for (const days of [-2, Number(most) + 1, 100_000]) {
        type('c-due', new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
        await press('bureau.command.assign.act');
        assert.deepEqual(posted, [], `${days} days from now`);
    }
});

test('an order for two units sends the example, and says what an item lacks', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    const { unit, reason } = fixture('command-assign');
    await openCommand('assign', fixture('case'), () => {});
    type('c-unit', unit);
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    type('c-due', day);
    await press('bureau.command.add_item');
    type('c-items-1', '核实医疗费票据');
    type('c-items-1-unit', '治安大队');
    type('c-items-1-due', '2019-01-01');
    await press('bureau.command.assign.act');
    const hrefs = document.querySelectorAll('a').map((each) => each.getAttribute('href'));
    assert.deepEqual(hrefs, ['#c-items-0', '#c-items-1-due']);
    assert.deepEqual(posted, []);
    // What is kept of a draft is every row of it.
    type('c-items-0', '调取楼道录像');
    await press('common.dialog.cancel');
    await openCommand('assign', fixture('case'), () => {});
    assert.equal(document.getElementById('c-items-1').value, '核实医疗费票据');
    type('c-items-1-due', day);
    type('c-reason', reason);
    answerWith(fixture('case'));
    await press('bureau.command.assign.act');
    const due = Date.parse(`${day}T15:59:59Z`);
    assertPosted('/api/cases/c-87/commands', {
        ...fixture('command-assign'), due, version: fixture('case').version,
        items: fixture('command-assign').items.map((each) => ({ ...each, due })),
    });
});

test('the register and a new person say each fault first, of people too', async () => {
    const hrefs = () => document.querySelectorAll('a').map((each) => each.getAttribute('href'));
    await openTheRegister();
    typeMatter({ ...fixture('register'), title: ' ', headCount: 0 });
    type('r-p0-name', '');
    await press('bureau.register.send');
    assert.deepEqual(hrefs(), ['#r-title', '#r-headCount', '#r-p0-name']);
    document.querySelectorAll('a')[1].click();
    assert.equal(document.activeElement.id, 'r-headCount');
    document.querySelectorAll('.close').at(-1).click();
    const { openAddPerson } = await import('../../../web-static/js/pages/case/registration/person.js');
    openAddPerson(fixture('case'), () => {});
    await press('bureau.person.send');
    assert.deepEqual(hrefs(), ['#a-name']);
    assert.deepEqual(posted, []);
});
