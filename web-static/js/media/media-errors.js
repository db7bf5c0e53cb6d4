/**
 * Why a device could not be had, in the words of the protocol's `media` (webrtc and mediacapture-main name the errors;
 * older Chromium and WebViews have names of their own).
 * @param {any} error
 * @returns {'denied'|'missing'|'busy'}
 */
export function statusOfError(error) {
    switch (error?.name) {
        case 'NotAllowedError':
        case 'PermissionDeniedError':
        case 'SecurityError':
            return 'denied';
        case 'NotReadableError':
        case 'TrackStartError':
        case 'AbortError':
        case 'SourceUnavailableError':
            return 'busy';
        default:
            return 'missing';
    }
}

/**
 * What a track does, measured: not what was asked of it.
 * @param {{readyState: string, enabled: boolean, muted: boolean}} track
 * @param {boolean} silent nothing has arrived from the device for a while
 * @returns {'live'|'muted'|'stopped'|'silent'}
 */
export function statusOfTrack(track, silent) {
    if (track.readyState === 'ended') return 'stopped';
    if (!track.enabled) return 'muted';
    if (track.muted) return 'stopped';
    return silent ? 'silent' : 'live';
}
