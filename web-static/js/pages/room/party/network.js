// The way to the relay and back, tested before the call, and told in words.

import { h } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { selfTest, SelfTestFailed } from '../../../media/self-test.js';
import { chip } from '../../../ui/badge.js';
import { button } from '../../../ui/button.js';

/** The relay's address comes with the consent; so long it may take; ms. */
const ICE_MS = 8000;
const SECONDS = 4;

/** @typedef {import('../../../protocol/types.js').NetworkCheck} NetworkCheck */

export class NetworkTest {
    /** @type {'waiting' | 'running' | 'done' | 'failed'} */
    phase = 'waiting';
    /** @type {NetworkCheck | null} */
    result = null;
    /** @type {string} */
    reason = '';

    /**
     * @param {import('../../../protocol/room-client.js').RoomClient} client
     * @param {() => void} changed
     */
    constructor(client, changed) {
        this.client = client;
        this.changed = changed;
    }

    async run() {
        if (this.phase === 'running') return;
        this.phase = 'running';
        this.changed();
        try {
            this.result = await selfTest(await this.ice(), { seconds: SECONDS });
            this.phase = 'done';
        } catch (error) {
            this.result = null;
            this.phase = 'failed';
            this.reason = error instanceof SelfTestFailed ? error.reason : 'broken';
        }
        this.changed();
    }

    /** @returns {Promise<import('../../../protocol/types.js').Ice>} */
    ice() {
        const { client } = this;
        if (client.ice) return Promise.resolve(client.ice);
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => {
                client.removeEventListener('ice', come);
                reject(new SelfTestFailed('no_relay'));
            }, ICE_MS);
            function come() {
                if (!client.ice) return;
                clearTimeout(timer);
                client.removeEventListener('ice', come);
                resolve(client.ice);
            }
            client.addEventListener('ice', come);
        });
    }

    /** @returns {import('./check-row.js').RowLook} */
    look() {
        if (this.phase === 'failed') {
            const again = button(t('party.check.again'), { press: () => { this.run(); } });
            return {
                says: t('party.check.network_bad'),
                act: again, actKey: 'failed',
                more: { words: t(`party.check.network_${this.reason}`) },
            };
        }
        if (!this.result) {
            return {
                says: t('party.check.network_running'),
                act: chip('now', t('party.check.running')),
                actKey: 'running', more: null,
            };
        }
        const verdict = networkVerdict(this.result);
        const says = t('party.check.network_says', {
            quality: t(`party.check.network_${verdict}`),
            ms: this.result.ms, loss: this.result.lossPercent,
            kbps: Math.round(this.result.kbps),
        });
        return {
            says,
            actKey: `done ${verdict}`,
            act: chip(verdict === 'fine' ? 'ok' : 'warn',
                t(verdict === 'fine' ? 'party.check.ok' : 'party.check.weak')),
            more: verdict === 'fine' ? null : {
                words: t('party.check.network_weak_says'),
                act: h('div', { class: 'btns' }, button(t('party.check.again'), { press: () => { this.run(); } })),
            },
        };
    }
}

/**
 * Sound and a small picture each way to three people need some 300 kbit/s; below it there is sound alone.
 * @param {NetworkCheck} result
 * @returns {'fine' | 'weak' | 'sound'}
 */
export function networkVerdict(result) {
    if (result.lossPercent > 10 || result.kbps < 100) return 'sound';
    return result.lossPercent > 3 || result.kbps < 300 ? 'weak' : 'fine';
}
