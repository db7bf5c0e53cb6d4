// All tiles of a call: they follow the room's list of people, keep their order, and never jump when somebody speaks.

import { t } from '../lib/text.js';
import { tiles } from '../model/tiles.js';
import { called, roleWords } from './names.js';
import { judge } from './network.js';
import { createTile } from './tile.js';

/**
 * @typedef {import('../model/tiles.js').Tile} Tile
 * @typedef {ReturnType<typeof createTile>} Shown
 *
 * @typedef {object} BoardParts
 * @property {import('../protocol/room-client.js').RoomClient} client
 * @property {import('../media/capture.js').Capture} capture
 * @property {import('../media/mesh.js').Mesh} mesh
 * @property {import('../media/audio-output.js').AudioOutput} output where other people's voices come out
 * @property {HTMLElement} element where the tiles stand
 * @property {boolean} officer the officer's desk: plain names, network in words
 * @property {Node | null} [last] what stays behind the last tile
 * @property {() => void} blocked
 */

export class TileBoard {
    #parts;
    /** @type {Map<number, Shown>} */
    #shown = new Map();

    /** @param {BoardParts} parts */
    constructor(parts) {
        this.#parts = parts;
    }

    /**
     * Draws what is so now; it may be called as often as anything changes.
     * @param {boolean} [cutOff] this page has lost everybody: their last frames stay, dimmed, and no tile says more
     *   than the page does
     */
    draw(cutOff = false) {
        const { client, capture, mesh, element, last } = this.#parts;
        const listed = tiles(client.state, mesh.openPeers(), mesh.speaker);
        for (const [seat, tile] of this.#shown) {
            if (listed.some((each) => each.seat.seat === seat)) continue;
            tile.video.srcObject = null;
            this.#parts.output.detach(tile.video);
            tile.element.remove();
            this.#shown.delete(seat);
        }
        listed.forEach((each, index) => {
            const tile = this.#tile(each);
            if (element.children[index] !== tile.element) {
                element.insertBefore(tile.element, element.children[index] || last || null);
            }
            tile.play(each.mine ? capture.stream : mesh.streamOf(each.seat.seat));
            tile.show(this.#look(each, cutOff));
        });
        element.dataset.count = String(this.#parts.officer
            ? listed.length
            : listed.filter((each) => !each.mine).length);
        return listed;
    }

    /** After a person's touch: sound may play now. */
    start() {
        for (const tile of this.#shown.values()) tile.start();
    }

    /** @param {Tile} each */
    #tile = (each) => {
        const known = this.#shown.get(each.seat.seat);
        if (known) return known;
        const made = createTile({ seat: each.seat.seat, mine: each.mine, blocked: this.#parts.blocked });
        if (!each.mine) this.#parts.output.attach(made.video);
        if (each.mine && !this.#parts.officer) made.element.classList.add('room__self');
        this.#shown.set(each.seat.seat, made);
        return made;
    };

    /**
     * @param {Tile} each
     * @param {boolean} cutOff
     * @returns {import('./tile.js').TileLook}
     */
    #look = (each, cutOff) => {
        const { capture, client, officer } = this.#parts;
        const { seat, mine } = each;
        // What this page's own tracks do it knows first hand, and sooner than by way of the server.
        const media = mine ? capture.status : seat.media;
        const shows = mine ? (media.camera === 'live' ? 'picture' : 'face') : cutOff ? 'lost' : each.shows;
        const muted = media.microphone !== 'live';
        const away = shows === 'lost' || shows === 'joining';
        const isNamed = seat.role !== 'host' && !seat.nameHidden;
        const role = mine ? (officer ? t('live.tile.you') : '') : officer || isNamed ? roleWords(seat) : '';
        const sound = away ? ''
            : each.speaks ? t('live.tile.speaks')
            : muted ? t(`live.microphone.${media.microphone}`)
            : '';
        return {
            shows,
            name: mine && !officer ? t('live.tile.you') : officer && !seat.nameHidden ? seat.name : called(seat),
            staffNo: seat.staffNo,
            beside: each.speaks && !officer ? sound : [role, sound].filter(Boolean).join(t('live.list.comma')),
            microphoneOff: muted && !away,
            speaks: each.speaks && !away,
            middle: cutOff ? ''
                : each.kept && !away ? t('live.shield.kept_face')
                : middleWords(shows, each, media.camera, client.serverNow()),
            top: mine || away ? '' : topWords(this.#parts.mesh.statsOf(seat.seat)),
        };
    };
}

/**
 * @param {Tile['shows']} shows
 * @param {Tile} each
 * @param {string} camera
 * @param {number} now
 */
function middleWords(shows, each, camera, now) {
    if (shows === 'joining') return t('live.tile.joining');
    if (shows === 'lost') {
        return t('live.tile.lost', { n: Math.max(0, Math.round((now - (each.lostSince || now)) / 1000)) });
    }
    return shows === 'face' && !each.mine && camera !== 'muted' && camera !== 'off' ? t(`live.camera.${camera}`) : '';
}

/** @param {{lossPercent: number | null, rttMs: number | null} | null} received */
function topWords(received) {
    const verdict = judge(received);
    return verdict === 'poor' || verdict === 'fair' ? t(`live.network.${verdict}`) : '';
}
