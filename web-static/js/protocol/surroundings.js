/**
 * The browser around a connection.
 * @returns {import('./types.js').Surroundings}
 */
export function browserSurroundings() {
    return {
        openSocket: (url) => new WebSocket(url, 'trialogue.v1'),
        now: () => Date.now(),
        random: () => Math.random(),
        after: (ms, act) => window.setTimeout(act, ms),
        cancel: (timer) => window.clearTimeout(timer),
        watch(act) {
            const online = () => act('online');
            const visible = () => { if (document.visibilityState === 'visible') act('visible'); };
            /** @param {PageTransitionEvent} event */
            const shown = (event) => { if (event.persisted) act('restored'); };
            window.addEventListener('online', online);
            window.addEventListener('pageshow', shown);
            document.addEventListener('visibilitychange', visible);
            return () => {
                window.removeEventListener('online', online);
                window.removeEventListener('pageshow', shown);
                document.removeEventListener('visibilitychange', visible);
            };
        },
        reload: () => location.reload(),
    };
}

/** @type {(session: string) => string} its room's address */
export const roomAddress = (session) => `${location.origin.replace('http', 'ws')}/ws/${session}`;

/**
 * The tab's own storage, or null where the browser refuses it: its mere name may throw.
 * @returns {import('./types.js').CommandStore|null}
 */
export function tabStorage() {
    try {
        return sessionStorage;
    } catch {
        return null;
    }
}
