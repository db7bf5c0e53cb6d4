/**
 * 128 random bits as 22 letters of the protocol's id alphabet (RFC 4648, section 5, without padding).
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
 * @param {() => Pick<Storage, 'getItem'|'setItem'>} [storage] called guarded: the mere name may throw
 * @returns {string}
 */
export function deviceID(storage = () => localStorage) {
    try {
        const kept = storage().getItem(DEVICE_KEY);
        if (kept) return kept;
        const made = randomID();
        storage().setItem(DEVICE_KEY, made);
        return made;
    } catch {
        return randomID();
    }
}
