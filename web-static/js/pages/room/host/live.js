// The officer's room: who is signed in, one line to the room as its host, and what stands on the page.

import { codeOf, get } from '../../../lib/http.js';
import { keepPreference, preference } from '../../../lib/preferences.js';
import { deviceID, randomID } from '../../../lib/random.js';
import { loadTexts, t } from '../../../lib/text.js';
import { setClock } from '../../../lib/time.js';
import { clean } from '../../../lib/written-text.js';
import { Mesh } from '../../../media/mesh.js';
import { OwnDevices } from '../../../media/own-devices.js';
import { RoomClient } from '../../../protocol/room-client.js';
import { roomAddress } from '../../../protocol/surroundings.js';
import { soundThrough } from '../../../room-ui/sound.js';
import { closeStepDialogs } from '../../../room-ui/step-dialog.js';
import { refusalWords } from '../../../ui/note.js';
import { goToSignIn } from '../../../ui/shell.js';
import { goesOnSigningOut, keepNoPicture } from '../../../ui/sign-out.js';
import { showConnecting, showOver, showProblem } from './over.js';
import { RoomView } from './room.js';
import { draftKey } from '../../minutes/draft.js';

/** @type {Record<number, string>} */
const STOPPED = { 4002: 'not_signed_in', 4003: 'taken_over', 4004: 'not_permitted' };
/** Who is signed in and asks for a session that isn't there, or is another's, has no reason to sign in again. */
const TURNED_AWAY = ['not_found', 'not_permitted', 'other_session'];

const page = /** @type {HTMLElement} */ (document.getElementById('page'));
const session = new URLSearchParams(location.search).get('session') || '';
/** @type {import('./room.js').Desk | null} */
let desk = null;
/** @type {RoomView | null} */
let room = null;
let at = '';

start();

async function start() {
    try {
        await loadTexts('common', 'refused', 'live', 'bureau');
    } catch {
        /** @type {HTMLElement} */ (document.getElementById('boot')).hidden = false;
        return;
    }
    keepNoPicture();
    if (goesOnSigningOut()) return;
    page.hidden = false;
    /** @type {import('../../../ui/shell.js').Me} */
    let me;
    try {
        me = await get('/api/me');
    } catch (error) {
        if (!goToSignIn(error)) showProblem(page, false, 'fault', null);
        return;
    }
    setClock(me.now);
    // What no session is called has no room, and an address of its own to ask at neither.
    if (!/^[\w-]{1,64}$/.test(session)) {
        showProblem(page, me.demo, 'not_found', null);
        return;
    }
    if (typeof RTCPeerConnection !== 'function') {
        showProblem(page, me.demo, 'no_webrtc', null);
        return;
    }
    const client = new RoomClient({
        url: roomAddress(session),
        identity: { session },
        page: randomID(),
        device: deviceID(),
    });
    desk = { session, me, client, ...media(client), ask, tell() {}, unsaved: () => false, settle: async () => true };
    client.addEventListener('state', () => { if (desk) desk.mesh.whenBegun(look); });
    client.addEventListener('connection', look);
    client.addEventListener('welcome', () => setClock(client.serverNow()));
    client.open();
    look();
}

/** Draws what is so now, or brings it up to date. */
function look() {
    if (!desk) return;
    const now = where(desk.client);
    if (now === at) {
        if (room) room.update();
        return;
    }
    closeStepDialogs();
    if (room) room.end();
    room = null;
    at = now;
    const { demo } = desk.me;
    if (now === 'room') {
        room = new RoomView(desk, page);
        desk.capture.start({ camera: true, microphone: true });
        return;
    }
    if (now === 'connecting') {
        showConnecting(page, demo);
    } else {
        // Nobody is heard from a page that is no room any more.
        desk.mesh.close();
        desk.devices.stop();
        if (now === 'over') {
            showOver(page, { demo, session, state: desk.client.state, unsaved: leftBehind(desk.client) });
        } else {
            showProblem(page, demo, now, act(now, desk.client));
        }
    }
}

/** @param {RoomClient} client */
function where({ connection, state }) {
    const { phase, code, closeCode } = connection;
    const ended = state !== null && state.session.phase === 'ended';
    if (phase === 'stopped' && closeCode === 4002 && code && TURNED_AWAY.includes(code)) return code;
    if (phase === 'stopped') return ended || closeCode === 4005 ? 'over' : STOPPED[closeCode || 0] || 'fault';
    if (phase === 'refused') {
        return code === 'session_over' ? 'over'
            : code === 'open_on_other_device' ? 'open_in_other_tab'
            : code || 'fault';
    }
    if (!state) return 'connecting';
    return ended ? 'over' : 'room';
}

/**
 * @param {string} code
 * @param {RoomClient} client
 * @returns {(() => void) | null}
 */
function act(code, client) {
    if (code === 'open_in_other_tab') {
        // Media begins anew with the take-over, on a page that is loaded for it.
        return () => { client.takeOver(); rebuild(client); };
    }
    if (code === 'not_signed_in') {
        return () => location.replace(`/?back=${encodeURIComponent(location.pathname + location.search)}`);
    }
    return null;
}

/** @param {RoomClient} client */
function rebuild(client) {
    if (!desk) return;
    desk.devices.close();
    Object.assign(desk, media(client));
}

/** @param {RoomClient} client */
function media(client) {
    const devices = new OwnDevices({ profile: 'desk', store: { read: preference, keep: keepPreference } });
    const { capture } = devices;
    soundThrough(devices.output);
    return { devices, capture, mesh: new Mesh({ client, capture }) };
}

/**
 * What was typed and never reached the server, when the room is over.
 * @param {RoomClient} client
 * @returns {string[]}
 */
function leftBehind({ state }) {
    if (!state) return [];
    return state.minutes.sections.map(({ key, text }) => {
        try {
            const kept = JSON.parse(localStorage.getItem(draftKey(session, key)) || 'null');
            return kept && clean(kept.text, 'text') !== clean(text, 'text')
                ? `${t(`common.section.${key}`)}: ${kept.text}`
                : '';
        } catch {
            return '';
        }
    }).filter(Boolean);
}

/**
 * @type {import('./room.js').Ask} whether it was done; the page shows it by then
 */
async function ask(type, fields) {
    if (!desk) return false;
    try {
        await desk.client.request(type, fields);
        desk.tell(null);
        const { mesh } = desk;
        // What was done shows when links have begun: until then a button goes on saying what it is doing.
        await new Promise((resolve) => { mesh.whenBegun(() => resolve(null)); });
        return true;
    } catch (error) {
        desk.tell(t('live.failed', { why: refusalWords(codeOf(error) || 'fault') }));
        return false;
    }
}
