// The call: who hears whom, faces, buttons that say what media does, and the paper when the officer shows it.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { deviceLook } from '../../../room-ui/dock.js';
import { hearBar } from '../../../room-ui/hear-bar.js';
import { partyWords } from '../../../room-ui/hear-words.js';
import { wallVoice } from '../../../room-ui/wall-voice.js';
import { wallWords } from '../../../room-ui/wall-words.js';
import { TileBoard } from '../../../room-ui/tile-board.js';
import { keepAwake } from '../../../room-ui/wake-lock.js';
import { singleKeys } from '../../../ui/keys.js';
import { demoBanner } from '../../../ui/note.js';
import { backPanel } from './back.js';
import { CallDock } from './call-dock.js';
import { callFacts } from './facts.js';
import { CallNotes } from './notes.js';
import { shownMinutes } from './minutes.js';
import { OutsidePanel } from './outside.js';

/** A line that is away for less than this is nobody's concern; ms. */
const PATIENCE = 1500;

const MESH_EVENTS = ['stream', 'link', 'speaker', 'stats'];

export class CallStep {
    title = h('h1', { class: 'vh', tabindex: '-1' }, t('party.call.title'));
    line = null;

    #visit;
    #mesh;
    #bar = hearBar();
    #alone = h('div', { class: 'room__alone', hidden: true },
        h('b', null, t('party.call.alone')), h('span', null, t('party.call.alone_says')));
    #back;
    #facts;
    #notes;
    #paper = shownMinutes();
    #outside;
    #voice = wallVoice();
    #room;
    #board;
    #dock;
    #stop;

    /**
     * @param {import('./visit.js').Visit} visit
     * @param {HTMLElement} page
     */
    constructor(visit, page) {
        this.#visit = visit;
        this.#mesh = visit.mesh;
        const { opened, client, capture, devices, mesh } = visit;
        document.body.className = 'call phone';
        document.body.dataset.step = 'call';
        const stage = h('div', { class: 'room__stage' });
        this.#back = backPanel(visit);
        stage.append(this.#alone, this.#back.element);
        this.#facts = callFacts(visit);
        this.#notes = new CallNotes(visit, () => { this.#board.start(); this.update(); });
        this.#outside = new OutsidePanel(visit);
        this.#room = h('main', { class: 'room', id: 'main', tabindex: '-1' },
            this.title, this.#notes.element, this.#voice.element, this.#outside.element, stage, this.#paper.element,
            this.#facts.element);
        this.#board = new TileBoard({
            client, capture, mesh, output: devices.output, element: stage, officer: false, last: this.#alone,
            blocked: () => this.#notes.soundBlocked(),
        });
        this.#dock = new CallDock(visit, {
            touched: () => this.#notes.start(),
            update: this.#update,
            retry: () => this.#back.retry(),
            leaveWord: () => this.#outside.leaveWord(),
        });
        replace(page, demoBanner(opened.demo), this.#bar.element, this.#room, this.#dock.element);
        document.title = `${t('party.call.title')} · ${t('common.product')}`;
        this.#stop = this.#watch();
        visit.startDevices().then(this.#update);
        this.update();
    }

    end() {
        this.#stop();
    }

    update() {
        const { client, capture } = this.#visit;
        const { phase, since } = client.connection;
        const open = this.#mesh.openPeers();
        const online = phase === 'open' || Date.now() - since < PATIENCE;
        // Sound that still flows needs no rescue: only a page that has lost the room and everybody in it is cut off.
        const cutOff = !online && open.length === 0;
        const shown = this.#board.draw(cutOff);
        const { microphone, camera } = capture.status;
        const own = { online, connected: !cutOff, open, held: this.#mesh.heldPeers(), microphone, camera };
        const apart = this.#outside.show(own.held.length === 0) && !cutOff;
        this.#outside.element.hidden = !apart;
        this.#room.classList.toggle('room--outside', apart);
        this.#alone.hidden = shown.some((each) => !each.mine) || cutOff || apart;
        this.#bar.show((own.connected && wallWords(client.state, own)) || partyWords(client.state, open, own));
        this.#voice.show(client.state, open, microphone);
        this.#room.classList.toggle('room--cut', cutOff);
        this.#back.show(cutOff);
        this.#notes.show({ online, cutOff });
        this.#facts.show();
        this.#room.classList.toggle('room--reading', this.#paper.show(client.state) && !cutOff);
        this.#dock.show(cutOff ? 'off' : apart ? 'apart' : 'on');
    }

    #update = () => this.update();

    /** @returns {() => void} ends it */
    #watch = () => {
        const { capture } = this.#visit;
        const keys = singleKeys({ m: () => this.#dock.microphone.click(), v: () => this.#dock.camera.click() });
        const sleep = keepAwake();
        const timer = setInterval(this.#update, 1000);
        const updateSoon = () => this.#mesh.whenBegun(this.#update);
        for (const name of MESH_EVENTS) this.#mesh.addEventListener(name, updateSoon);
        capture.addEventListener('change', this.#update);
        return () => {
            keys();
            sleep();
            clearInterval(timer);
            for (const name of MESH_EVENTS) this.#mesh.removeEventListener(name, updateSoon);
            capture.removeEventListener('change', this.#update);
        };
    };
}
