// What follows the first page: one line to the room, and the step that the visit is at, drawn from what the room says.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { note } from '../../../ui/note.js';
import { connectingStep } from './frame.js';
import { hasLeft } from './seat.js';
import { stepOf } from './step.js';
import { Visit } from './visit.js';
import { welcomeStep } from './welcome.js';

/**
 * @typedef {import('./step.js').StepName} StepName
 * @typedef {import('./later.js').Onward} Onward
 * @typedef {import('./later.js').Aside} Aside
 *
 * @typedef {object} Shown
 * @property {HTMLElement} title
 * @property {HTMLElement | null} line where the state of the line stands
 * @property {() => void} update
 * @property {() => void} end
 *
 * @typedef {object} Surroundings
 * @property {HTMLElement} page
 * @property {import('./welcome.js').Door} door
 * @property {import('./later.js').Later<Onward>} onward
 * @property {import('./later.js').Later<Aside>} aside
 * @property {() => void} broken some of the page can't be fetched
 */

/** So long may a line be away before anybody is told; ms. */
const PATIENCE = 1500;
/** Who is let in hears it when the faces are there, and not while the page makes its links; ms. */
const RING_MS = 500;

export class Room {
    #around;
    /** @type {Shown | null} */
    #shown;
    #at;
    /** @type {Visit} */
    #visit;
    /** Why the officer's side closed this page, once the server has told it. */
    #shownOut = '';
    #equipped = false;

    /**
     * @param {Surroundings} around
     * @param {Shown | null} shown what stands on the page already
     */
    constructor(around, shown) {
        this.#around = around;
        this.#shown = shown;
        this.#at = shown ? `${document.body.dataset.step} ` : '';
        this.#visit = new Visit(around.door.opened, () => this.#visit.whenBegun(this.#lookSoon));
        this.#visit.left = hasLeft();
        if (!this.#visit.left) this.#visit.client.open();
        this.look();
    }

    consent() {
        const { client, opened } = this.#visit;
        return client.request('consent', { notice: opened.notice });
    }

    tellThatItTakesLong() {
        if (!this.#shown) this.#show('connecting ', () => connectingStep(this.#visit.opened, this.#around.page));
    }

    /** After a change of language. */
    redraw() {
        const first = this.#at;
        this.#at = '';
        if (first === 'join ' && !this.#visit.client.state) this.#draw('join', '');
        else this.look();
    }

    /** Draws the step that the visit is at, or brings the one on the screen up to date. */
    look() {
        const visit = this.#visit;
        const step = visit.left ? { name: /** @type {StepName} */ ('left'), why: '' } : stepOf(visit.client);
        if (['end', 'left', 'problem'].includes(step.name)) visit.stopMedia();
        // The first page, or what was before a page is back, stands until the room has spoken.
        const isEarly = step.name === 'connecting' && (!this.#shown || this.#at === 'join ');
        if (this.#isHere(step.name) && !isEarly) {
            if (step.why === 'shown_out' && !this.#shownOut) this.#askWhy();
            const why = step.why === 'shown_out' ? this.#shownOut : step.why;
            if (`${step.name} ${why}` !== this.#at) this.#draw(step.name, why);
            else if (this.#shown) this.#shown.update();
        }
        if (this.#shown && this.#shown.line) showLine(this.#shown.line, visit);
    }

    #lookSoon = () => this.look();

    /**
     * Whether all that a step is made of is here; else it comes, and the step is looked for again.
     * @param {StepName} name
     */
    #isHere = (name) => {
        const { onward, aside, broken } = this.#around;
        if (name === 'join' || name === 'connecting') return true;
        const needed = ['left', 'problem', 'end'].includes(name) ? aside : onward;
        if (needed.here) {
            if (onward.here) this.#equip(onward.here);
            return true;
        }
        /** @type {import('./later.js').Later<unknown>} */ (needed).fetch().then(() => this.look(), broken);
        return false;
    };

    /** @param {Onward} parts */
    #equip = (parts) => {
        if (this.#equipped) return;
        this.#equipped = true;
        this.#visit.equip(parts);
        document.addEventListener('pointerdown', parts.unlockSound, { passive: true });
        document.addEventListener('keydown', parts.unlockSound);
    };

    /**
     * @param {StepName} name one whose parts are here
     * @param {string} why
     */
    #draw = (name, why) => {
        if (name === 'call' && this.#at.startsWith('waiting')) setTimeout(this.#ring, RING_MS);
        this.#show(`${name} ${why}`, () => this.#make(name, why));
    };

    /**
     * @param {StepName} name
     * @param {string} why
     * @returns {Shown}
     */
    #make = (name, why) => {
        const { page, door, onward: { here: onward }, aside: { here: aside } } = this.#around;
        const visit = this.#visit;
        if (name === 'join') return welcomeStep(door, page);
        if (onward && name === 'check') return new onward.CheckStep(visit, page);
        if (onward && name === 'waiting') return new onward.WaitingStep(visit, page);
        if (onward && name === 'call') return new onward.CallStep(visit, page);
        if (aside && name === 'end') return aside.endStep(visit, page);
        if (aside && name === 'left') return aside.leftStep(visit, page);
        if (aside && name === 'problem') return aside.problemStep(why, visit, page);
        return connectingStep(visit.opened, page);
    };

    /**
     * @param {string} at
     * @param {() => Shown} make
     */
    #show = (at, make) => {
        const { onward } = this.#around;
        if (onward.here) onward.here.closeStepDialogs();
        if (this.#shown) this.#shown.end();
        document.body.classList.toggle('call', false);
        this.#at = at;
        this.#shown = make();
        window.scrollTo(0, 0);
        // A step change is told by the heading.
        this.#shown.title.focus({ preventScroll: true });
    };

    #ring = () => {
        if (!this.#at.startsWith('call')) return;
        const { onward } = this.#around;
        if (onward.here) onward.here.playSound('entry');
        if (navigator.vibrate) navigator.vibrate([300, 150, 300]);
    };

    #askWhy = () => {
        this.#shownOut = 'removed';
        const { aside } = this.#around;
        if (!aside.here) return;
        aside.here.whyShownOut(this.#visit).then((why) => {
            this.#shownOut = why;
            this.look();
        });
    };
}

/**
 * The state of the line on the steps outside the call: said once when it is lost, once when it is back.
 * @param {HTMLElement} place
 * @param {Visit} visit
 */
function showLine(place, visit) {
    const { phase, since } = visit.client.connection;
    const away = !visit.left && (phase === 'waiting' || phase === 'connecting');
    const said = place.dataset.away === 'yes';
    if (away && !said && Date.now() - since < PATIENCE) {
        setTimeout(() => { if (place.isConnected) showLine(place, visit); }, PATIENCE);
    } else if (away !== said) {
        place.dataset.away = away ? 'yes' : 'no';
        replace(place, away ? note('warn', h('p', null, t('arrival.line.lost'))) : null);
    }
}
