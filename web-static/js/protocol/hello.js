/**
 * @typedef {import('./types.js').Identity} Identity
 */

/** Refusals of a hello that are the server's own trouble: nothing is wrong with this page, it comes back. */
const PASSING = new Set(['store_failed', 'busy', 'fault', 'slow_down', 'wrong_state']);

/**
 * Whether a refused hello is worth another try without anybody's doing.
 * @param {string} code
 */
export function passes(code) {
    return PASSING.has(code);
}

/**
 * Where this session's and this seat's unanswered commands are stored.
 * @param {Identity} identity
 */
export function commandsKey(identity) {
    if ('seatCredential' in identity) {
        // SESSION.SEAT.GENERATION.SECRET; a session's id may itself hold points.
        const parts = identity.seatCredential.split('.');
        return `trialogue.commands.${parts.slice(0, -3).join('.')}.${parts[parts.length - 3] ?? ''}`;
    }
    return `trialogue.commands.${identity.session}.${identity.watch ? 'watch' : 'officer'}`;
}

/**
 * @param {object} said
 * @param {Identity} said.identity
 * @param {string} said.page
 * @param {string} said.device
 * @param {{run: string|null, position: number}} said.stream
 * @param {{peer: number, epoch: number}[]} said.links
 * @param {boolean} said.takeOver
 */
export function hello({ identity, page, device, stream, links, takeOver }) {
    const held = { page, device, run: stream.run, seq: stream.position, links, takeOver };
    if ('seatCredential' in identity) return { type: 'hello', seatCredential: identity.seatCredential, ...held };
    return { type: 'hello', session: identity.session, ...held, watch: identity.watch ?? false };
}
