// What was typed into a form of a case and not sent. It lives in this tab alone, and goes with the sign-out.

/** @type {(place: string) => string} */
const key = (place) => `trialogue.typed.${place}`;

/**
 * @param {string} place the form, such as `grade.c-87`
 * @param {string[]} texts of its fields, in their order
 */
export function keepTyped(place, texts) {
    try {
        sessionStorage.setItem(key(place), JSON.stringify(texts));
    } catch {
        // It lives as long as the dialog then.
    }
}

/**
 * @param {string} place
 * @param {number} fields how many the form has: what was kept of another form is no use
 * @returns {string[]}
 */
export function typedBefore(place, fields) {
    try {
        const kept = JSON.parse(sessionStorage.getItem(key(place)) || '[]');
        return Array.isArray(kept) && kept.length === fields ? kept.map(String) : [];
    } catch {
        return [];
    }
}

/** @param {string} place */
export function forgetTyped(place) {
    try {
        sessionStorage.removeItem(key(place));
    } catch {
        // Nothing was kept.
    }
}
