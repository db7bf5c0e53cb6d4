// The officer's room, put together: people, pictures, waiting room, buttons, paper.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { wallVoice } from '../../../room-ui/wall-voice.js';
import { wallWords } from '../../../room-ui/wall-words.js';
import { openDevices } from '../../../room-ui/device-dialog.js';
import { deviceLook, dockButton, toggleDevice } from '../../../room-ui/dock.js';
import { hearBar } from '../../../room-ui/hear-bar.js';
import { officerWords } from '../../../room-ui/hear-words.js';
import { TileBoard } from '../../../room-ui/tile-board.js';
import { unlockSound } from '../../../room-ui/sound.js';
import { keepAwake } from '../../../room-ui/wake-lock.js';
import { singleKeys } from '../../../ui/keys.js';
import { demoBanner } from '../../../ui/note.js';
import { watchArrivals } from './arrivals.js';
import { roomBar } from './bar.js';
import { caucusPart } from './caucus.js';
import { askToEnd } from './end.js';
import { healthList } from './health.js';
import { lobbyPanel } from './lobby.js';
import { happeningsLog } from './log.js';
import { minutesEditor } from './minutes.js';
import { privateNotes } from './notes.js';
import { peopleList } from './people.js';
import { roomNotes } from './say.js';

/** @typedef {import('../../../protocol/types.js').Commands} Commands */
/** @typedef {<Name extends keyof Commands>(type: Name, fields?: Commands[Name]) => Promise<boolean>} Ask */

/**
 * @typedef {object} Desk
 * @property {string} session
 * @property {import('../../../ui/shell.js').Me} me
 * @property {import('../../../protocol/room-client.js').RoomClient} client
 * @property {import('../../../media/own-devices.js').OwnDevices} devices
 * @property {import('../../../media/capture.js').Capture} capture the devices' own
 * @property {import('../../../media/mesh.js').Mesh} mesh
 * @property {Ask} ask a command whose refusal is told on the page
 * @property {(words: string | null) => void} tell a failure, where everybody on this page sees it
 * @property {() => boolean} unsaved whether something of the minutes isn't on the server
 * @property {() => Promise<boolean>} settle sends what of the minutes still waits; whether the server has it
 */

const PATIENCE = 1500;
/** How long an end waits for the last words of the minutes. */
const SETTLE_MS = 3000;
const MESH_EVENTS = ['stream', 'link', 'speaker', 'stats'];

/**
 * @param {Desk} desk
 * @param {HTMLElement} page
 */
export function roomView(desk, page) {
    const { client, capture, mesh } = desk;
    document.body.className = 'call live';
    document.body.dataset.step = 'call';
    const bar = roomBar(desk);
    const hears = hearBar(true);
    const say = roomNotes(desk, () => { board.start(); update(); });
    desk.tell = say.tell;
    const lobby = lobbyPanel(desk);
    const people = peopleList(desk);
    const health = healthList(desk);
    const log = happeningsLog(desk);
    const minutes = minutesEditor(desk);
    const notes = privateNotes(desk);
    const caucus = caucusPart(desk);
    const voice = wallVoice();
    desk.unsaved = () => !minutes.saver.clean;
    desk.settle = () => minutes.saver.settle(SETTLE_MS);
    const tiles = h('div', { class: 'stage__tiles' }, caucus.tile, lobby.element);
    const board = new TileBoard({
        client, capture, mesh, output: desk.devices.output, element: tiles, officer: true, last: caucus.tile,
        blocked: () => say.soundBlocked(),
    });

    const microphone = dockButton({
        act: 'mute',
        look: deviceLook('microphone', 'off'),
        press: () => toggleDevice(capture, 'microphone').then(update),
    });
    const camera = dockButton({
        act: 'camera',
        look: deviceLook('camera', 'off'),
        press: () => toggleDevice(capture, 'camera').then(update),
    });
    const chooser = dockButton({
        act: 'devices',
        look: { sign: 'tune', words: t('live.devices.open') },
        press: () => openDevices(desk.devices),
    });
    const present = dockButton({
        act: 'present',
        look: { sign: 'doc', words: t('live.dock.present'), pressed: false },
        press: () => { desk.ask('present', { on: !(client.state && client.state.minutes.presenting) }); },
    });
    const end = dockButton({
        act: 'end', kind: 'end',
        look: { sign: 'leave', words: t('live.dock.end') },
        press: () => { askToEnd(desk); },
    });

    replace(page, demoBanner(desk.me.demo), bar.element, hears.element, say.element, voice.element,
        h('div', { class: 'live__body' },
            h('section', { class: 'people', 'aria-labelledby': 'people-h' }, people.pieces, health.pieces, log.pieces),
            h('main', { class: 'stage', id: 'main', tabindex: '-1', 'aria-label': t('live.stage') }, tiles,
                h('nav', { class: 'dock dock--desk', 'aria-label': t('live.dock.label') },
                    microphone.element, camera.element, chooser.element, present.element, caucus.dock, end.element)),
            minutes.element, notes.element));
    const keys = singleKeys({ m: () => microphone.element.click(), v: () => camera.element.click() });
    const sleep = keepAwake();
    const arrivals = watchArrivals(desk, bar.name);
    const timer = setInterval(update, 1000);
    const updateSoon = () => mesh.whenBegun(update);
    for (const name of MESH_EVENTS) mesh.addEventListener(name, updateSoon);
    capture.addEventListener('change', update);
    document.addEventListener('pointerdown', touched, { passive: true });
    minutes.take();
    update();
    bar.title.focus({ preventScroll: true });
    return { update: changed, end: over };

    /** The room's state is another one. */
    function changed() {
        minutes.take();
        update();
    }

    function over() {
        keys();
        sleep();
        arrivals.end();
        minutes.end();
        notes.end();
        caucus.end();
        clearInterval(timer);
        for (const name of MESH_EVENTS) mesh.removeEventListener(name, updateSoon);
        capture.removeEventListener('change', update);
        document.removeEventListener('pointerdown', touched);
    }

    function touched() {
        unlockSound();
        say.touched();
    }

    function update() {
        const { state, connection } = client;
        if (!state) return;
        const open = mesh.openPeers();
        const online = connection.phase === 'open' || Date.now() - connection.since < PATIENCE;
        board.draw(!online && open.length === 0);
        bar.show();
        const { microphone: mine, camera: picture } = capture.status;
        const own = {
            online,
            connected: online || open.length > 0,
            open,
            held: mesh.heldPeers(),
            microphone: mine, camera: picture,
        };
        hears.show((own.connected && wallWords(state, own)) || officerWords(state, open, own));
        const apart = caucus.show();
        voice.show(state, open, mine);
        minutes.element.hidden = notes.show();
        tiles.dataset.count = String(Number(tiles.dataset.count) + Number(apart));
        say.show(online);
        lobby.show();
        tiles.dataset.lobby = lobby.element.hidden ? 'none' : lobby.idle() ? 'idle' : 'here';
        people.show();
        health.show();
        log.show();
        minutes.show();
        arrivals.show();
        microphone.show(deviceLook('microphone', capture.status.microphone));
        camera.show(deviceLook('camera', capture.status.camera));
        const { presenting } = state.minutes;
        present.element.hidden = apart || state.session.phase === 'waiting';
        present.show({
            sign: 'doc',
            words: t(presenting ? 'live.dock.unpresent' : 'live.dock.present'),
            pressed: presenting,
        });
    }
}
