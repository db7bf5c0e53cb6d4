import { within } from '../lib/within.js';

/**
 * What this page does about a wall (背对背): while it goes up, what leads across is closed first, the microphone rests on
 * every link that stays, and only then the wall is confirmed; whoever comes back, or comes in, is muted. The server's
 * list says which links may be; what is confirmed is what this page finds among its own connections.
 *
 * @typedef {import('../protocol/room-client.js').RoomClient} RoomClient
 *
 * @typedef {object} Guarded
 * @property {() => Promise<unknown>} rest gives the senders what may leave now
 * @property {() => void} follow closes what isn't listed
 * @property {() => boolean} isWithinList whether nothing else is open
 * @property {() => void} mute the microphone, until a person opens it again
 * @property {(ms: number, act: () => void) => void} after
 */

const AGAIN_MS = 250;
/**
 * A sender that has not let go of the microphone after so long waits for a negotiation that may never end. The server
 * waits for 5 s; ms.
 */
const REST_MS = 1_000;

export class WallGuard {
    /** Whether nothing of the microphone may leave now. */
    resting = false;

    #client;
    #guarded;
    /** @type {{number: number, inside: boolean, up: boolean} | null} the wall as this page last saw it */
    #seen = null;
    /** The number that is being confirmed; one at a time. */
    #asking = 0;

    /**
     * @param {RoomClient} client
     * @param {Guarded} guarded
     */
    constructor(client, guarded) {
        this.#client = client;
        this.#guarded = guarded;
    }

    /** The room's state is another one; called before links follow it. */
    look() {
        const { state } = this.#client;
        if (!state) return;
        const mine = state.seats.find((seat) => seat.seat === state.me.seat);
        // Who isn't at the table is told of no wall: the first that they hear of is not one that they come back from.
        if (mine && mine.standing !== 'admitted') {
            this.#seen = null;
            return;
        }
        const { number, phase, members, confirmed } = state.wall;
        const up = phase !== 'open';
        const inside = up && members.includes(state.me.seat);
        const before = this.#seen;
        this.#seen = { number, inside, up };
        // Back from a caucus, or into one from outside; a number that moved while nobody told this page is the same.
        if (before && number !== before.number && (!up || (before.up && !before.inside && inside))) {
            this.#guarded.mute();
        }
        const resting = up && (!inside || phase === 'sealing' || !confirmed.includes(state.me.seat));
        if (resting !== this.resting) {
            this.resting = resting;
            this.#guarded.rest();
        }
        if (inside && !confirmed.includes(state.me.seat)) this.#confirm(number);
    }

    /** @param {number} number */
    #confirm = async (number) => {
        if (this.#asking === number) return;
        this.#asking = number;
        // What leads across waits for nobody. A sender that doesn't answer belongs to a link that stays: who hears it
        // sits inside.
        this.#guarded.follow();
        await within(REST_MS, this.#guarded.rest(), undefined, this.#guarded.after);
        if (this.#seen?.number !== number) return;
        if (!this.#guarded.isWithinList()) {
            this.#asking = 0;
            this.#guarded.after(AGAIN_MS, () => this.look());
            return;
        }
        // A wall that stands no more needs no confirmation: its refusal is no news.
        await this.#client.request('wall_closed', { wall: number }).catch(() => {});
        if (this.#asking === number) this.#asking = 0;
    };
}
