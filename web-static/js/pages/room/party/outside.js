// Outside of a caucus: why, how long, what leaks (nothing), and a line for the officer.

import { h, replace } from '../../../lib/html.js';
import { codeOf } from '../../../lib/http.js';
import { t, tn } from '../../../lib/text.js';
import { clock } from '../../../lib/time.js';
import { hostSeat } from '../../../model/seats.js';
import { isOutside } from '../../../model/wall.js';
import { LETTERS } from '../../../protocol/limits.js';
import { countdown, minutesAndSeconds } from '../../../room-ui/countdown.js';
import { called, listed } from '../../../room-ui/names.js';
import { playSound } from '../../../room-ui/sound.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { nameOf } from '../../../room-ui/wall-words.js';
import { button, whileBusy } from '../../../ui/button.js';
import { field, showProblems } from '../../../ui/field.js';
import { icon } from '../../../ui/icon.js';
import { refusalWords } from '../../../ui/note.js';
import { toast } from '../../../ui/toast.js';

const MINUTE = 60_000;
const FACTS = [['pen', 'record'], ['clock', 'bell']];

/** @param {import('./visit.js').Visit} visit */
export function outsidePanel(visit) {
    const { client } = visit;
    const title = h('h2', { class: 'outside__title' });
    const spoken = h('p', { class: 'vh', role: 'alert' });
    const waited = h('b');
    const count = countdown(1);
    const until = h('p', { class: 'outside__until' });
    const card = h('div', { class: 'outside__card' },
        h('p', { class: 'outside__waited' }, t('party.outside.waited'), waited), count.pieces[1], until);
    const facts = h('ul', { class: 'outside__facts' });
    const element = h('section', { class: 'outside', hidden: true },
        spoken, title, h('p', { class: 'outside__lead' }, tn('party.outside.lead')), card, facts);
    let drawn = '';
    /** @type {number | null} */
    let agreed = null;
    let wasOut = false;
    let rung = false;
    let told = '';
    return { element, show, leaveWord };

    /**
     * @param {boolean} closed this page holds no connection any more: it says so only then
     * @returns {boolean} whether this page is outside of a wall
     */
    function show(closed) {
        const { state } = client;
        const wall = state ? state.wall : null;
        const out = Boolean(state && wall && isOutside(wall, state.me.seat));
        element.hidden = !out;
        if (!state || !wall || !out) {
            wasOut = false;
            return false;
        }
        const host = hostName();
        const names = listed(wall.members
            .filter((seat) => seat !== (hostSeat(state) || { seat: 0 }).seat)
            .map((seat) => nameOf(state, seat)));
        const end = wall.until || null;
        const now = client.serverNow();
        const late = end !== null && now > end;
        tellFacts(closed);
        if (!wasOut && closed) spoken.textContent = t('party.outside.started', { host, names });
        else if (end && agreed && end > agreed) spoken.textContent = t('party.outside.extended', { time: clock(end) });
        if (end !== agreed) rung = late;
        if (late && !rung) {
            rung = true;
            playSound('arrival');
        }
        agreed = end;
        wasOut = wasOut || closed;
        const began = wall.raisedAt || now;
        waited.textContent = minutesAndSeconds(now - (wall.outsideSince || began));
        const bar = count.pieces[1];
        bar.toggleAttribute('hidden', end === null);
        if (end !== null) {
            bar.querySelector('rect')?.setAttribute('width',
                String(Math.max(0, Math.min(300, 300 * (now - began) / Math.max(1, end - began)))));
        }
        const key = `${host} ${names} ${end} ${late}`;
        if (key === drawn) return true;
        drawn = key;
        replace(title, t('party.outside.title', { host, names }));
        replace(until,
            end === null ? t('party.outside.no_until')
                : late ? t('party.outside.late', { host })
                : t('party.outside.until', { n: Math.round((end - began) / MINUTE), time: clock(end) }));
        return true;
    }

    /** @param {boolean} closed */
    function tellFacts(closed) {
        const line = closed ? 'line' : 'parting';
        if (line === told) return;
        told = line;
        replace(facts, [['mic-off', line], ...FACTS].map(([sign, key]) => h('li', null,
            icon(sign),
            h('p', null, h('b', null, t(`party.outside.${key}`)), h('small', null, t(`party.outside.${key}_says`))))));
    }

    function hostName() {
        const host = hostSeat(client.state);
        return host ? called(host) : visit.opened.host.name;
    }

    function leaveWord() {
        const host = hostName();
        const words = field({
            id: 'word',
            label: t('party.outside.word_label'),
            hint: t('party.outside.word_hint'),
            kind: 'textarea', limit: LETTERS.word,
            attributes: { rows: '3' },
        });
        const not = button(t('live.cancel'), { press: () => dialog.close() });
        const go = button(t('party.outside.word_send'), { kind: 'primary', press: () => send() });
        go.dataset.act = 'word-send';
        const dialog = openStepDialog({
            title: t('party.outside.word_title', { host }),
            lead: t('party.outside.word_lead'),
            body: [words.element],
            foot: [not, go],
            call: true,
        });

        function send() {
            const wrong = showProblems([words], () => t('party.outside.word_missing'));
            if (wrong) {
                wrong.focus();
                return undefined;
            }
            return whileBusy(go, t('live.sending'), async () => {
                try {
                    await client.request('word', { text: words.value() });
                    dialog.close();
                    toast(t('party.outside.word_sent', { host }));
                } catch (error) {
                    words.fail(refusalWords(codeOf(error) || 'fault'));
                }
            });
        }
    }
}
