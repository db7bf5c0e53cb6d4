// The page of everyone who comes by a link: one page and one line to the room, from the link to the end.

import { loadTexts, onLocale } from '../lib/text.js';
import { isInCall, mySeat } from '../model/seats.js';
import { randomID } from '../protocol/random-id.js';
import { RoomClient } from '../protocol/room-client.js';
import { playSound, unlockSound } from '../room-ui/sound.js';
import { closeStepDialogs } from '../room-ui/step-dialog.js';
import { callStep } from './join-call.js';
import { checkStep } from './join-check.js';
import { endStep } from './join-end.js';
import { showLine } from './join-line.js';
import { connectingStep, leftStep, problemStep, troubleStep } from './join-problem.js';
import { findSeat, hasLeft, takeLink, trouble } from './join-seat.js';
import { stepOf } from './join-step.js';
import { Visit } from './join-visit.js';
import { waitingStep } from './join-waiting.js';
import { welcomeStep } from './join-welcome.js';

/**
 * @typedef {object} Shown
 * @property {HTMLElement} title
 * @property {HTMLElement | null} line where the state of the line stands
 * @property {() => void} update
 * @property {() => void} end
 */

const page = /** @type {HTMLElement} */ (document.getElementById('page'));
const link = takeLink();
/** @type {Shown | null} */
let shown = null;
let at = '';
/** @type {Visit | null} */
let visit = null;
/** Why the officer's side closed this page, once the server has told it. */
let shownOut = '';

start();

async function start() {
    try {
        await loadTexts('common', 'party', 'live');
    } catch {
        /** @type {HTMLElement} */ (document.getElementById('boot')).hidden = false;
        return;
    }
    page.hidden = false;
    document.addEventListener('pointerdown', unlockSound, { passive: true });
    document.addEventListener('keydown', unlockSound);
    // Another link, pasted into this very tab.
    window.addEventListener('hashchange', () => { if (location.hash.length > 1) location.reload(); });
    const found = await findSeat(link);
    if ('trouble' in found) {
        onLocale(() => show('trouble', () => troubleStep(found.trouble, page)));
        show('trouble', () => troubleStep(found.trouble, page));
        return;
    }
    visit = new Visit(found.opened, look);
    visit.left = hasLeft();
    onLocale(() => { at = ''; look(); });
    if (!visit.left) visit.client.open();
    look();
}

/** Draws the step that the visit is at, or brings the one on the screen up to date. */
function look() {
    if (!visit) return;
    const here = visit;
    const step = here.left ? { name: 'left', why: '' } : stepOf(here.client);
    if (step.name === 'problem' && step.why === 'shown_out' && !shownOut) askWhy(here);
    const why = step.why === 'shown_out' ? shownOut || 'removed' : step.why;
    const name = `${step.name} ${why}`;
    if (name === at) {
        if (shown) shown.update();
    } else {
        if (['end', 'left', 'problem'].includes(step.name)) here.stopMedia();
        if (step.name === 'call' && at.startsWith('waiting')) ring();
        at = name;
        show(name, () => draw(step.name, why, here));
    }
    if (shown && shown.line) showLine(shown.line, here);
}

/**
 * @param {string} name
 * @param {string} why
 * @param {Visit} here
 * @returns {Shown}
 */
function draw(name, why, here) {
    switch (name) {
        case 'join': return welcomeStep(here, page);
        case 'check': return checkStep(here, page);
        case 'waiting': return waitingStep(here, page);
        case 'call': return callStep(here, page);
        case 'end': return endStep(here, page);
        case 'left': return leftStep(here, page);
        case 'problem': return problemStep(why, here, page);
        default: return connectingStep(here, page);
    }
}

/**
 * @param {string} name
 * @param {() => Shown} make
 */
function show(name, make) {
    closeStepDialogs();
    if (shown) shown.end();
    document.body.classList.toggle('call', false);
    shown = make();
    window.scrollTo(0, 0);
    // A step change is told by the heading; the first one belongs to the page itself.
    shown.title.focus({ preventScroll: true });
}

function ring() {
    playSound('entry');
    if (navigator.vibrate) navigator.vibrate([300, 150, 300]);
}

/**
 * A page that was shown the door asks once why: removed, declined and a changed link are told apart only by a new hello.
 * @param {Visit} here
 */
function askWhy(here) {
    const me = mySeat(here.client.state);
    shownOut = 'removed';
    if (me && isInCall(me)) return;
    const asking = new RoomClient({
        url: `${location.protocol === 'http:' ? 'ws' : 'wss'}://${location.host}/ws`,
        identity: { seatCredential: here.opened.seatCredential }, page: randomID(), device: randomID(), store: null,
    });
    asking.addEventListener('connection', async () => {
        const { phase, code, closeCode } = asking.connection;
        if (phase !== 'refused' && phase !== 'stopped' && phase !== 'open') return;
        asking.close();
        const known = code || (closeCode === 4002 ? 'link_revoked' : 'removed');
        shownOut = (await trouble(known, null)).code;
        look();
    });
    asking.open();
}
