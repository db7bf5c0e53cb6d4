// The talk that is open now, with who has come and whether their devices are right.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { clock, day } from '../../../lib/time.js';
import { linkButton } from '../../../ui/button.js';
import { face } from '../../../ui/face.js';
import { icon } from '../../../ui/icon.js';
import { seatStatus } from '../../../ui/seat-status.js';
import { timeElement } from '../../../ui/time.js';
import { titleNodes } from '../../../ui/title.js';
import { watchLobby } from '../../invites/watch.js';

/** @typedef {import('./sorting.js').CaseLine} CaseLine */

const SIGNS = { none: 'dotted', now: 'clock', ok: 'check', warn: 'clock', bad: 'alert' };

/**
 * @param {CaseLine & {session: NonNullable<CaseLine['session']>}} line
 * @returns {{element: HTMLElement, stop: () => void}}
 */
export function nextTalk(line) {
    const seats = h('ul', { class: 'next__seats' });
    const unheard = h('p', { class: 'small muted', role: 'status' });
    const element = h('section', { class: 'next', 'aria-labelledby': 'next-h' },
        h('div', { class: 'next__time' },
            h('span', { class: 'small' },
                t(line.session.phase === 'waiting' ? 'bureau.next.waiting' : 'bureau.next.running')),
            timeElement(line.session.createdAt, clock(line.session.createdAt)),
            h('span', { class: 'next__in' },
                t('bureau.next.number', { day: day(line.session.createdAt), n: line.session.number }))),
        h('div', { class: 'next__what' },
            h('h2', { id: 'next-h' },
                h('a', { href: `/case?id=${encodeURIComponent(line.id)}` }, titleNodes(line.title || line.caseNo))),
            seats, unheard),
        linkButton(t('bureau.enter_room'), `/live?session=${encodeURIComponent(line.session.id)}`, {
            kind: 'primary', size: 'lg',
        }));

    const watch = watchLobby(line.session.id, draw);
    draw();
    return { element, stop: watch.stop };

    function draw() {
        const state = watch.state();
        const known = state ? state.seats.filter((seat) => seat.role !== 'host') : [];
        const plain = [['petitioner', line.petitioner], ['respondent', line.respondent]].filter(([, name]) => name);
        replace(seats, known.length
            ? known.map((seat) => place(seat.name, seat.role, seatStatus(seat)))
            : plain.map(([role, name]) => place(name || '', role || '', null)));
        unheard.textContent = watch.connected() ? '' : t(state ? 'bureau.next.stale' : 'bureau.next.asking');
    }
}

/**
 * @param {string} name
 * @param {string} role
 * @param {import('../../../ui/seat-status.js').SeatStatus | null} status
 */
function place(name, role, status) {
    return h('li', null,
        face({ name }, 's'),
        h('span', null, h('b', null, name), ' ', t(`common.role.${role}`),
            status ? h('small', { class: status.kind === 'bad' ? 'warn' : status.kind },
                icon(SIGNS[status.kind]), status.words) : null));
}
