// Is it intact? The minutes as paper, the verdict beside them, and below what is kept of the session.

import { h, replace } from '../../lib/html.js';
import { get, Refused } from '../../lib/http.js';
import { t } from '../../lib/text.js';
import { clock, now } from '../../lib/time.js';
import { button, linkButton, whileBusy } from '../../ui/button.js';
import { icon } from '../../ui/icon.js';
import { failureWords, note } from '../../ui/note.js';
import { goToSignIn, nameThePage, startPage } from '../../ui/shell.js';
import { emptyPlace, failurePanel, whileFetching } from '../../ui/skeleton.js';
import { paper } from './paper.js';
import { recordSections } from './record.js';

/** @typedef {import('../../protocol/http-types.js').FiledMinutes} FiledMinutes */
/** @typedef {import('../../protocol/http-types.js').SessionRecord} SessionRecord */

const id = new URLSearchParams(location.search).get('session') || '';
const at = /** @type {const} */ (`/api/sessions/${encodeURIComponent(id)}`);
/** @type {{minutes: FiledMinutes | null, record: SessionRecord, judgedAt: number} | null} */
let held = null;

startPage((main, me) => {
    if (held) draw(main, me);
    else load(main, me);
});

/** @type {(main: HTMLElement, me: import('../../ui/shell.js').Me) => Promise<void>} */
async function load(main, me) {
    try {
        held = await whileFetching(main, t('common.loading.minutes'), fetchBoth);
    } catch (error) {
        if (goToSignIn(error)) return;
        nameThePage(t('bureau.minutes.title'));
        replace(main, failurePanel(error, () => load(main, me), { words: t('bureau.nav.desk'), address: '/desk' }));
        return;
    }
    draw(main, me);
}

async function fetchBoth() {
    const record = await get(`${at}/record`);
    const minutes = record.phase === 'ended' ? await get(`${at}/minutes`).catch(absent) : null;
    return { minutes, record, judgedAt: now() };
}

/**
 * A session that never began leaves no minutes on file; that is no failure.
 * @param {unknown} error
 */
function absent(error) {
    if (error instanceof Refused && (error.status === 404 || error.code === 'wrong_state')) return null;
    throw error;
}

/**
 * @param {HTMLElement} main
 * @param {import('../../ui/shell.js').Me} me
 */
function draw(main, me) {
    const { minutes, record } = /** @type {NonNullable<typeof held>} */ (held);
    const title = t('bureau.minutes.page', { n: record.number });
    nameThePage(title);
    const heading = h('h1', { class: 'filed__title' }, title);
    replace(main,
        h('nav', { class: 'crumb', 'aria-label': t('bureau.case.place') },
            h('a', { href: '/desk' }, t('bureau.nav.desk')), h('span', { 'aria-hidden': 'true' }, '/'),
            h('a', { href: `/case?id=${encodeURIComponent(record.caseID)}` }, record.caseNo),
            h('span', { 'aria-hidden': 'true' }, '/'), h('span', null, title)),
        minutes ? null : heading,
        minutes
            ? h('div', { class: 'filed__cols' }, paper(minutes, me), side(minutes))
            : h('section', { class: 'card' }, emptyPlace('doc', t('bureau.minutes.none'),
                t(record.phase === 'ended' ? 'bureau.minutes.none_says' : 'bureau.minutes.open_says'),
                record.phase === 'ended' ? null : linkButton(t('bureau.enter_room'),
                    `/live?session=${encodeURIComponent(record.id)}`, { kind: 'primary' }))),
        h('div', { class: 'record' }, recordSections(record)));
}

/** @param {FiledMinutes} minutes */
function side(minutes) {
    const verdict = h('div', { class: 'filed__verdict' });
    const again = button(t('bureau.minutes.verify'), {
        sign: 'shield',
        press: () => whileBusy(again, t('bureau.minutes.verifying'), verify),
    });
    const judge = () => replace(verdict,
        note(minutes.intact ? 'ok' : 'bad',
            h('h2', null, t(minutes.intact ? 'bureau.minutes.intact' : 'bureau.minutes.altered')),
            h('p', { class: 'second' }, t(minutes.intact ? 'bureau.minutes.intact_says' : 'bureau.minutes.altered_says',
                { time: clock(held ? held.judgedAt : now()) }))));
    judge();
    return h('div', { class: 'filed__side' }, verdict,
        h('div', { class: 'btns filed__btns' },
            h('a', {
                class: 'btn btn--primary',
                href: `${at}/minutes.txt`,
                download: `${minutes.caseNo}-${minutes.number}-v${minutes.version}.txt`,
            }, icon('download'), h('span', null, t('bureau.minutes.download'))),
            button(t('bureau.minutes.print'), { sign: 'print', press: () => window.print() }), again),
        h('section', { 'aria-labelledby': 'signed-h' },
            h('h2', { class: 'side__h', id: 'signed-h' }, t('bureau.minutes.signatures')),
            h('p', { class: 'hash' },
                minutes.label === 'unsigned' ? t('bureau.minutes.unsigned_says') : t(`bureau.label.${minutes.label}`))),
        h('section', { 'aria-labelledby': 'sum-h' },
            h('h2', { class: 'side__h', id: 'sum-h' }, t('bureau.minutes.digest')),
            h('p', { class: 'hash hash--digest' }, minutes.digest),
            h('p', { class: 'small muted' }, t('bureau.minutes.digest_says'))));

    async function verify() {
        try {
            const fresh = await get(`${at}/minutes`);
            held = { .../** @type {NonNullable<typeof held>} */ (held), minutes: fresh, judgedAt: now() };
            minutes = fresh;
            judge();
        } catch (error) {
            if (!goToSignIn(error)) replace(verdict, note('warn', h('p', null, failureWords(error))));
        }
    }
}
