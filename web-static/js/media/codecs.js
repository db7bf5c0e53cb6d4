/**
 * VP8 first and always, then H.264 constrained baseline, which some Androids and fresh Firefoxes lack; beside them only
 * what carries them again after a loss. Fewer codecs keep a description small.
 * @param {{mimeType: string, sdpFmtpLine?: string}[]} codecs what the browser can receive
 */
export function pictureCodecs(codecs) {
    /** @param {(codec: {mimeType: string, sdpFmtpLine?: string}) => boolean} is */
    const all = (is) => codecs.filter(is);
    const name = (/** @type {{mimeType: string}} */ codec) => codec.mimeType.toLowerCase();
    return [
        ...all((codec) => name(codec) === 'video/vp8'),
        ...all((codec) => name(codec) === 'video/h264' && /profile-level-id=42e0/i.test(codec.sdpFmtpLine ?? '')
            && /packetization-mode=1/.test(codec.sdpFmtpLine ?? '')),
        ...all((codec) => name(codec) === 'video/rtx'),
    ];
}

/** What the browser was found to have, in our order: it doesn't change, and asking takes its time. */
let preferred = pictureCodecs([]);

/** @param {RTCRtpTransceiver} transceiver */
export function preferCodecs(transceiver) {
    // Chromium 76, Safari 13.1, Firefox 128: elsewhere the browser's own order has VP8 first.
    if (typeof transceiver.setCodecPreferences !== 'function') return;
    try {
        if (!preferred.length) preferred = pictureCodecs(RTCRtpReceiver.getCapabilities('video')?.codecs ?? []);
        if (preferred.length) transceiver.setCodecPreferences(/** @type {any} */ (preferred));
    } catch {
        // An order is a wish.
    }
}
