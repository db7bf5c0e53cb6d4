// A case leaves the desk, and what leaves the file.

export const STEPS = /** @type {import('../asks.js').Steps} */ ({
    sign_off: [],
    archive: [],
    export: ['purpose'],
});
export const ASIDE = ['export'];
export const GRAVE = ['sign_off', 'archive'];
