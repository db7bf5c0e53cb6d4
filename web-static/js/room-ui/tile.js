// One person's picture, with a plate: name, role, microphone, and words wherever there is no picture.

import { h, replace } from '../lib/html.js';
import { face } from '../ui/face.js';
import { icon } from '../ui/icon.js';

/**
 * @typedef {object} TileLook
 * @property {'picture' | 'face' | 'joining' | 'lost'} shows
 * @property {string} name
 * @property {string | null} [staffNo]
 * @property {string} beside what stands beside the name: role, speaking, microphone
 * @property {boolean} microphoneOff
 * @property {boolean} speaks
 * @property {string} middle words over the picture, '' for none
 * @property {string} top words in the upper corner, '' for none
 */

/**
 * @param {{seat: number, mine: boolean, blocked: () => void}} options `blocked`: the browser wants a touch before sound
 */
export function createTile(options) {
    const video = h('video', {
        class: options.mine ? 'tile__video tile__video--mine' : 'tile__video',
        playsinline: true, autoplay: true, 'aria-hidden': 'true', tabindex: '-1',
    });
    // Nobody hears themselves: the property counts, the attribute alone does not once the element exists.
    video.muted = options.mine;
    video.disablePictureInPicture = true;
    const disc = h('div', { class: 'tile__face' });
    const middle = h('p', { class: 'tile__mid', hidden: true });
    const plate = h('figcaption', { class: 'tile__name' });
    const top = h('p', { class: 'tile__top', hidden: true });
    const element = h('figure', { class: 'tile', data: { seat: options.seat, mine: options.mine ? 'true' : null } },
        video, disc, middle, plate, top);
    let shown = '';
    return { element, video, show, play, start, seat: options.seat, mine: options.mine };

    /** @param {TileLook} look */
    function show(look) {
        const key = JSON.stringify(look);
        if (key === shown) return;
        shown = key;
        element.classList.toggle('tile--speaks', look.speaks);
        element.classList.toggle('tile--none', look.shows === 'face');
        element.classList.toggle('tile--joining', look.shows === 'joining');
        element.classList.toggle('tile--dim', look.shows === 'lost');
        element.dataset.shows = look.shows;
        replace(disc, face({ name: look.name, staffNo: look.staffNo }));
        replace(plate, look.microphoneOff ? icon('mic-off', 'ico--off') : null, h('b', null, look.name),
            look.beside ? h('small', null, look.beside) : null);
        middle.hidden = !look.middle;
        middle.textContent = look.middle;
        top.hidden = !look.top;
        replace(top, icon('wifi'), h('span', null, look.top));
    }

    /**
     * A stream that ended stays where it is: its last frame is what a lost person's tile shows.
     * @param {MediaStream | null} stream
     */
    function play(stream) {
        if (!stream || video.srcObject === stream) return;
        video.srcObject = stream;
        start();
    }

    function start() {
        const playing = video.play();
        if (playing) {
            playing.catch((/** @type {Error} */ error) => {
                if (error.name === 'NotAllowedError' && !options.mine) options.blocked();
            });
        }
    }
}
