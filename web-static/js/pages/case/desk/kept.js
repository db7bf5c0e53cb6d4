// The last list, for the hour when the server is away. It lives as long as the tab and is forgotten at sign-out.

/** @typedef {import('./sorting.js').CaseLine} CaseLine */
/** @typedef {import('./sorting.js').LostLine} LostLine */
/**
 * @typedef {{mine: CaseLine[], mineLost: LostLine[], mineNext: string | null, all: CaseLine[], allLost: LostLine[],
 *   allNext: string | null, at: number}} Lists
 */

/** @type {(account: string) => string} */
const key = (account) => `trialogue.desk.${account}`;

/**
 * @param {string} account
 * @param {Lists} lists
 */
export function keepList(account, lists) {
    try {
        sessionStorage.setItem(key(account), JSON.stringify(lists));
    } catch {
        // Full or forbidden: then there is no list to show while the server is away.
    }
}

/**
 * @param {string} account
 * @returns {Lists | null}
 */
export function keptList(account) {
    try {
        return JSON.parse(sessionStorage.getItem(key(account)) || 'null');
    } catch {
        return null;
    }
}
