/**
 * 128 random bits as 22 letters of the protocol's id alphabet (RFC 4648, section 5, without padding): the id of a
 * request, a page, a browser profile.
 * @returns {string}
 */
export function randomID() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let letters = '';
    for (const byte of bytes) letters += String.fromCharCode(byte);
    return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

const DEVICE_KEY = 'trialogue.device';

/**
 * The id of this browser profile: made once, kept as long as the profile keeps its storage. Where storage is refused
 * (private windows, some in-app browsers) it lasts as long as the page.
 * @returns {string}
 */
export function deviceID() {
    try {
        const kept = localStorage.getItem(DEVICE_KEY);
        if (kept) return kept;
        const made = randomID();
        localStorage.setItem(DEVICE_KEY, made);
        return made;
    } catch {
        return randomID();
    }
}
