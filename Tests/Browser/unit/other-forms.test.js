// The same of a launch, of invitations, of signing in and out, and of a link that is opened (see case-forms.test.js).

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { settled } from './support/clock.js';
import { openDocument } from './support/document.js';
import { fixture, protocol } from './support/fixtures.js';
import { answerWith, assertPosted, posted, press, type } from './support/forms.js';

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

test('every module that posts is tested here or beside', () => {
    const own = ['case-forms.test.js', 'other-forms.test.js']
        .map((each) => readFileSync(new URL(each, import.meta.url), 'utf8')).join('');
    const modules = readdirSync(new URL('js/', PAGES), { recursive: true }).filter((each) => each.endsWith('.js'))
        .filter((each) => /\bpost(Once)?\(/.test(readFileSync(new URL(`js/${each}`, PAGES), 'utf8')))
        .filter((each) => !['lib/http.js', 'protocol/once.js'].includes(each));
    assert.ok(modules.length >= 8);
    for (const each of modules) assert.ok(own.includes(`web-static/js/${each}'`), `nobody fills in ${each}`);
});
