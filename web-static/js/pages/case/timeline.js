// The whole story of a case on one line: what is due above the present moment, what has happened below it, newest
// first. Filters leave a kind of line standing.

import { h, replace } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { clock, date, moment, now } from '../../lib/time.js';
import { timeElement } from '../../ui/time.js';

/** @typedef {import('../../protocol/http-types.js').CaseFile} CaseFile */
/** @typedef {CaseFile['timeline'][number]} Line */
/** @typedef {'all' | 'talks' | 'orders' | 'terms' | 'trace'} Filter */

/** What presses on the bureau stands out in the timeline. */
const PRESSING = new Set(['supervised', 'returned', 'objected', 'extended', 'declined', 'deadline_missed',
    'deadline_near']);
/** Lines of one kind, by what they tell of. */
const TALKS = new Set(['session_launched', 'session_invited', 'session_ended']);
const ORDERS = new Set([
    'assigned', 'received', 'objected', 'unassigned', 'reported', 'supervised', 'noted', 'returned', 'closing_approved',
    'progressed', 'item_answered', 'letter_sent', 'letter_answered',
]);
const TERMS = new Set(['deadline_missed', 'deadline_near', 'term_moved', 'extension_requested', 'extension_decided',
    'extended', 'closed', 'accepted']);
/** Lines that begin with the number of an item, of a letter, or of days. */
const NUMBERED = new Set(['progressed', 'item_answered', 'letter_answered', 'extension_requested']);
const TRACE = new Set(['identity_unmasked', 'exported', 'handed_over', 'recusal_requested', 'recusal_decided',
    'interest_declared']);
const FILTERS = /** @type {[Filter, (line: Line) => boolean][]} */ ([
    ['all', () => true],
    ['talks', (line) => TALKS.has(line.kind)],
    ['orders', (line) => ORDERS.has(line.kind)],
    ['terms', (line) => TERMS.has(line.kind)],
    ['trace', (line) => TRACE.has(line.kind)],
]);
const AT_ONCE = 8;

/** @type {Filter} */
let chosen = 'all';

/** @param {Line} each */
function words(each) {
    if (each.due) return [' ', coded('bureau.due', each.due), each.text ? ` ${each.text}` : ''];
    if (!each.text) return null;
    const numbered = NUMBERED.has(each.kind) ? /^(\d+) ([^]*)$/.exec(each.text) : null;
    if (numbered) return [' ', t(`bureau.line.numbered.${each.kind}`, { n: numbered[1] }), ' ', numbered[2]];
    return [
        ' ',
        each.kind === 'session_launched' && /^\d+$/.test(each.text)
            ? t('bureau.talks.number', { n: each.text })
            : each.text,
    ];
}

/** @param {CaseFile} file */
export function timeline(file) {
    if (!file.timeline.length) return h('p', { class: 'muted' }, t('bureau.case.no_timeline'));
    const place = h('div', null);
    const toggles = FILTERS.map(([name, fits]) => ({ name, n: file.timeline.filter(fits).length }))
        .filter(({ name, n }) => name === 'all' || n);
    const buttons = toggles.map(({ name, n }) => h('button', {
        type: 'button', class: 'filter', data: { filter: name },
        on: { click: () => { chosen = name; fill(); } },
    }, t(`bureau.line.${name}`), ' ', h('span', { class: 'num' }, n)));
    fill();
    return [
        toggles.length > 1
            ? h('div', { class: 'filters', role: 'group', 'aria-label': t('bureau.line.filters') }, buttons)
            : null,
        place,
    ];

    function fill() {
        const [name, fits] = FILTERS.find(([each]) => each === chosen && toggles.some((one) => one.name === each))
            || FILTERS[0];
        for (const each of buttons) each.setAttribute('aria-pressed', String(each.dataset.filter === name));
        replace(place, lines(file, file.timeline.filter(fits), name === 'all' || name === 'terms'));
    }
}

/**
 * @param {CaseFile} file
 * @param {Line[]} happened
 * @param {boolean} withTerms
 */
function lines(file, happened, withTerms) {
    const ahead = withTerms ? file.due.filter((each) => !each.doneAt && each.at >= now())
        .sort((one, other) => other.at - one.at) : [];
    const rest = happened.slice(AT_ONCE);
    return [
        h('ol', { class: 'line' },
            ahead.map((each) => h('li', { class: 'line__ahead' }, timeElement(each.at, date(each.at)),
                h('span', { class: 'dot dot--open' }),
                h('p', null, h('b', null, coded('bureau.due', each.kind), each.number ? ` ${each.number}` : ''), ' ',
                    t('bureau.line.ends')))),
            ahead.length
                ? h('li', { class: 'line__now' }, h('span', null, t('bureau.line.now', { time: clock(now()) })))
                : null,
            happened.slice(0, AT_ONCE).map(item)),
        rest.length ? h('details', { class: 'more' },
            h('summary', null, t('bureau.case.older', { n: rest.length })),
            h('ol', { class: 'line' }, rest.map(item))) : null,
    ];
}

/** @param {Line} each */
function item(each) {
    return h('li', null,
        timeElement(each.at, moment(each.at)), h('span', { class: PRESSING.has(each.kind) ? 'dot dot--warn' : 'dot' }),
        h('p', null,
            h('b', null, coded('bureau.event', each.kind)),
            words(each),
            each.by ? h('span', { class: 'muted' }, [' ', each.by]) : null));
}
