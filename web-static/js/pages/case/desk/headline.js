import { t } from '../../../lib/text.js';
import { groupOf } from './sorting.js';

/**
 * The day in one sentence, made of what the list says.
 * @param {import('./sorting.js').CaseLine[]} mine the cases that wait for me
 */
export function headline(mine) {
    const talks = mine.filter((line) => line.session).length;
    const late = mine.filter((line) => groupOf(line) === 'late').length;
    const today = mine.filter((line) => groupOf(line) === 'today').length;
    const parts = [];
    if (talks) parts.push(t('bureau.headline.talks', { n: talks }));
    if (late) parts.push(t('bureau.headline.late', { n: late }));
    if (today) parts.push(t('bureau.headline.today', { n: today }));
    if (!parts.length) {
        return mine.length ? t('bureau.headline.calm', { n: mine.length }) : t('bureau.headline.nothing');
    }
    const sentence = parts.join(t('bureau.headline.comma'));
    return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
