// A case leaves the desk.

export const STEPS = /** @type {import('../commands.js').Steps} */ ({
    sign_off: [],
    archive: [],
});
export const GRAVE = ['sign_off', 'archive'];
