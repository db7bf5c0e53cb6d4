// Sends what is typed half a second after a rest, at least every three seconds. A section has one edit under way.

import { codeOf } from '../../lib/http.js';
import { LETTERS } from '../../protocol/limits.js';
import { isForGood } from '../../protocol/refusals.js';
import { draftKey, SectionDraft } from './draft.js';

const REST_MS = 500;
const MOST_MS = 3000;
const RETRY_MS = 5000;
/** An edit that is under way for longer than this counts as not saved, for the person's eyes. */
const SLOW_MS = 4000;

/**
 * @typedef {import('../../protocol/room-client.js').RoomClient} RoomClient
 * @typedef {'idle' | 'saving' | 'unsaved' | 'conflict' | 'refused' | 'saved'} SavedKind `refused`: for good, until a
 *   person changes it
 */

/** Events: `status`, and `text` {key} when a section's text was replaced by the server's. */
export class MinutesSaver extends EventTarget {
    /** @type {Map<string, SectionDraft>} */
    drafts = new Map();
    /** @type {number | null} server time of the last answer */
    savedAt = null;

    #client;
    #session;
    #store;
    /** @type {Map<string, {timer: number, since: number}>} */
    #waits = new Map();
    /** @type {Map<string, number>} */
    #sentAt = new Map();
    /** @type {Map<string, {code: string, text: string}>} the last refusal of a section's text */
    #refused = new Map();

    /**
     * @param {RoomClient} client
     * @param {string} session
     * @param {import('./draft.js').DraftStore | null} store
     */
    constructor(client, session, store) {
        super();
        this.#client = client;
        this.#session = session;
        this.#store = store;
        client.addEventListener('settled', (event) => this.#settled(/** @type {CustomEvent} */ (event).detail));
        client.addEventListener('connection', () => this.#tell());
        client.addEventListener('welcome', () => this.sendAll());
    }

    /** The server's sections, at each change of them. */
    take() {
        const { state } = this.#client;
        for (const section of state ? state.minutes.sections : []) {
            let draft = this.drafts.get(section.key);
            const isNew = !draft;
            if (!draft) {
                draft = new SectionDraft(this.#store, draftKey(this.#session, section.key));
                this.drafts.set(section.key, draft);
            }
            const replaced = draft.server(section.text, section.revision);
            if (isNew) this.#adoptPending(section.key, draft);
            if (replaced || isNew) this.#replaced(section.key);
            if (draft.next()) this.#wait(section.key);
        }
        this.#tell();
    }

    /**
     * @param {string} key
     * @param {string} text
     */
    typed(key, text) {
        const draft = this.drafts.get(key);
        if (!draft) return;
        draft.typed(text);
        const refused = this.#refused.get(key);
        if (refused && refused.text !== draft.wire) this.#refused.delete(key);
        this.#wait(key);
        this.#tell();
    }

    /**
     * An input method begins or ends: what it shows meanwhile is nobody's text yet.
     * @param {string} key
     * @param {boolean} on
     */
    composing(key, on) {
        const draft = this.drafts.get(key);
        if (draft) draft.composing = on;
    }

    /** @type {(key: string, which: 'mine' | 'theirs' | 'both') => void} */
    choose(key, which) {
        const draft = this.drafts.get(key);
        if (!draft) return;
        draft.choose(which);
        this.#replaced(key);
        this.#send(key);
        this.#tell();
    }

    /** Sends everything that waits, now. */
    sendAll() {
        for (const key of this.drafts.keys()) this.#send(key);
        this.#tell();
    }

    /**
     * Sends what waits, and what was typed while it was on its way.
     * @param {number} within ms
     * @returns {Promise<boolean>} whether the server has all of it; false when it won't by then, or a person must act
     */
    settle(within) {
        this.sendAll();
        return new Promise((resolve) => {
            let isSending = false;
            const look = () => {
                if (this.clean || this.kind === 'refused' || this.kind === 'conflict') done();
                if (isSending || this.#sentAt.size) return;
                isSending = true; // what is sent tells of it, and looks again
                this.sendAll();
                isSending = false;
            };
            const done = () => {
                clearTimeout(timer);
                this.removeEventListener('status', look);
                resolve(this.clean);
            };
            const timer = setTimeout(done, within);
            this.addEventListener('status', look);
            look();
        });
    }

    get clean() {
        return Array.from(this.drafts.values()).every((draft) => !draft.dirty && !draft.onItsWay && !draft.conflict);
    }

    /** @returns {SavedKind} */
    get kind() {
        if (this.clean) return this.savedAt ? 'saved' : 'idle';
        if (Array.from(this.drafts.values()).some((draft) => draft.conflict)) return 'conflict';
        if (Array.from(this.drafts.keys()).some((key) => this.trouble(key))) return 'refused';
        const now = Date.now();
        const slow = Array.from(this.#sentAt.values()).some((at) => now - at > SLOW_MS);
        return this.#client.connection.phase !== 'open' || slow || this.#refused.size > 0 ? 'unsaved' : 'saving';
    }

    /** Whether this browser keeps what is typed. */
    get keeps() {
        return Array.from(this.drafts.values()).every((draft) => draft.kept);
    }

    /**
     * Why a section isn't saved and won't be until a person changes it; the other ones go on being saved.
     * @param {string} key
     * @returns {string | null} the code of the refusal
     */
    trouble(key) {
        const draft = this.drafts.get(key);
        if (!draft || !draft.dirty) return null;
        if (lettersOf(draft) > LETTERS.section) return 'too_large';
        const refused = this.#refused.get(key);
        return refused && isForGood(refused.code) && refused.text === draft.wire ? refused.code : null;
    }

    /** @type {(key: string, draft: SectionDraft) => void} */
    #adoptPending = (key, draft) => {
        for (const { type, fields } of this.#client.pending) {
            if (type !== 'edit' || fields.section !== key) continue;
            draft.underway(String(fields.text));
            this.#sentAt.set(key, Date.now());
        }
    };

    /** @type {(key: string) => void} */
    #wait = (key) => {
        const now = Date.now();
        const waiting = this.#waits.get(key);
        const since = waiting ? waiting.since : now;
        if (waiting) clearTimeout(waiting.timer);
        const timer = window.setTimeout(() => this.#send(key), Math.max(0, Math.min(REST_MS, since + MOST_MS - now)));
        this.#waits.set(key, { timer, since });
    };

    /** @type {(key: string) => void} */
    #send = (key) => {
        const waiting = this.#waits.get(key);
        if (waiting) clearTimeout(waiting.timer);
        this.#waits.delete(key);
        const draft = this.drafts.get(key);
        const { state, connection } = this.#client;
        const next = draft && draft.next();
        // While the line is down it waits in the browser's store: its newest text goes out after the welcome.
        if (!draft || !next || connection.phase !== 'open' || state?.minutes.frozen || this.trouble(key)) return;
        draft.sending();
        this.#sentAt.set(key, Date.now());
        const section = /** @type {import('../../protocol/vocabulary.js').SectionKey} */ (key);
        this.#client.request('edit', { section, text: next.text, base: next.base }).catch((error) => {
            if (codeOf(error) === 'stopped') draft.failed(); // refusals come by `settled`
        });
        this.#tell();
    };

    /** @type {(settled: {command: {type: string, fields: any}, answer: any}) => void} */
    #settled = ({ command, answer }) => {
        if (command.type !== 'edit') return;
        const key = command.fields.section;
        const draft = this.drafts.get(key);
        if (!draft) return;
        this.#sentAt.delete(key);
        if (answer.type === 'refused') {
            this.#wasRefused(key, draft, { code: answer.code, text: command.fields.text });
        } else {
            draft.saved(answer.revision, command.fields.text);
            this.#refused.delete(key);
            this.savedAt = this.#client.serverNow();
            if (draft.next()) this.#wait(key);
        }
        this.#tell();
    };

    /** @type {(key: string, draft: SectionDraft, refused: {code: string, text: string}) => void} */
    #wasRefused = (key, draft, refused) => {
        draft.failed();
        this.#refused.set(key, refused);
        const theirs = this.#client.state?.minutes.sections.find((section) => section.key === key);
        if (theirs && draft.server(theirs.text, theirs.revision)) this.#replaced(key);
        if (draft.conflict) return;
        // What was typed since goes out; the refused words alone only when another try may do.
        if (!isForGood(refused.code)) setTimeout(() => this.#send(key), RETRY_MS);
        else if (draft.wire !== refused.text) this.#wait(key);
    };

    /** @param {string} key */
    #replaced = (key) => {
        this.dispatchEvent(new CustomEvent('text', { detail: { key } }));
    };

    #tell = () => {
        this.dispatchEvent(new CustomEvent('status'));
    };
}

/** @param {SectionDraft} draft */
function lettersOf(draft) {
    return draft.wire.length > LETTERS.section ? Array.from(draft.wire).length : draft.wire.length;
}
