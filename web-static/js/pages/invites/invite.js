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
    const id = typeof given === 'string' ? given : given.id;
    const dialog = new InviteDialog(id, changed, inRoom);
    if (typeof given !== 'string') return dialog.begin(given);
    dialog.say(h('p', { class: 'second', role: 'status' }, t('bureau.invite.fetching')));
    try {
        dialog.begin(await get(`/api/sessions/${encodeURIComponent(id)}`));
    } catch (error) {
        if (!goToSignIn(error)) dialog.say(note('bad', h('p', null, failureWords(error))));
    }
}

class InviteDialog {
    #id;
    #place = h('div', { class: 'invite__place' });
    #more;
    #enter;
    #lead = h('span');
    #dialog;
    /** @type {Session | null} */
    #session = null;
    /** @type {ReturnType<typeof watchLobby> | null} */
    #watch = null;
    #timer;
    #smsWords = '';
    /** @type {number | null} */
    #chosen = null;
    /** @type {Map<number, ReturnType<typeof inviteCard>>} */
    #cards = new Map();
    #failed = h('div', { class: 'invite__failed' });
    #sms = h('div', { class: 'smsbox', 'aria-live': 'polite' });
    #lobby = h('p', { class: 'small muted invite__lobby', role: 'status' });

    /**
     * @param {string} id
     * @param {() => void} changed
     * @param {boolean} inRoom
     */
    constructor(id, changed, inRoom) {
        this.#id = id;
        this.#more = button(t('bureau.invite.more'), { kind: 'quiet', sign: 'plus', press: this.#addOne });
        this.#enter = inRoom
            ? button(t('common.dialog.close'), { kind: 'primary', press: () => this.#dialog.close() })
            : linkButton(t('bureau.enter_room'), `/live?session=${encodeURIComponent(id)}`, {
                kind: 'primary', size: 'lg',
            });
        this.#dialog = openStepDialog({
            title: t(inRoom ? 'bureau.invite.title' : 'bureau.launch.title'),
            lead: this.#lead, wide: true, body: this.#place, focus: this.#enter,
            foot: [
                h('p', { class: 'second' }, inRoom ? null : t('bureau.invite.foot')),
                h('div', { class: 'btns' }, this.#more, this.#enter),
            ],
            closed: () => { this.#stop(); changed(); },
        });
        // A link expires without anybody's doing.
        this.#timer = setInterval(this.#status, LOOK_MS);
    }

    /** @param {HTMLElement} words in place of the cards */
    say(words) {
        replace(this.#place, words);
    }

    /** @param {Session} session */
    begin(session) {
        if (!this.#dialog.element.isConnected) return;
        this.#session = session;
        this.#watch = watchLobby(this.#id, this.#status);
        this.#draw(session);
    }

    #stop = () => {
        clearInterval(this.#timer);
        if (this.#watch) this.#watch.stop();
    };

    /** @param {Session} session */
    #draw = (session) => {
        this.#session = session;
        this.#lead.textContent = t('bureau.invite.lead', { time: moment(session.expiresAt) });
        this.#cards = new Map(session.invites.map((invite) => [invite.seat, inviteCard(session, invite, {
            copyLink: () => this.#copy(invite, invite.link, 'link_copied'),
            copySms: () => this.#copy(invite, smsText(session, invite), 'sms_copied'),
            act: (what) => this.#act(invite, what),
        })]));
        this.#more.hidden = !session.mayInvite.length || session.invites.length >= INVITED[1];
        const cards = Array.from(this.#cards.values()).map((card) => card.element);
        replace(this.#place, this.#failed, h('ul', { class: 'invites' }, cards), this.#lobby, this.#sms);
        this.#status();
    };

    #status = () => {
        const watch = this.#watch;
        if (!watch || !this.#session) return;
        if (watch.over()) {
            this.#showOver();
            return;
        }
        for (const { seat } of this.#session.invites) this.#cards.get(seat)?.show(watch.seat(seat));
        this.#drawSms(this.#session);
        const waits = watch.state() ? 'bureau.next.stale' : 'bureau.next.asking';
        this.#lobby.textContent = watch.connected() ? '' : t(waits);
    };

    #showOver = () => {
        if (this.#enter.hidden) return;
        this.#dialog.element.focus(); // what goes away may hold the focus, and Esc must still be heard
        this.#more.hidden = true;
        this.#enter.hidden = true;
        this.say(note('info', h('p', null, t('bureau.invite.over'))));
    };

    /** @param {Session} session */
    #drawSms = (session) => {
        const sent = session.invites.filter((each) => !each.revoked && !this.#cards.get(each.seat)?.expired());
        const invite = sent.find((each) => each.seat === this.#chosen) || sent[0];
        const words = invite ? smsText(session, invite) : '';
        // Words that are being selected, or read out, stay as they are.
        if (words === this.#smsWords) return;
        this.#smsWords = words;
        replace(this.#sms, invite ? smsPart(invite.name, words) : null);
    };

    /** @type {(invite: Invite, words: string, what: 'link_copied' | 'sms_copied') => Promise<void>} */
    #copy = async (invite, words, what) => {
        this.#chosen = invite.seat;
        if (this.#session) this.#drawSms(this.#session);
        if (await copyText(words)) {
            replace(this.#failed);
            toast(t(`bureau.invite.${what}`, { name: invite.name }));
        } else {
            replace(this.#failed,
                note('warn', h('p', null, t('common.copy_failed')), h('p', { class: 'invite__plain' }, words)));
        }
    };

    /** @type {(invite: Invite, what: 'revoke' | 'reissue') => Promise<void>} */
    #act = async (invite, what) => {
        const place = `${what}.${this.#id}.${invite.seat}.${invite.generation}`;
        const session = encodeURIComponent(this.#id);
        const path = /** @type {const} */ (`/api/sessions/${session}/seats/${invite.seat}/${what}`);
        await this.#change(() => postOnce(place, path, {}), t(`bureau.invite.${what}_done`, { name: invite.name }));
        this.#cards.get(invite.seat)?.focus();
    };

    #addOne = () => {
        if (!this.#session) return;
        const { mayInvite } = this.#session;
        if (mayInvite.length === 1) {
            whileBusy(this.#more, t('bureau.command.sending'), () => this.#add(mayInvite[0]));
            return;
        }
        const list = h('ul', { class: 'pick' }, mayInvite.map((each) => h('li', null,
            button(`${each.name} · ${t(`common.role.${each.role}`)}`, {
                wide: true,
                press: () => { pick.close(); this.#add(each); },
            }))));
        const pick = openStepDialog({ title: t('bureau.invite.more'), lead: t('bureau.invite.pick'), body: list });
    };

    /** @param {{partyID: string, name: string}} one */
    #add = ({ partyID, name }) => {
        const path = /** @type {const} */ (`/api/sessions/${encodeURIComponent(this.#id)}/seats`);
        const ask = () => postOnce(`invite.${this.#id}.${partyID}`, path, { partyID });
        return this.#change(ask, t('bureau.invite.added', { name }));
    };

    /** @type {(ask: () => Promise<Session>, said: string) => Promise<void>} */
    #change = async (ask, said) => {
        try {
            const session = await ask();
            replace(this.#failed);
            this.#draw(session);
            toast(said);
        } catch (error) {
            if (!goToSignIn(error)) replace(this.#failed, note('bad', h('p', null, failureWords(error))));
        }
    };
}

/**
 * @param {string} name
 * @param {string} words
 */
function smsPart(name, words) {
    const to = h('span', { class: 'chip' }, t('bureau.invite.sms_to', { name }));
    const length = { n: Array.from(words).length, parts: smsParts(words) };
    return [
        h('div', null,
            h('h3', null, t('bureau.invite.sms'), ' ', to),
            h('p', { class: 'muted small' }, t('bureau.invite.sms_says', length))),
        h('p', { class: 'smsbox__text' }, words),
    ];
}
