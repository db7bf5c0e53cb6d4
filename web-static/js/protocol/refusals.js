/**
 * Trouble of the server's or of the moment (docs/protocol.md, 2.4): worth another try without anybody's doing. Every
 * other refusal is for good: the same words would be refused again.
 */
export const PASSING = new Set([
    'store_failed', 'busy', 'fault', 'slow_down', 'stale_revision', 'wrong_state', 'host_absent', 'minutes_frozen',
    'stopped',
]);

/**
 * @param {string | null} code null: no refusal but no answer
 */
export function isForGood(code) {
    return code !== null && !PASSING.has(code);
}
