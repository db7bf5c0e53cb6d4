import { h } from '../../lib/html.js';
import { coded, t } from '../../lib/text.js';
import { get } from '../../lib/http.js';
import { LETTERS } from '../../protocol/limits.js';
import { postOnce } from '../../protocol/once.js';
import { button } from '../../ui/button.js';
import { field } from '../../ui/field.js';
import { openOrder } from '../../ui/order.js';

/** @typedef {import('../../protocol/http-types.js').Lawyers} Lawyers */
/** @typedef {import('../../protocol/http-types.js').LawyerLine} LawyerLine */
/** @typedef {import('../../protocol/http-types.js').LawyerAsked} LawyerAsked */
/** @typedef {import('../../protocol/vocabulary.js').LawyerCapacity} LawyerCapacity */

/** @type {LawyerCapacity[]} */
export const CAPACITIES = ['duty', 'station', 'agent', 'neutral'];

/** @type {(place: string, order: () => LawyerAsked) => () => Promise<Lawyers>} */
const asking = (place, order) => () => postOnce(place, '/api/lawyers', order());

/**
 * Adds a lawyer to the registry, or changes what is known of one.
 * @param {Lawyers} list
 * @param {LawyerLine | null} lawyer
 * @param {(fresh: Lawyers) => void} renew
 */
export function openLawyerForm(list, lawyer, renew) {
    const fields = fieldsOf(list, lawyer);
    const isOfStation = () => fields.capacity.value() === 'station';
    const show = () => { fields.station.element.hidden = !isOfStation(); };
    fields.capacity.control.addEventListener('change', show);
    show();
    const order = () => {
        const known = {
            licenceNo: fields.licenceNo.value(), name: fields.name.value(), firm: fields.firm.value(),
            capacity: /** @type {LawyerCapacity} */ (fields.capacity.value()),
            station: isOfStation() ? fields.station.value() : '', phone: fields.phone.value(),
        };
        return lawyer ? { order: /** @type {const} */ ('change'), id: lawyer.id, version: lawyer.version, ...known }
            : { order: /** @type {const} */ ('add'), ...known };
    };
    const dialog = openOrder({
        title: lawyer ? t('lawyers.change_label', { name: lawyer.name }) : t('lawyers.add'),
        lead: t('lawyers.form_says'), act: t(lawyer ? 'lawyers.save' : 'lawyers.add'), done: t('lawyers.saved'),
        fields, needed: ['licenceNo', 'name', 'firm'],
        missing: t('lawyers.missing'), sending: t('lawyers.sending'),
        bad: (name) => t(name === 'phone' ? 'lawyers.bad_phone' : 'lawyers.bad'),
        ask: asking(lawyer ? `lawyer-${lawyer.id}` : 'new-lawyer', order),
        again: () => get('/api/lawyers'),
        below: lawyer ? h('p', null, button(t(lawyer.ended ? 'lawyers.resume' : 'lawyers.retire'), {
            size: 'sm', press: () => {
                dialog.close();
                openEnd(lawyer, renew);
            },
        })) : null,
        renew,
    });
}

/**
 * @param {Lawyers} list
 * @param {LawyerLine | null} lawyer
 */
function fieldsOf(list, lawyer) {
    const stations = lawyer && lawyer.station && !list.stations.includes(lawyer.station)
        ? [lawyer.station, ...list.stations] : list.stations;
    return {
        name: field({
            id: 'name', label: t('lawyers.column.name'), limit: LETTERS.name, value: lawyer ? lawyer.name : '',
            attributes: { required: true },
        }),
        licenceNo: field({
            id: 'licenceNo', label: t('lawyers.column.licenceNo'), limit: LETTERS.licenceNo,
            value: lawyer ? lawyer.licenceNo : '', hint: t('lawyers.licenceNo_hint'),
            attributes: { required: true, spellcheck: 'false' },
        }),
        firm: field({
            id: 'firm', label: t('lawyers.column.firm'), limit: LETTERS.firm, value: lawyer ? lawyer.firm : '',
            wide: true,
            attributes: { required: true },
        }),
        capacity: field({
            id: 'capacity', kind: 'select', label: t('lawyers.column.capacity'),
            value: lawyer ? lawyer.capacity : 'duty',
            choices: CAPACITIES.map((each) =>
                /** @type {[string, string]} */ ([each, coded('lawyers.capacity', each)])),
        }),
        station: stations.length ? field({
            id: 'station', kind: 'select', label: t('lawyers.column.station'), value: lawyer ? lawyer.station : '',
            choices: stations.map((each) => /** @type {[string, string]} */ ([each, each])),
        }) : field({
            id: 'station', label: t('lawyers.column.station'), limit: LETTERS.unit,
            value: lawyer ? lawyer.station : '',
        }),
        phone: field({
            id: 'phone', label: t('lawyers.column.phone'), value: lawyer ? lawyer.phone : '',
            attributes: { inputmode: 'tel' },
        }),
    };
}

/**
 * @param {LawyerLine} lawyer
 * @param {(fresh: Lawyers) => void} renew
 */
function openEnd(lawyer, renew) {
    const what = lawyer.ended ? 'resume' : 'retire';
    openOrder({
        title: t(`lawyers.${what}_of`, { name: lawyer.name }), lead: t(`lawyers.${what}_says`),
        act: t(`lawyers.${what}`), done: t('lawyers.saved'), grave: !lawyer.ended, fields: {}, needed: [],
        missing: '', sending: t('lawyers.sending'), bad: () => '',
        ask: asking(`lawyer-${what}-${lawyer.id}`, () => ({ order: what, id: lawyer.id, version: lawyer.version })),
        again: () => get('/api/lawyers'),
        renew,
    });
}
