// What a person chose for this browser: language, size of type, theme. Nothing here is about a case or a seat.

/** @typedef {'locale' | 'size' | 'theme'} Preference */

const PREFIX = 'trialogue.';

/**
 * @param {Preference | string} name
 * @returns {string | null} null when nothing was chosen, or the browser keeps nothing
 */
export function preference(name) {
    try {
        return localStorage.getItem(PREFIX + name);
    } catch {
        return null;
    }
}

/**
 * @param {Preference | string} name
 * @param {string | null} value null forgets the choice
 * @returns {boolean} whether the browser keeps it
 */
export function keepPreference(name, value) {
    try {
        if (value === null) localStorage.removeItem(PREFIX + name);
        else localStorage.setItem(PREFIX + name, value);
        return true;
    } catch {
        return false;
    }
}

export function isLarge() {
    return document.documentElement.dataset.size === 'large';
}

/** @param {boolean} large */
export function setLarge(large) {
    document.documentElement.dataset.size = large ? 'large' : 'standard';
    keepPreference('size', large ? 'large' : 'standard');
}

export function isDark() {
    return document.documentElement.dataset.theme === 'dark';
}

/** @param {boolean} dark */
export function setDark(dark) {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    keepPreference('theme', dark ? 'dark' : 'light');
}
