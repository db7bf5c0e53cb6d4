// An unregistered matter, as it stands in the form. It is kept in this tab alone: it holds names and numbers of
// identity cards.

/** @typedef {{matter: Record<string, string>, parties: import('./party-form.js').Draft[]}} RegisterDraft */

/** @type {(account: string) => string} */
const key = (account) => `trialogue.register.${account}`;

/**
 * @param {string} account
 * @returns {RegisterDraft | null}
 */
export function keptDraft(account) {
    try {
        return JSON.parse(sessionStorage.getItem(key(account)) || 'null');
    } catch {
        return null;
    }
}

/**
 * @param {string} account
 * @param {RegisterDraft} draft
 * @returns {boolean} whether the browser keeps it
 */
export function keepDraft(account, draft) {
    try {
        sessionStorage.setItem(key(account), JSON.stringify(draft));
        return true;
    } catch {
        return false;
    }
}

/** @param {string} account */
export function forgetDraft(account) {
    try {
        sessionStorage.removeItem(key(account));
    } catch {
        // Nothing was kept.
    }
}
