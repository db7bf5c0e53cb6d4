/** What browsers at the floor do differently with an RTCPeerConnection. */

/**
 * @param {RTCPeerConnection} connection
 * @returns {RTCPeerConnectionState}
 */
export function stateOf(connection) {
    // Firefox has no connectionState before 113: there the state of ICE says as much as there is.
    if (connection.connectionState) return connection.connectionState;
    const ice = connection.iceConnectionState;
    if (ice === 'checking') return 'connecting';
    return ice === 'completed' ? 'connected' : ice;
}

/**
 * Before each restart: expired credentials keep a relay alive, and a restart with them only seems to work.
 * @param {RTCPeerConnection} connection
 * @param {RTCConfiguration} before what it has; the same relays are not given to it again, for the page waits until it
 *   has taken them
 * @param {RTCConfiguration} newest its certificates stay what they were
 * @returns {RTCConfiguration} what it has now
 */
export function renewRelays(connection, before, newest) {
    // Firefox has it since 2022; before, a new epoch brings new credentials.
    if (newest.iceServers === before.iceServers || !connection.setConfiguration) return before;
    const { certificates, ...rest } = newest;
    void certificates;
    try {
        connection.setConfiguration(rest);
        return newest;
    } catch {
        // The old configuration stays.
        return before;
    }
}

/**
 * @param {RTCPeerConnection} connection
 * @param {import('../protocol/types.js').WireCandidate|null} candidate null: the row's end
 */
export async function addCandidate(connection, candidate) {
    try {
        if (candidate) await connection.addIceCandidate(candidate);
        else await connection.addIceCandidate();
    } catch {
        // One that this browser can't use is one less to try; older Chromium refuses the row's end.
    }
}
