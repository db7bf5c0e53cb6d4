// The call: who hears whom, faces, buttons that say what media does, and the paper when the officer shows it.

import { h, replace } from '../../../lib/html.js';
import { telephones } from '../../../lib/telephone.js';
import { isLarge } from '../../../lib/preferences.js';
import { t } from '../../../lib/text.js';
import { openDevices } from '../../../room-ui/device-dialog.js';
import { deviceLook, dockButton, toggleDevice } from '../../../room-ui/dock.js';
import { hearBar } from '../../../room-ui/hear-bar.js';
import { partyWords } from '../../../room-ui/hear-words.js';
import { wallVoice } from '../../../room-ui/wall-voice.js';
import { wallWords } from '../../../room-ui/wall-words.js';
import { TileBoard } from '../../../room-ui/tile-board.js';
import { keepAwake } from '../../../room-ui/wake-lock.js';
import { singleKeys } from '../../../ui/keys.js';
import { demoBanner } from '../../../ui/note.js';
import { backPanel } from './back.js';
import { callFacts } from './facts.js';
import { askToLeave } from './leave.js';
import { callNotes } from './notes.js';
import { shownMinutes } from './minutes.js';
import { outsidePanel } from './outside.js';

/** A line that is away for less than this is nobody's concern; ms. */
const PATIENCE = 1500;

/**
 * @param {import('./visit.js').Visit} visit
 * @param {HTMLElement} page
 */
export function callStep(visit, page) {
    const { opened, client, capture, devices } = visit;
    const { mesh } = visit;
    document.body.className = 'call phone';
    document.body.dataset.step = 'call';
    const bar = hearBar();
    const title = h('h1', { class: 'vh', tabindex: '-1' }, t('party.call.title'));
    const stage = h('div', { class: 'room__stage' });
    const alone = h('div', { class: 'room__alone', hidden: true },
        h('b', null, t('party.call.alone')), h('span', null, t('party.call.alone_says')));
    const back = backPanel(visit);
    stage.append(alone, back.element);
    const facts = callFacts(visit);
    const notes = callNotes(visit, () => { board.start(); update(); });
    const paper = shownMinutes();
    const outside = outsidePanel(visit);
    const voice = wallVoice();
    const room = h('main', { class: 'room', id: 'main', tabindex: '-1' },
        title, notes.element, voice.element, outside.element, stage, paper.element, facts.element);
    const board = new TileBoard({
        client, capture, mesh, output: devices.output, element: stage, officer: false, last: alone,
        blocked: () => notes.soundBlocked(),
    });

    const microphone = dockButton({
        act: 'mute',
        look: deviceLook('microphone', capture.status.microphone),
        press: () => { notes.start(); toggleDevice(capture, 'microphone').then(update); },
    });
    const camera = dockButton({
        act: 'camera',
        look: deviceLook('camera', capture.status.camera),
        press: () => { notes.start(); toggleDevice(capture, 'camera').then(update); },
    });
    const chooser = dockButton({
        act: 'devices',
        look: { sign: 'tune', words: t('live.devices.open') },
        press: () => openDevices(devices),
    });
    const leave = dockButton({
        act: 'leave', kind: 'end',
        look: { sign: 'leave', words: t('party.call.leave') },
        press: () => askToLeave(visit, true),
    });
    const again = dockButton({
        act: 'retry',
        look: { sign: 'wifi', words: t('party.back.retry') },
        press: () => back.retry(),
    });
    // The dock has room for one number: the bureau's first. The pages before and after show both.
    const line = telephones(opened.phone)[0]?.href;
    const phone = dockButton({ act: 'phone', look: { sign: 'phone', words: t('party.back.phone') }, href: line });
    const word = dockButton({
        act: 'word',
        look: { sign: 'chat', words: t('party.outside.word') },
        press: () => outside.leaveWord(),
    });
    const call = dockButton({ act: 'phone', look: { sign: 'phone', words: t('party.outside.phone') }, href: line });
    const dock = h('nav', { class: 'dock', 'aria-label': t('live.dock.label') },
        microphone.element, camera.element, chooser.element, leave.element);
    let docked = 'on';

    replace(page, demoBanner(opened.demo), bar.element, room, dock);
    document.title = `${t('party.call.title')} · ${t('common.product')}`;
    const keys = singleKeys({ m: () => microphone.element.click(), v: () => camera.element.click() });
    const sleep = keepAwake();
    const timer = setInterval(update, 1000);
    const updateSoon = () => mesh.whenBegun(update);
    for (const name of ['stream', 'link', 'speaker', 'stats']) mesh.addEventListener(name, updateSoon);
    capture.addEventListener('change', update);
    visit.startDevices().then(update);
    update();
    return { title, line: null, update, end };

    function end() {
        keys();
        sleep();
        clearInterval(timer);
        for (const name of ['stream', 'link', 'speaker', 'stats']) mesh.removeEventListener(name, updateSoon);
        capture.removeEventListener('change', update);
    }

    function update() {
        const { phase, since } = client.connection;
        const open = mesh.openPeers();
        const online = phase === 'open' || Date.now() - since < PATIENCE;
        // Sound that still flows needs no rescue: only a page that has lost the room and everybody in it is cut off.
        const cutOff = !online && open.length === 0;
        const shown = board.draw(cutOff);
        const { microphone: mine, camera: picture } = capture.status;
        const own = { online, connected: !cutOff, open, held: mesh.heldPeers(), microphone: mine, camera: picture };
        const apart = outside.show(own.held.length === 0) && !cutOff;
        outside.element.hidden = !apart;
        room.classList.toggle('room--outside', apart);
        alone.hidden = shown.some((each) => !each.mine) || cutOff || apart;
        bar.show((own.connected && wallWords(client.state, own)) || partyWords(client.state, open, own));
        voice.show(client.state, open, mine);
        room.classList.toggle('room--cut', cutOff);
        back.show(cutOff);
        notes.show({ online, cutOff });
        facts.show();
        microphone.show(deviceLook('microphone', capture.status.microphone));
        camera.show(deviceLook('camera', capture.status.camera));
        // Large type has three buttons; who reads it changes a device by the note that tells of a failing one.
        chooser.element.hidden = !devices.severalOfAny || isLarge();
        room.classList.toggle('room--reading', paper.show(client.state) && !cutOff);
        const wanted = cutOff ? 'off' : apart ? 'apart' : 'on';
        if (wanted !== docked) {
            docked = wanted;
            replace(dock,
                apart ? [word.element, camera.element, call.element, leave.element]
                    : cutOff ? [again.element, phone.element, leave.element]
                    : [microphone.element, camera.element, chooser.element, leave.element]);
        }
    }
}
