// Nobody has to appear in a video: the other way is told, and how to ask for it.

import { t } from '../../../lib/text.js';
import { openStepDialog } from '../../../room-ui/step-dialog.js';
import { button } from '../../../ui/button.js';
import { phoneButton } from './frame.js';
import { advice } from './advice.js';

/** @param {string} phone */
export function tellInPerson(phone) {
    const back = button(t('party.in_person.back'), { press: () => dialog.close() });
    const dialog = openStepDialog({
        title: t('party.in_person.title'),
        lead: t('party.in_person.lead'),
        body: advice([
            { title: t('party.in_person.call'), says: t('party.in_person.call_says', { phone }) },
            { title: t('party.in_person.say'), says: t('party.in_person.say_says') },
        ]),
        foot: [back, phoneButton(phone)],
        focus: back,
    });
}
