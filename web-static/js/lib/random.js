/** 128 random bits in base64url: the id of a request, a page, a browser profile. */
export function randomID() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let binary = '';
    bytes.forEach((byte) => { binary += String.fromCharCode(byte); });
    return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
