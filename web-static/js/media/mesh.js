/** All links of this page. */
export class Mesh extends EventTarget {
    /** @param {{client: import('../protocol/room-client.js').RoomClient, capture: import('./capture.js').Capture}} parts */
    constructor(parts) {
        super();
        this.parts = parts;
    }

    /** @returns {number[]} */
    openPeers() { return []; }

    /**
     * @param {number} peer
     * @returns {MediaStream|null}
     */
    streamOf(peer) { void peer; return null; }

    /** @param {number} peer */
    statsOf(peer) { void peer; return null; }

    close() {}
}
