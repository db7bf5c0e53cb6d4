/** 128 random bits in base64url: the id of a request, a page, a browser profile. */
export function randomID() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let binary = '';
    bytes.forEach((byte) => { binary += String.fromCharCode(byte); });
    return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
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
