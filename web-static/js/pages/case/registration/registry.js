// A lawyer out of the registry: name, firm and licence are typed once, and not again for each case.

import { h, replace } from '../../../lib/html.js';
import { get } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { field } from '../../../ui/field.js';

/** @typedef {import('../../../protocol/http-types.js').LawyerLine} LawyerLine */

/**
 * A field that fills the others. It stays away where there is no registry, or where it can't be had: all can be typed.
 * @param {string} id
 * @param {(lawyer: LawyerLine) => void} fill
 * @returns {{shown: () => HTMLElement}} which asks for the registry, once
 */
export function registryPick(id, fill) {
    const element = h('div', { class: 'field--wide', hidden: true });
    let isAsked = false;
    return {
        shown: () => {
            if (!isAsked) ask();
            isAsked = true;
            return element;
        },
    };

    async function ask() {
        /** @type {LawyerLine[]} */
        let lawyers;
        try {
            lawyers = (await get('/api/lawyers')).lawyers.filter((each) => !each.ended);
        } catch {
            return;
        }
        if (!lawyers.length) return;
        const pick = field({
            id: `${id}-registry`, kind: 'select', label: t('bureau.party.registry'),
            choices: [['', t('bureau.party.registry_none')],
                ...lawyers.map((each) => /** @type {[string, string]} */ ([each.id, `${each.name} · ${each.firm}`]))],
        });
        pick.control.addEventListener('change', () => {
            const chosen = lawyers.find((each) => each.id === pick.control.value);
            if (chosen) fill(chosen);
        });
        replace(element, pick.element);
        element.hidden = false;
    }
}
