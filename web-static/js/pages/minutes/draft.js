// What an officer has typed into one section, and how it comes together with what the server holds. Pure: no clock, no
// DOM. The text is stored in this browser before it is sent, and forgotten only when the server has it. What is
// compared and sent is cleaned by the one rule for texts; what the person sees stays as they typed it.

import { clean } from '../../lib/written-text.js';

/**
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} DraftStore
 * @typedef {{text: string, base: number, sent: string | null}} Kept `sent`: what was on its way when it was stored
 * @typedef {{text: string, revision: number}} Theirs
 */

export class SectionDraft {
    /** What the person sees. */
    text = '';
    /** The server's revision that `text` was made from. */
    base = 0;
    /** @type {Theirs | null} the server's version, when it moved on while this one was typed: a person decides */
    conflict = null;
    /** Whether an input method is writing: what it shows is not typed yet, and nobody's version may take its place. */
    composing = false;
    /** Whether this browser kept what was typed last. */
    kept = true;

    /** What the server holds at `base`, cleaned. */
    #saved = '';
    /** `text` as it was cleaned last. */
    #cleaned = { text: '', wire: '' };
    /** @type {string | null} */
    #sent = null;
    #store;
    #key;

    /**
     * @param {DraftStore | null} store null: the browser keeps nothing
     * @param {string} key one a session and section
     */
    constructor(store, key) {
        this.#store = store;
        this.#key = key;
        const left = this.#read();
        if (!left) return;
        this.text = left.text;
        this.base = left.base;
        this.#sent = left.sent;
        this.#restored = true;
    }

    /** Typed in an earlier load of the page, and not yet compared with the server's. */
    #restored = false;

    /** `text` as it is sent. */
    get wire() {
        if (this.#cleaned.text !== this.text) this.#cleaned = { text: this.text, wire: clean(this.text, 'text') };
        return this.#cleaned.wire;
    }

    get dirty() {
        return this.wire !== this.#saved;
    }

    get onItsWay() {
        return this.#sent !== null;
    }

    /**
     * A person typed.
     * @param {string} text
     */
    typed(text) {
        this.text = text;
        this.#keep();
    }

    /**
     * What is to be sent now, null when there is nothing or it must wait.
     * @returns {{text: string, base: number} | null}
     */
    next() {
        return this.#sent === null && this.dirty && !this.conflict && !this.#restored
            ? { text: this.wire, base: this.base }
            : null;
    }

    /** `next()` goes out. */
    sending() {
        this.#sent = this.wire;
        this.#keep();
    }

    /**
     * An earlier load of this page sent it, and the line sends it again by itself.
     * @param {string} text
     */
    underway(text) {
        this.#sent = text;
        this.#keep();
    }

    /**
     * The server has what was sent.
     * @param {number} revision
     * @param {string} [text] what it was, when an earlier load of the page sent it
     */
    saved(revision, text) {
        const landed = text !== undefined ? text : this.#sent;
        if (landed !== null && revision >= this.base) {
            this.#saved = clean(landed, 'text');
            this.base = revision;
        }
        this.#sent = null;
        this.#keep();
    }

    /** It was refused or nothing will answer: what was typed stays, and may be sent anew. */
    failed() {
        this.#sent = null;
        this.#keep();
    }

    /**
     * The server's version, as a snapshot or another page's edit brings it.
     * @param {string} text
     * @param {number} revision
     * @returns {boolean} whether `text` of this draft is another one now
     */
    server(text, revision) {
        if (this.#restored) return this.#reconcile(text, revision);
        const theirs = clean(text, 'text');
        if (revision < this.base || (revision === this.base && theirs === this.#saved)) return false;
        if (theirs === this.wire || theirs === this.#sent) {
            // Our own edit, seen before its answer.
            this.#saved = theirs;
            this.base = revision;
            if (theirs === this.wire) this.conflict = null;
            this.#keep();
            return false;
        }
        if (this.dirty || this.composing || this.#sent !== null) {
            this.conflict = { text, revision };
            return false;
        }
        return this.#adopt(text, revision);
    }

    /**
     * A person has seen both versions and chose.
     * @param {'mine' | 'theirs' | 'both'} which
     */
    choose(which) {
        if (!this.conflict) return;
        const theirs = this.conflict;
        this.conflict = null;
        this.#sent = null;
        this.#saved = clean(theirs.text, 'text');
        this.base = theirs.revision;
        if (which === 'theirs') this.text = theirs.text;
        if (which === 'both') this.text = [theirs.text, this.text].filter(Boolean).join('\n');
        this.#keep();
    }

    /**
     * What an earlier load left behind meets the server's version for the first time.
     * @type {(text: string, revision: number) => boolean}
     */
    #reconcile = (text, revision) => {
        this.#restored = false;
        const theirs = clean(text, 'text');
        const ours = theirs === this.wire || theirs === this.#sent || revision === this.base;
        this.#sent = null;
        this.#saved = theirs;
        if (!ours) this.conflict = { text, revision };
        else this.base = revision;
        this.#keep();
        return true;
    };

    /** @type {(text: string, revision: number) => boolean} */
    #adopt = (text, revision) => {
        this.#saved = clean(text, 'text');
        this.base = revision;
        this.text = text;
        this.conflict = null;
        this.#keep();
        return true;
    };

    #keep = () => {
        try {
            if (!this.#store) {
                this.kept = !this.dirty;
            } else if (this.dirty || this.#sent !== null || this.conflict) {
                this.#store.setItem(this.#key, JSON.stringify({ text: this.text, base: this.base, sent: this.#sent }));
            } else {
                this.#store.removeItem(this.#key);
            }
            if (this.#store) this.kept = true;
        } catch {
            this.kept = false;
        }
    };

    /** @returns {Kept | null} */
    #read = () => {
        try {
            const left = JSON.parse((this.#store && this.#store.getItem(this.#key)) || 'null');
            return left && typeof left.text === 'string' && typeof left.base === 'number'
                ? { text: left.text, base: left.base, sent: typeof left.sent === 'string' ? left.sent : null }
                : null;
        } catch {
            return null;
        }
    };
}

/**
 * @param {string} session
 * @param {string} section
 */
export function draftKey(session, section) {
    return `trialogue.minutes.${session}.${section}`;
}
