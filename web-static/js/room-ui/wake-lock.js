// Keeps the screen lit while somebody waits or talks, where the browser can: it lets go whenever the page is hidden, so
// it is asked anew.

/** @returns {() => void} lets the screen sleep again */
export function keepAwake() {
    /** @type {any} */
    let lock = null;
    let wanted = true;
    const ask = async () => {
        const wake = /** @type {any} */ (navigator).wakeLock;
        if (!wanted || !wake || document.visibilityState !== 'visible') return;
        try {
            lock = await wake.request('screen');
            if (!wanted) lock.release();
        } catch {
            // A low battery or the browser's own rule: the call does not depend on it.
        }
    };
    document.addEventListener('visibilitychange', ask);
    ask();
    return () => {
        wanted = false;
        document.removeEventListener('visibilitychange', ask);
        if (lock) lock.release().catch(() => {});
    };
}
