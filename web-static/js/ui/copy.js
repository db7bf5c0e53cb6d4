/**
 * Puts text onto the clipboard.
 * @param {string} text
 * @returns {Promise<boolean>} whether the browser let us
 */
export async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copyBySelection(text);
    }
}

/**
 * The way of older browsers and of pages without that permission.
 * @type {(text: string) => boolean}
 */
function copyBySelection(text) {
    const before = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.readOnly = true;
    area.className = 'vh';
    document.body.appendChild(area);
    area.select();
    let done = false;
    try {
        done = document.execCommand('copy');
    } catch {
        done = false;
    }
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    return done;
}
