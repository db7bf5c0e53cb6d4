// What the forms of a case send when a person fills them in as the examples of docs/protocol.md have it: the body of
// the request is the example. A form that is filled in beyond a bound sends nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture, protocol } from './support/fixtures.js';
import { assertPosted, choose, posted, press, type } from './support/forms.js';

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
    ...Object.fromEntries(['level', 'rating', 'method'].map((name) => [name, () => {
        const last = valuesOf(name).at(-1);
        choose(`c-${name}`, last);
        return last;
    }])),
};

test('every command of a case sends what the protocol says of it, and nothing else', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    const commands = commandsOfTheProtocol();
    assert.ok(commands.length > 10);
    for (const [command, asked] of commands) {
        posted.length = 0;
        openCommand(command, fixture('case'), () => {});
        const said = Object.fromEntries(asked.map((name) => [name, SAID[name]()]));
        await press(`bureau.command.${command}.act`);
        assertPosted('/api/cases/c-87/commands', { request: '', version: fixture('case').version, command, ...said });
    }
});

test('a grade sends the example, and nothing before it has a level and a reason', async () => {
    const { openCommand } = await import('../../../web-static/js/pages/case/commands.js');
    const { level, reason, version } = fixture('command');
    openCommand('grade', { ...fixture('case'), version, level: null }, () => {});
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
    openCommand('assign', fixture('case'), () => {});
    type('c-reason', '请办');
    for (const days of [-2, Number(most) + 1, 100_000]) {
        type('c-due', new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
        await press('bureau.command.assign.act');
        assert.deepEqual(posted, [], `${days} days from now`);
    }
});
