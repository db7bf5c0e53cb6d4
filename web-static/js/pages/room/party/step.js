// Which step a visit is at: one pure answer from the line and the state.

/**
 * @typedef {'connecting' | 'join' | 'check' | 'waiting' | 'call' | 'end' | 'left' | 'problem'} StepName
 * @typedef {{name: StepName, why: string}} Step `why`: the problem's code
 */

/** @type {Record<number, string>} */
const STOPPED = { 4002: 'link_spent', 4003: 'taken_over', 4004: 'shown_out' };

/**
 * Refusals before a close by 4002 that say more than it.
 * @type {Record<string, string>}
 */
const TURNED_AWAY = {
    not_permitted: 'not_permitted',
    waiting_for_officer: 'many_devices',
    other_session: 'other_session',
};

/**
 * @param {{connection: import('../../../protocol/types.js').Connection, state:
 *   import('../../../protocol/types.js').RoomState | null}} client
 * @returns {Step}
 */
export function stepOf({ connection, state }) {
    const ended = state !== null && state.session.phase === 'ended';
    if (connection.phase === 'stopped') {
        if (connection.closeCode === 4005 || ended) return at('end');
        if (connection.closeCode === 1000) return at('left');
        const why = STOPPED[connection.closeCode || 0] || 'fault';
        return at('problem', (why === 'link_spent' && TURNED_AWAY[connection.code || '']) || why);
    }
    if (connection.phase === 'refused') {
        return connection.code === 'session_over' ? at('end') : at('problem', connection.code || 'fault');
    }
    if (connection.phase === 'pending') return at('problem', 'waiting_for_officer');
    if (!state) return at('connecting');
    return ended ? at('end') : bySeat(state);
}

/** @param {import('../../../protocol/types.js').RoomState} state */
function bySeat(state) {
    const me = state.seats.find((seat) => seat.seat === state.me.seat);
    switch (me ? me.standing : 'invited') {
        case 'consented': return at('check');
        case 'waiting': return at('waiting');
        case 'admitted': return at('call');
        case 'left': return at('left');
        case 'removed':
        case 'declined': return at('problem', 'removed');
        default: return at('join');
    }
}

/**
 * @param {StepName} name
 * @param {string} [why]
 * @returns {Step}
 */
function at(name, why = '') {
    return { name, why };
}
