// The page of everyone who comes by a link: the first page, drawn as soon as the link is known to be good, and after it
// the room.

import { loadTexts, onLocale } from '../../../lib/text.js';
import { connectingStep } from './frame.js';
import { bringAside, bringOnward, Later } from './later.js';
import { findSeat, hasLeft, takeLink } from './seat.js';
import { welcomeStep } from './welcome.js';

/** @typedef {import('./room.js').Shown} Shown */

/** Only a line that takes longer than this is told of: else the first page would be drawn twice; ms. */
const PATIENCE = 400;

const canCall = typeof RTCPeerConnection === 'function';
/** @returns {Promise<never>} */
const never = () => Promise.reject(new Error('this browser has no calls'));

const page = /** @type {HTMLElement} */ (document.getElementById('page'));
const brought = takeLink();
const { link } = brought;
const onward = new Later(bringOnward);
const aside = new Later(bringAside);

start();

async function start() {
    // The link is on its way while the words are.
    const finding = findSeat(brought);
    try {
        await loadTexts('common', 'arrival');
    } catch {
        broken();
        return;
    }
    page.hidden = false;
    // Another link, pasted into this very tab.
    window.addEventListener('hashchange', () => { if (location.hash.length > 1) location.reload(); });
    const found = await finding;
    if ('opened' in found) {
        enter(found.opened);
        return;
    }
    aside.fetch().then(({ troubleStep }) => {
        const draw = () => troubleStep(found.trouble, page).title.focus({ preventScroll: true });
        onLocale(draw);
        draw();
    }).catch(broken);
}

/** @param {import('./seat.js').Opened} opened */
function enter(opened) {
    if (!canCall) {
        // Nor is the seat taken: another browser finds it free.
        const draw = () =>
            welcomeStep({ opened, canCall, consent: never, onward: never }, page).title.focus({ preventScroll: true });
        onLocale(draw);
        draw();
        return;
    }
    /** @type {import('./room.js').Room | null} */
    let room = null;
    /** @type {Shown | null} */
    let shown = null;
    /** @type {Promise<import('./room.js').Room>} */
    const coming = import('./room.js').then(({ Room }) => {
        room = new Room({ page, door, onward, aside, broken }, shown);
        return room;
    });
    /** @type {import('./welcome.js').Door} */
    const door = {
        opened, canCall,
        consent: async () => (await coming).consent(),
        onward: () => onward.fetch(),
    };
    coming.catch(broken);
    // Who brings a link comes for the first time, as good as always: the first page need not wait until the room has
    // said so.
    if (link && !hasLeft()) draw(() => welcomeStep(door, page));
    // Back after a reload: most likely behind the first page.
    else if (!hasLeft()) door.onward().catch(() => {});
    setTimeout(() => {
        if (room) room.tellThatItTakesLong();
        else if (!shown) draw(() => connectingStep(opened, page));
    }, PATIENCE);
    onLocale(() => {
        if (room) {
            room.redraw();
        } else if (shown) {
            draw(() =>
                (document.body.dataset.step === 'join' ? welcomeStep(door, page) : connectingStep(opened, page)));
        }
    });

    /** @param {() => Shown} make */
    function draw(make) {
        if (shown) shown.end();
        shown = make();
        shown.title.focus({ preventScroll: true });
    }
}

/** Some of the page didn't come: the words for it, in both languages, stand in the page since its beginning. */
function broken() {
    page.hidden = true;
    /** @type {HTMLElement} */ (document.getElementById('boot')).hidden = false;
}
