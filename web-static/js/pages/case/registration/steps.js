// What becomes of a matter that was registered, and who answers for it.

export const STEPS = /** @type {import('../asks.js').Steps} */ ({
    accept: ['reason'],
    decline: ['reason'],
    forward: ['unit', 'reason'],
    redirect: ['unit', 'reason'],
    hand_over: ['to', 'reason'],
    link: ['caseNo'],
    unmask_identity: ['party', 'reason'],
});
export const ASIDE = ['link', 'hand_over', 'unmask_identity'];
export const GRAVE = ['decline', 'forward', 'redirect'];
