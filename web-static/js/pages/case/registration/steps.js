// What becomes of a matter that was registered.

export const STEPS = /** @type {import('../commands.js').Steps} */ ({
    accept: ['reason'],
    decline: ['reason'],
    forward: ['unit', 'reason'],
    redirect: ['unit', 'reason'],
});
export const GRAVE = ['decline', 'forward', 'redirect'];
