import { pageCertificate } from './certificate.js';

/**
 * What a mesh needs of the browser around it; tests pass their own.
 *
 * @typedef {object} MeshSurroundings
 * @property {() => number} now
 * @property {() => number} random
 * @property {(ms: number, act: () => void) => void} after
 * @property {(ms: number, act: () => void) => () => void} every gives back what ends it
 * @property {() => Promise<RTCCertificate>} certificate
 * @property {(configuration: RTCConfiguration) => RTCPeerConnection} connect
 * @property {(act: () => void) => () => void} onNetworkChange
 */

/** @returns {MeshSurroundings} */
export function browserMeshSurroundings() {
    return {
        now: () => Date.now(),
        random: () => Math.random(),
        after: (ms, act) => { window.setTimeout(act, ms); },
        every(ms, act) {
            const timer = window.setInterval(act, ms);
            return () => window.clearInterval(timer);
        },
        certificate: pageCertificate,
        connect: (configuration) => new RTCPeerConnection(configuration),
        onNetworkChange(act) {
            // Chromium says when Wi-Fi gives way to the mobile network; the others say only that there is a network
            // again.
            const network = /** @type {any} */ (navigator).connection;
            window.addEventListener('online', act);
            network?.addEventListener?.('change', act);
            return () => {
                window.removeEventListener('online', act);
                network?.removeEventListener?.('change', act);
            };
        },
    };
}
