/** @type {Promise<RTCCertificate>|null} */
let made = null;

/**
 * The one certificate of this page. The server binds a page to its first fingerprint, so that all links share it.
 * @returns {Promise<RTCCertificate>}
 */
export function pageCertificate() {
    made ??= RTCPeerConnection.generateCertificate(/** @type {any} */ ({ name: 'ECDSA', namedCurve: 'P-256' }));
    return made;
}
