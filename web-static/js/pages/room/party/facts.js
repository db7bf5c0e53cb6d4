// The line below the faces: how long, whether it is recorded, how good the own network is.

import { h, replace } from '../../../lib/html.js';
import { t } from '../../../lib/text.js';
import { duration } from '../../../lib/time.js';
import { judge, networkBars, ownLine } from '../../../room-ui/network.js';
import { icon } from '../../../ui/icon.js';

/** @param {import('./visit.js').Visit} visit */
export function callFacts(visit) {
    const element = h('p', { class: 'room__fact' });
    let drawn = '';
    return {
        element,
        show() {
            const { client, mesh } = visit;
            if (!client.state) return;
            const { startedAt, recording } = client.state.session;
            const minutes = startedAt ? Math.max(0, Math.floor((client.serverNow() - startedAt) / 60000)) : 0;
            const network = ownLine(mesh.openPeers().map((peer) => judge(mesh.statsOf(peer))));
            const key = `${minutes} ${recording} ${network}`;
            if (key === drawn) return;
            drawn = key;
            replace(element,
                h('span', { data: { fact: 'time' } },
                    icon('clock'), minutes < 1 ? t('party.call.just_begun') : duration(minutes * 60)),
                h('span', { data: { fact: 'recording' } },
                    icon('rec-off'), t(recording ? 'live.recording' : 'live.not_recording')),
                network === 'unknown' ? null : h('span', { data: { fact: 'network' } }, networkBars(network, true)));
        },
    };
}
