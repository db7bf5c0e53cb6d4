// The officer's room, put together: people, pictures, waiting room, buttons, paper.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { wallVoice } from '../../../room-ui/wall-voice.js';
import { wallWords } from '../../../room-ui/wall-words.js';
import { hearBar } from '../../../room-ui/hear-bar.js';
import { officerWords } from '../../../room-ui/hear-words.js';
import { TileBoard } from '../../../room-ui/tile-board.js';
import { unlockSound } from '../../../room-ui/sound.js';
import { keepAwake } from '../../../room-ui/wake-lock.js';
import { singleKeys } from '../../../ui/keys.js';
import { demoBanner } from '../../../ui/note.js';
import { watchArrivals } from './arrivals.js';
import { roomBar } from './bar.js';
import { CaucusPart } from './caucus.js';
import { DeskDock } from './desk-dock.js';
import { healthList } from './health.js';
import { LobbyPanel } from './lobby.js';
import { happeningsLog } from './log.js';
import { MinutesEditor } from './minutes.js';
import { PrivateNotes } from './notes.js';
import { PeopleList } from './people.js';
import { RoomNotes } from './say.js';

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

export class RoomView {
    #desk;
    #bar;
    #hears = hearBar(true);
    #say;
    #lobby;
    #people;
    #health;
    #log;
    #minutes;
    #notes;
    #caucus;
    #voice = wallVoice();
    #tiles;
    #board;
    #dock;
    #arrivals;
    #stop;

    /**
     * @param {Desk} desk
     * @param {HTMLElement} page
     */
    constructor(desk, page) {
        this.#desk = desk;
        const { client, capture, mesh } = desk;
        document.body.className = 'call live';
        document.body.dataset.step = 'call';
        this.#bar = roomBar(desk);
        this.#say = new RoomNotes(desk, () => { this.#board.start(); this.#update(); });
        desk.tell = (words) => this.#say.tell(words);
        this.#lobby = new LobbyPanel(desk);
        this.#people = new PeopleList(desk);
        this.#health = healthList(desk);
        this.#log = happeningsLog(desk);
        this.#minutes = new MinutesEditor(desk);
        this.#notes = new PrivateNotes(desk);
        this.#caucus = new CaucusPart(desk);
        desk.unsaved = () => !this.#minutes.saver.clean;
        desk.settle = () => this.#minutes.saver.settle(SETTLE_MS);
        this.#tiles = h('div', { class: 'stage__tiles' }, this.#caucus.tile, this.#lobby.element);
        this.#board = new TileBoard({
            client, capture, mesh, output: desk.devices.output, element: this.#tiles, officer: true,
            last: this.#caucus.tile,
            blocked: () => this.#say.soundBlocked(),
        });
        this.#dock = new DeskDock(desk, this.#caucus.dock, this.#update);
        this.#draw(page);
        this.#arrivals = watchArrivals(desk, this.#bar.name);
        this.#stop = this.#watch();
        this.update();
        this.#bar.title.focus({ preventScroll: true });
    }

    /** The room's state is another one. */
    update() {
        this.#minutes.take();
        this.#update();
    }

    end() {
        this.#stop();
        this.#arrivals.end();
        this.#minutes.end();
        this.#notes.end();
        this.#caucus.end();
    }

    /** @param {HTMLElement} page */
    #draw = (page) => {
        replace(page, demoBanner(this.#desk.me.demo), this.#bar.element, this.#hears.element, this.#say.element,
            this.#voice.element,
            h('div', { class: 'live__body' },
                h('section', { class: 'people', 'aria-labelledby': 'people-h' },
                    this.#people.pieces, this.#health.pieces, this.#log.pieces),
                h('main', { class: 'stage', id: 'main', tabindex: '-1', 'aria-label': t('live.stage') },
                    this.#tiles, this.#dock.element),
                this.#minutes.element, this.#notes.element));
    };

    /** @returns {() => void} ends it */
    #watch = () => {
        const { capture, mesh } = this.#desk;
        const keys = singleKeys({ m: () => this.#dock.microphone.click(), v: () => this.#dock.camera.click() });
        const sleep = keepAwake();
        const timer = setInterval(this.#update, 1000);
        const updateSoon = () => mesh.whenBegun(this.#update);
        for (const name of MESH_EVENTS) mesh.addEventListener(name, updateSoon);
        capture.addEventListener('change', this.#update);
        document.addEventListener('pointerdown', this.#touched, { passive: true });
        return () => {
            keys();
            sleep();
            clearInterval(timer);
            for (const name of MESH_EVENTS) mesh.removeEventListener(name, updateSoon);
            capture.removeEventListener('change', this.#update);
            document.removeEventListener('pointerdown', this.#touched);
        };
    };

    #touched = () => {
        unlockSound();
        this.#say.touched();
    };

    #update = () => {
        const { client: { state, connection }, capture, mesh } = this.#desk;
        if (!state) return;
        const open = mesh.openPeers();
        const online = connection.phase === 'open' || Date.now() - connection.since < PATIENCE;
        const connected = online || open.length > 0;
        this.#board.draw(!connected);
        this.#bar.show();
        const { microphone, camera } = capture.status;
        const own = { online, connected, open, held: mesh.heldPeers(), microphone, camera };
        this.#hears.show((connected && wallWords(state, own)) || officerWords(state, open, own));
        const apart = this.#caucus.show();
        this.#voice.show(state, open, microphone);
        this.#minutes.element.hidden = this.#notes.show();
        this.#tiles.dataset.count = String(Number(this.#tiles.dataset.count) + Number(apart));
        this.#say.show(online);
        this.#lobby.show();
        this.#tiles.dataset.lobby = this.#lobby.element.hidden ? 'none' : this.#lobby.isIdle ? 'idle' : 'here';
        this.#people.show();
        this.#health.show();
        this.#log.show();
        this.#minutes.show();
        this.#arrivals.show();
        this.#dock.show(state, apart);
    };
}
