/**
 * @typedef {import('./types.js').RoomState} RoomState
 * @typedef {import('./types.js').SectionName} SectionName
 * @typedef {import('./types.js').ServerMessage} ServerMessage
 * @typedef {import('./types.js').WelcomeMessage} WelcomeMessage
 * @typedef {import('./types.js').UpdateMessage} UpdateMessage
 * @typedef {import('./types.js').DraftMessage} DraftMessage
 */

/** @type {readonly SectionName[]} */
export const SECTIONS = ['session', 'seats', 'links', 'minutes', 'edges', 'happenings', 'claims', 'wall', 'shields'];

/** @type {Readonly<Record<string, any>>} */
const EMPTY = {
    seats: [], links: [], edges: [], happenings: [], claims: [], shields: [],
    wall: { number: 0, phase: 'open', members: [], confirmed: [] },
    minutes: { presenting: false, version: 1, frozen: null, sections: [] },
};

/**
 * The whole of what a page believes is a fold of this function over the messages of its stream. It is pure: sections
 * that a message leaves alone stay the same objects, so that a page can compare them by identity.
 * @param {RoomState|null} state
 * @param {ServerMessage} message
 * @returns {{state: RoomState|null, changed: Set<SectionName>}}
 */
export function reduce(state, message) {
    switch (message.type) {
        case 'welcome': return welcomed(state, message);
        case 'update': return state ? replaced(state, message) : unchanged(state);
        case 'draft': return state ? drafted(state, message) : unchanged(state);
        default: return unchanged(state);
    }
}

/** @param {RoomState|null} state */
function unchanged(state) {
    return { state, changed: new Set() };
}

/**
 * @param {RoomState|null} state
 * @param {WelcomeMessage} message
 */
function welcomed(state, message) {
    if (message.replay || !message.state) return unchanged(state);
    /** @type {any} */
    const next = { me: { seat: message.seat } };
    for (const section of SECTIONS) next[section] = message.state[section] ?? EMPTY[section] ?? null;
    return { state: next, changed: new Set(SECTIONS) };
}

/**
 * @param {RoomState} state
 * @param {UpdateMessage} message
 */
function replaced(state, message) {
    /** @type {any} */
    const next = { ...state };
    /** @type {Set<SectionName>} */
    const changed = new Set();
    for (const section of SECTIONS) {
        if (message[section] === undefined) continue;
        next[section] = message[section];
        changed.add(section);
    }
    return changed.size ? { state: next, changed } : unchanged(state);
}

/**
 * @param {RoomState} state
 * @param {DraftMessage} message
 */
function drafted(state, message) {
    const fresh = { key: message.section, text: message.text, revision: message.revision };
    const known = state.minutes.sections.some((section) => section.key === fresh.key);
    const sections = known
        ? state.minutes.sections.map((section) => (section.key === fresh.key ? fresh : section))
        : [...state.minutes.sections, fresh];
    /** @type {Set<SectionName>} */
    const changed = new Set(['minutes']);
    return { state: { ...state, minutes: { ...state.minutes, sections } }, changed };
}
