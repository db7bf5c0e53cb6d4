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

/**
 * A room's own address, by which a proxy can find it (docs/protocol.md, 2); null when no session has that name.
 * @param {string} session
 * @param {{protocol: string, host: string}} [from]
 * @returns {string | null}
 */
export function roomAddress(session, from = location) {
    return /^[\w-]{1,64}$/.test(session) ? `${from.protocol === 'http:' ? 'ws' : 'wss'}://${from.host}/ws/${session}` : null;
}

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
