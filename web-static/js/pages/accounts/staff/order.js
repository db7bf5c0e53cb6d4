import { get } from '../../../lib/http.js';
import { t } from '../../../lib/text.js';
import { postOnce } from '../../../protocol/once.js';
import { openOrder } from '../../../ui/order.js';

/** @typedef {import('../../../protocol/http-types.js').Staff} Staff */
/** @typedef {import('../../../ui/order.js').OrderForm<Staff>} OrderForm */
/** @typedef {import('../../../protocol/http-types.js').StaffOrder} StaffOrder */

/**
 * A form for an order about people or units.
 * @param {Omit<OrderForm, 'ask' | 'again' | 'sending' | 'missing' | 'bad' | 'needed'>
 *   & {place: string, order: () => StaffOrder, needed?: string[]}} options
 *   `place`: what is ordered, of whom; two tries of one order have one place
 */
export function openStaffOrder(options) {
    return openOrder({
        needed: [],
        ...options,
        sending: t('staff.sending'), missing: t('staff.form.missing'),
        bad: (name) => t(`staff.form.bad_${name}`),
        ask: () => postOnce(options.place, '/api/staff', options.order()),
        again: () => get('/api/staff'),
    });
}
