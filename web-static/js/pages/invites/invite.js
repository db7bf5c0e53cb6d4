// Has everyone a link? Equal cards, one a person, alive while the dialog is open.

import { h, replace } from '../../lib/html.js';
import { get } from '../../lib/http.js';
import { t } from '../../lib/text.js';
import { moment } from '../../lib/time.js';
import { INVITED } from '../../protocol/limits.js';
import { postOnce } from '../../protocol/once.js';
import { openStepDialog } from '../../room-ui/step-dialog.js';
import { button, linkButton, whileBusy } from '../../ui/button.js';
import { failureWords, note } from '../../ui/note.js';
import { goToSignIn } from '../../ui/shell.js';
import { toast } from '../../ui/toast.js';
import { copyText } from '../../ui/copy.js';
import { inviteCard } from './card.js';
import { smsText, smsParts } from './sms.js';
import { watchLobby } from './watch.js';

/** @typedef {import('../../protocol/http-types.js').Session} Session */
/** @typedef {import('../../protocol/http-types.js').Invite} Invite */

const LOOK_MS = 5_000;

/**
 * @param {Session | string} given a session that was just launched, or the id of an open one
 * @param {() => void} changed called when it closes
 * @param {boolean} [inRoom] asked for in the room itself: there is no way in to show
 */
export async function openInvite(given, changed, inRoom = false) {
    const place = h('div', { class: 'invite__place' },
        typeof given === 'string' ? h('p', { class: 'second', role: 'status' }, t('bureau.invite.fetching')) : null);
    const id = typeof given === 'string' ? given : given.id;
    const more = button(t('bureau.invite.more'), { kind: 'quiet', sign: 'plus', press: () => addOne() });
    const enter = inRoom
        ? button(t('common.dialog.close'), { kind: 'primary', press: () => dialog.close() })
        : linkButton(t('bureau.enter_room'), `/live?session=${encodeURIComponent(id)}`, {
            kind: 'primary', size: 'lg',
        });
    const lead = h('span');
    const dialog = openStepDialog({
        title: t(inRoom ? 'bureau.invite.title' : 'bureau.launch.title'),
        lead, wide: true, body: place, focus: enter,
        foot: [
            h('p', { class: 'second' }, inRoom ? null : t('bureau.invite.foot')),
            h('div', { class: 'btns' }, more, enter),
        ],
        closed: () => { clearInterval(timer); if (watch) watch.stop(); changed(); },
    });
    /** @type {Session} */
    let session;
    /** @type {ReturnType<typeof watchLobby> | null} */
    let watch = null;
    // A link expires without anybody's doing.
    const timer = setInterval(status, LOOK_MS);
    let smsWords = '';
    /** @type {number | null} */
    let chosen = null;
    /** @type {Map<number, ReturnType<typeof inviteCard>>} */
    let cards = new Map();
    const failed = h('div', { class: 'invite__failed' });
    const sms = h('div', { class: 'smsbox', 'aria-live': 'polite' });
    const lobby = h('p', { class: 'small muted invite__lobby', role: 'status' });

    try {
        session = typeof given === 'string' ? await get(`/api/sessions/${encodeURIComponent(id)}`) : given;
    } catch (error) {
        if (!goToSignIn(error)) replace(place, note('bad', h('p', null, failureWords(error))));
        return;
    }
    if (!dialog.element.isConnected) return;
    watch = watchLobby(id, status);
    draw();

    function draw() {
        lead.textContent = t('bureau.invite.lead', { time: moment(session.expiresAt) });
        cards = new Map(session.invites.map((invite) => [invite.seat, inviteCard(session, invite, {
            copyLink: () => copy(invite, invite.link, t('bureau.invite.link_copied', { name: invite.name })),
            copySms: () => copy(invite, smsText(session, invite), t('bureau.invite.sms_copied', { name: invite.name })),
            act: (what) => act(invite, what),
        })]));
        more.hidden = !session.mayInvite.length || session.invites.length >= INVITED[1];
        replace(place, failed, h('ul', { class: 'invites' }, Array.from(cards.values()).map((card) => card.element)),
            lobby, sms);
        status();
    }

    function status() {
        if (!watch) return;
        if (watch.over()) {
            if (enter.hidden) return;
            dialog.element.focus(); // what goes away may hold the focus, and Esc must still be heard
            more.hidden = true;
            enter.hidden = true;
            replace(place, note('info', h('p', null, t('bureau.invite.over'))));
            return;
        }
        for (const invite of session.invites) cards.get(invite.seat)?.show(watch.seat(invite.seat));
        drawSms();
        lobby.textContent = watch.connected() ? '' : t(watch.state() ? 'bureau.next.stale' : 'bureau.next.asking');
    }

    function drawSms() {
        const sent = session.invites.filter((each) => !each.revoked && !cards.get(each.seat)?.expired());
        const invite = sent.find((each) => each.seat === chosen) || sent[0];
        const words = invite ? smsText(session, invite) : '';
        // Words that are being selected, or read out, stay as they are.
        if (words === smsWords) return;
        smsWords = words;
        if (!invite) {
            replace(sms);
            return;
        }
        replace(sms,
            h('div', null,
                h('h3', null,
                    t('bureau.invite.sms'),
                    ' ',
                    h('span', { class: 'chip' }, t('bureau.invite.sms_to', { name: invite.name }))),
                h('p', { class: 'muted small' },
                    t('bureau.invite.sms_says', { n: Array.from(words).length, parts: smsParts(words) }))),
            h('p', { class: 'smsbox__text' }, words));
    }

    /** @type {(invite: Invite, words: string, said: string) => Promise<void>} */
    async function copy(invite, words, said) {
        chosen = invite.seat;
        drawSms();
        if (await copyText(words)) {
            replace(failed);
            toast(said);
        } else {
            replace(failed,
                note('warn', h('p', null, t('common.copy_failed')), h('p', { class: 'invite__plain' }, words)));
        }
    }

    /** @type {(invite: Invite, what: 'revoke' | 'reissue') => Promise<void>} */
    async function act(invite, what) {
        await change(() => postOnce(`${what}.${id}.${invite.seat}.${invite.generation}`,
            `/api/sessions/${encodeURIComponent(id)}/seats/${invite.seat}/${what}`, {}),
            t(`bureau.invite.${what}_done`, { name: invite.name }));
        cards.get(invite.seat)?.focus();
    }

    function addOne() {
        const one = session.mayInvite[0];
        if (session.mayInvite.length === 1) {
            whileBusy(more, t('bureau.command.sending'), () => add(one));
            return;
        }
        const list = h('ul', { class: 'pick' }, session.mayInvite.map((each) => h('li', null,
            button(`${each.name} · ${t(`common.role.${each.role}`)}`, {
                wide: true,
                press: () => { pick.close(); add(each); },
            }))));
        const pick = openStepDialog({ title: t('bureau.invite.more'), lead: t('bureau.invite.pick'), body: list });
    }

    /** @param {{partyID: string, name: string}} one */
    function add(one) {
        return change(() => postOnce(`invite.${id}.${one.partyID}`, `/api/sessions/${encodeURIComponent(id)}/seats`, {
            partyID: one.partyID,
        }), t('bureau.invite.added', { name: one.name }));
    }

    /** @type {(ask: () => Promise<Session>, said: string) => Promise<void>} */
    async function change(ask, said) {
        try {
            session = await ask();
            replace(failed);
            draw();
            toast(said);
        } catch (error) {
            if (!goToSignIn(error)) replace(failed, note('bad', h('p', null, failureWords(error))));
        }
    }
}
