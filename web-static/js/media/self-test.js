/**
 * @param {import('../protocol/types.js').Ice} ice
 * @param {{seconds?: number}} [options]
 * @returns {Promise<import('../protocol/types.js').NetworkCheck>}
 */
export async function selfTest(ice, options) { void [ice, options]; throw new Error('no_webrtc'); }
