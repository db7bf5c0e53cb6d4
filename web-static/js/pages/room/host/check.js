// What a person's own device check found, as the officer reads it.

import { t } from '../../../lib/text.js';
import { fact } from '../../../room-ui/seat-card.js';

/** @param {import('../../../protocol/types.js').NetworkCheck | null} network */
function networkVerdict(network) {
    if (!network) return 'none';
    if (network.lossPercent > 10 || network.kbps < 100) return 'poor';
    return network.lossPercent > 3 || network.kbps < 300 ? 'fair' : 'good';
}

/** @param {import('../../../protocol/types.js').Seat} seat */
export function checkFacts(seat) {
    const { check } = seat;
    if (!check) return [];
    const devices = /** @type {const} */ (['camera', 'microphone']).filter((device) => check[device] !== 'ok');
    const network = networkVerdict(check.network);
    return [
        devices.length
            ? devices.map((device) => fact('warn', 'alert', t(`live.lobby.check.${device}_${check[device]}`)))
            : fact('ok', 'check', t('live.lobby.check.fine')),
        check.speaker === 'failed' ? fact('warn', 'alert', t('live.lobby.check.speaker_failed')) : null,
        fact(network === 'good' ? 'ok' : network === 'none' ? null : 'warn', network === 'good' ? 'check' : 'wifi',
            t(`live.lobby.check.network_${network}`)),
    ];
}
