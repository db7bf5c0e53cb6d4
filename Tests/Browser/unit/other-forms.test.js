// The same of a launch, of invitations, of signing in and out, and of a link that is opened (see case-forms.test.js).

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { settled } from './support/clock.js';
import { openDocument } from './support/document.js';
import { fixture, protocol } from './support/fixtures.js';
import { answerGet, answerWith, assertPosted, posted, press, refuseWith, type } from './support/forms.js';

const PAGES = new URL('../../../web-static/', import.meta.url);

/** A case with so many people, of whom the protocol's example has the first. */
function peopled(count) {
    const [first] = fixture('case').parties;
    const parties = Array.from({ length: count }, (_, index) =>
        ({ ...first, id: `p-${index + 1}`, role: index ? 'respondent' : 'petitioner' }));
    return { ...fixture('case'), sessions: [], parties };
}

async function showLaunch(count) {
    const { launchArea } = await import('../../../web-static/js/pages/case/dialogue/launch.js');
    globalThis.document.body.append(launchArea(peopled(count), () => {}, () => {}));
    await press('bureau.launch.title');
}

test('a launch sends the example', async () => {
    await showLaunch(fixture('launch').invite.length);
    assertPosted('/api/cases/c-87/sessions', fixture('launch'));
});

test('of many people the chosen are invited, and never more than the protocol takes', async () => {
    const [, most] = /^\| `invite` \| 0…(\d+) \|/m.exec(protocol);
    await showLaunch(Number(most) + 1);
    for (let n = 1; n <= Number(most) + 1; n += 1) type(`i-p-${n}`, true);
    await press('bureau.launch.title');
    assert.deepEqual(posted, []);
    for (let n = 3; n <= Number(most) + 1; n += 1) type(`i-p-${n}`, false);
    await press('bureau.launch.title');
    assertPosted('/api/cases/c-87/sessions', fixture('launch'));
});

test('an invitation, a new link and a revoked one send the examples', async () => {
    const { openInvite } = await import('../../../web-static/js/pages/invites/invite.js');
    answerWith(fixture('session'));
    await openInvite(fixture('session'), () => {});
    await press('bureau.invite.more');
    assertPosted('/api/sessions/s-1/seats', fixture('invite-one'));
    for (const what of ['reissue', 'revoke']) {
        posted.length = 0;
        await press(`bureau.invite.${what}_for`);
        await press(`bureau.invite.${what}`);
        assertPosted(`/api/sessions/s-1/seats/2/${what}`, fixture('end-link'));
    }
});

test('the page of the sign-in sends the example', async () => {
    openDocument(readFileSync(new URL('index.html', PAGES), 'utf8'));
    await import('../../../web-static/js/pages/accounts/sign-in.js');
    await settled();
    type('staff-no', ` ${fixture('sign-in').staffNo} `);
    type('password', fixture('sign-in').password);
    globalThis.document.getElementById('form').happen('submit');
    await settled();
    assertPosted('/api/sign-in', fixture('sign-in'));
    assert.deepEqual(globalThis.location.went, ['/desk']);
});

test('signing out sends an empty body', async () => {
    const { signOut } = await import('../../../web-static/js/ui/sign-out.js');
    signOut();
    await settled();
    assert.match(protocol, /`POST \/api\/sign-out` `\{\}`/);
    assertPosted('/api/sign-out', {});
});

test('a link that is opened is the example', async () => {
    const { findSeat, linkIn } = await import('../../../web-static/js/pages/room/party/seat.js');
    answerWith(fixture('opened'));
    const { link } = fixture('open-link');
    assert.equal(linkIn(link), link);
    const found = await findSeat({ link, isBroken: false });
    assertPosted('/api/invites/s-1/open', fixture('open-link'));
    assert.deepEqual(found.opened, fixture('opened'));
});

/** Of several in a row. */
function assertPostedNext(path, example) {
    assertPosted(path, example);
    posted.length = 0;
}

test('orders about people and units send the examples', async () => {
    const { openPersonForm } = await import('../../../web-static/js/pages/accounts/staff/person-form.js');
    const { openUnitForm } = await import('../../../web-static/js/pages/accounts/staff/units.js');
    const staff = fixture('staff');
    answerWith(staff);
    const office = { ...staff.units[0], id: 'u-1', name: '信访科' };
    const both = { ...staff, units: [...staff.units, office] };
    const added = fixture('staff-add-person');
    openPersonForm(both, null, () => {});
    for (const name of ['staffNo', 'name', 'role', 'unit', 'rank', 'phone', 'password']) type(name, added[name]);
    await press('staff.person.add');
    assertPostedNext('/api/staff', added);
    const changed = fixture('staff-change-person');
    openPersonForm(both, staff.people[0], () => {});
    for (const name of ['rank', 'phone', 'fields']) type(name, changed[name]);
    await press('staff.save');
    assertPostedNext('/api/staff', changed);
    openPersonForm(both, staff.people[0], () => {});
    await press('staff.password.title');
    type('password', fixture('staff-set-password').password);
    await press('staff.password.act');
    assertPostedNext('/api/staff', fixture('staff-set-password'));
    openPersonForm(both, staff.people[0], () => {});
    await press('staff.lock.title');
    await press('staff.lock.act');
    assertPostedNext('/api/staff', fixture('staff-lock'));
    openUnitForm(null, '', () => {});
    type('name', fixture('staff-add-unit').name);
    await press('staff.unit.add');
    assertPostedNext('/api/staff', fixture('staff-add-unit'));
    openUnitForm(staff.units[0], '', () => {});
    type('name', fixture('staff-change-unit').name);
    await press('staff.save');
    assertPostedNext('/api/staff', fixture('staff-change-unit'));
});

test('what somebody else did meanwhile is said, and the form stays', async () => {
    const { openStaffOrder } = await import('../../../web-static/js/pages/accounts/staff/order.js');
    const order = { command: 'lock', id: 'a-G003', version: '1' };
    let renewed = 0;
    answerGet('/api/staff', fixture('staff'));
    refuseWith(409, { code: 'staff_changed' });
    openStaffOrder({
        place: 'lock', title: 'title', act: 'act', done: 'done', fields: {}, order: () => order,
        renew: () => { renewed += 1; },
    });
    await press('act');
    assert.equal(renewed, 1);
    assert.match(globalThis.document.body.textContent, /refused\.staff_changed/);
});

test('a file of people is tried with the example, and taken only then', async () => {
    const { fileSection } = await import('../../../web-static/js/pages/accounts/staff/file.js');
    const example = fixture('staff-import');
    globalThis.document.body.append(fileSection(() => {}));
    const input = globalThis.document.getElementById('staff-file');
    input.files = [{ name: 'a.csv', arrayBuffer: async () => new TextEncoder().encode(example.text).buffer }];
    answerWith({ table: 'people', rows: 1, added: 1, changed: 0, faults: [], done: false });
    input.happen('change');
    for (let n = 0; n < 20 && !posted.length; n += 1) await settled();
    assertPosted('/api/staff/import', example);
});

test('orders about lawyers send the examples', async () => {
    const { openLawyerForm } = await import('../../../web-static/js/pages/lawyers/form.js');
    const list = fixture('lawyers');
    answerWith(list);
    const added = fixture('lawyer-add');
    openLawyerForm({ ...list, lawyers: [] }, null, () => {});
    for (const name of ['licenceNo', 'name', 'firm', 'phone']) type(name, added[name]);
    await press('lawyers.add');
    assertPostedNext('/api/lawyers', { ...added, station: '' });
    const changed = fixture('lawyer-change');
    openLawyerForm(list, list.lawyers[0], () => {});
    for (const name of ['licenceNo', 'capacity', 'phone']) type(name, changed[name]);
    await press('lawyers.save');
    assertPostedNext('/api/lawyers', changed);
    openLawyerForm(list, list.lawyers[0], () => {});
    await press('lawyers.retire');
    await press('lawyers.retire');
    assertPostedNext('/api/lawyers', fixture('lawyer-retire'));
});

test('every module that posts is tested here or beside', () => {
    const own = ['case-forms.test.js', 'other-forms.test.js']
        .map((each) => readFileSync(new URL(each, import.meta.url), 'utf8')).join('');
    const modules = readdirSync(new URL('js/', PAGES), { recursive: true }).filter((each) => each.endsWith('.js'))
        .filter((each) => /\bpost(Once)?\(/.test(readFileSync(new URL(`js/${each}`, PAGES), 'utf8')))
        .filter((each) => !['lib/http.js', 'protocol/once.js'].includes(each));
    assert.ok(modules.length >= 8);
    for (const each of modules) assert.ok(own.includes(`web-static/js/${each}'`), `nobody fills in ${each}`);
});
