// One button: launch the talk, or come back to the one that is open.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { INVITED } from '../../../protocol/limits.js';
import { postOnce } from '../../../protocol/once.js';
import { button, linkButton, whileBusy } from '../../../ui/button.js';
import { openDialog } from '../../../ui/dialog.js';
import { checkbox } from '../../../ui/field.js';
import { failureWords, note, refusalWords } from '../../../ui/note.js';
import { goToSignIn } from '../../../ui/shell.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {import('../../../protocol/http-types.js').Party} Party */

/** More people than this are chosen by hand; the officer takes a seat too. */
const AT_ONCE = 4;

/**
 * @param {CaseFile} file
 * @param {(session: any) => void} launched
 * @param {(session: string) => void} invite
 * @returns {HTMLElement}
 */
export function launchArea(file, launched, invite) {
    const open = file.sessions.find((talk) => talk.phase !== 'ended');
    if (open) {
        return h('div', { class: 'case__act' },
            h('div', { class: 'btns' },
                button(t('bureau.launch.links'), {
                    sign: 'link', size: 'lg', id: 'launch',
                    press: () => invite(open.id),
                }),
                linkButton(t('bureau.enter_room'), `/live?session=${encodeURIComponent(open.id)}`, {
                    kind: 'primary', size: 'lg',
                })),
            h('p', { class: 'small muted' }, t(`bureau.launch.open.${open.phase}`, { n: open.number })));
    }
    if (!file.may.includes('launch')) {
        return h('div', { class: 'case__act case__act--no' },
            file.launchRefused ? note('info', h('p', null, h('b', null, t('bureau.launch.refused'))),
                h('p', null, refusalWords(file.launchRefused))) : null);
    }
    const failed = h('div', { class: 'case__failed' });
    const press = button(t('bureau.launch.title'), {
        kind: 'primary', size: 'lg', sign: 'table', id: 'launch',
        press: () => begin(),
    });
    return h('div', { class: 'case__act' }, press, h('p', { class: 'small muted' }, t('bureau.launch.says')), failed);

    function begin() {
        replace(failed);
        const people = invitable(file.parties);
        if (people.length > AT_ONCE) {
            choose(file.parties, people, launched, send);
        } else {
            whileBusy(press, t('bureau.launch.doing'), () =>
                send(people.map((each) => each.id)).then(launched, (error) => fail(error)));
        }
    }

    /** @param {string[]} who */
    function send(who) {
        /** @type {import('../../../protocol/http-types.js').Launch} */
        const body = { kind: 'petition_talk', invite: who };
        return postOnce(`launch.${file.id}`, `/api/cases/${encodeURIComponent(file.id)}/sessions`, body);
    }

    /** @param {unknown} error */
    function fail(error) {
        if (!goToSignIn(error)) replace(failed, note('bad', h('p', null, failureWords(error))));
    }
}

/**
 * Whom a launch invites of itself: everybody but witnesses, and but counsel who has not declared that there is no
 * conflict.
 * @param {Party[]} parties
 */
function invitable(parties) {
    return parties.filter((party) => party.role !== 'witness'
        && !((party.role === 'lawyer' || party.role === 'agent') && party.conflictDeclared !== true));
}

/**
 * @param {Party[]} parties
 * @param {Party[]} suggested
 * @param {(session: any) => void} launched
 * @param {(who: string[]) => Promise<any>} send
 */
function choose(parties, suggested, launched, send) {
    const first = suggested.slice(0, AT_ONCE);
    const boxes = parties.map((party) => ({
        party,
        box: checkbox(`i-${party.id}`, `${party.name} · ${t(`common.role.${party.role}`)}`, first.includes(party)),
    }));
    const failed = h('div', { class: 'failed' });
    const go = button(t('bureau.launch.title'), {
        kind: 'primary',
        press: () => whileBusy(go, t('bureau.launch.doing'), async () => {
            const who = boxes.filter((each) => each.box.control.checked).map((each) => each.party.id);
            if (!who.length || who.length > INVITED[1]) {
                replace(failed,
                    note('bad', h('p', null, t(who.length ? 'refused.seats_full' : 'bureau.launch.nobody'))));
                return;
            }
            try {
                const session = await send(who);
                dialog.close();
                launched(session);
            } catch (error) {
                if (!goToSignIn(error)) replace(failed, note('bad', h('p', null, failureWords(error))));
            }
        }),
    });
    const dialog = openDialog({
        title: t('bureau.launch.choose'), lead: t('bureau.launch.choose_says', { n: INVITED[1] }),
        body: [failed, boxes.map((each) => each.box.element)],
        foot: h('div', { class: 'btns' }, button(t('common.dialog.cancel'), { press: () => dialog.close() }), go),
    });
}
