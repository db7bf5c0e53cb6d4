// Who could hear whom in a talk, on the case itself: fetched when somebody wants to see it.

import { h, replace } from '../../../lib/html.js';
import { get } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { failureWords, note } from '../../../ui/note.js';
import { whileFetching } from '../../../ui/skeleton.js';
import { hearingBody } from '../../minutes/hearing.js';
import { gaps, nameIn } from '../../minutes/record.js';

/** @param {import('../../../protocol/http-types.js').Talk} talk */
export function talkHearing(talk) {
    const place = h('div', { class: 'hearing hearing--folded' });
    const element = h('details', { class: 'more', data: { hearing: talk.number } },
        h('summary', null, t('bureau.talks.hearing', { n: talk.number })), place);
    let wanted = false;
    element.addEventListener('toggle', async () => {
        if (!(/** @type {HTMLDetailsElement} */ (element).open) || wanted) return;
        wanted = true;
        try {
            const record = await whileFetching(place, t('common.loading.minutes'), () =>
                get(`/api/sessions/${encodeURIComponent(talk.id)}/record`));
            replace(place, gaps(record), hearingBody(record, nameIn(record)));
        } catch (error) {
            wanted = false;
            replace(place, note('bad', h('p', null, failureWords(error))));
        }
    });
    return element;
}
