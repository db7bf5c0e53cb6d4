/** How much is sent, at most: a picture and a voice; and how long a relay may take to answer; ms. */
const MESSAGE_BYTES = 1_000;
const PACE_MS = 20;
const MESSAGES_A_PACE = 3;
const CONNECT_MS = 12_000;
const DRAIN_MS = 600;
/** More than this in the browser's own queue: the network is full, what isn't sent can't be lost. */
const MOST_QUEUED = 64 * 1024;

/** Why a self-test gave no numbers: `no_webrtc`, `no_relay` (the relay gave no address), `no_path`, `broken`. */
export class SelfTestFailed extends Error {
    /** @param {'no_webrtc'|'no_relay'|'no_path'|'broken'} reason */
    constructor(reason) {
        super(reason);
        this.name = 'SelfTestFailed';
        this.reason = reason;
    }
}

/**
 * A link from this page to itself, through the relay where the bureau has one: the way that the call will take.
 * Messages are neither ordered nor repeated, so that what is missing was lost on the way.
 * @param {import('../protocol/types.js').Ice} ice
 * @param {{seconds?: number}} [options] how long it sends
 * @returns {Promise<import('../protocol/types.js').NetworkCheck>} `ms`: from the first step to an open channel
 */
export async function selfTest(ice, options) {
    if (typeof RTCPeerConnection === 'undefined') throw new SelfTestFailed('no_webrtc');
    const relayed = ice.policy === 'relay';
    const began = performance.now();
    /** @type {RTCConfiguration} */
    const configuration = { iceServers: ice.servers, iceTransportPolicy: relayed ? 'relay' : 'all' };
    const near = new RTCPeerConnection(configuration);
    const far = new RTCPeerConnection(configuration);
    try {
        const channels = await connect(near, far, relayed);
        const ms = Math.round(performance.now() - began);
        const { lossPercent, kbps } = await measure(channels, (options?.seconds ?? 4) * 1000);
        return { ms, lossPercent, kbps, relayed };
    } finally {
        near.close();
        far.close();
    }
}

/**
 * @param {RTCPeerConnection} near
 * @param {RTCPeerConnection} far
 * @param {boolean} relayed
 * @returns {Promise<{out: RTCDataChannel, into: RTCDataChannel}>}
 */
function connect(near, far, relayed) {
    return new Promise((resolve, reject) => {
        let candidates = 0;
        const timer = setTimeout(() => {
            reject(new SelfTestFailed(relayed && candidates === 0 ? 'no_relay' : 'no_path'));
        }, CONNECT_MS);
        /**
         * @param {RTCPeerConnection} from
         * @param {RTCPeerConnection} to
         */
        const pass = (from, to) => {
            from.onicecandidate = ({ candidate }) => {
                if (candidate && candidate.candidate) {
                    candidates += 1;
                    to.addIceCandidate(candidate).catch(() => {});
                } else if (relayed && candidates === 0) {
                    clearTimeout(timer);
                    reject(new SelfTestFailed('no_relay'));
                }
            };
        };
        pass(near, far);
        pass(far, near);
        near.onconnectionstatechange = () => {
            if (near.connectionState === 'failed') reject(new SelfTestFailed('no_path'));
        };
        const out = near.createDataChannel('test', { ordered: false, maxRetransmits: 0 });
        far.ondatachannel = ({ channel: into }) => {
            const open = () => {
                if (out.readyState !== 'open') return;
                clearTimeout(timer);
                resolve({ out, into });
            };
            out.onopen = open;
            open();
        };
        negotiate(near, far).catch(() => reject(new SelfTestFailed('broken')));
    });
}

/**
 * @param {RTCPeerConnection} near
 * @param {RTCPeerConnection} far
 */
async function negotiate(near, far) {
    const offer = await near.createOffer();
    // The far end first: candidates of the near one then always find their description.
    await far.setRemoteDescription(offer);
    await near.setLocalDescription(offer);
    const answer = await far.createAnswer();
    await near.setRemoteDescription(answer);
    await far.setLocalDescription(answer);
}

/**
 * @param {{out: RTCDataChannel, into: RTCDataChannel}} channels
 * @param {number} duration ms
 * @returns {Promise<{lossPercent: number, kbps: number}>}
 */
function measure({ out, into }, duration) {
    return new Promise((resolve, reject) => {
        const message = new Uint8Array(MESSAGE_BYTES);
        const began = performance.now();
        let sent = 0;
        let received = 0;
        let lastAt = began;
        into.onmessage = () => {
            received += 1;
            lastAt = performance.now();
        };
        const pace = setInterval(() => {
            for (let index = 0; index < MESSAGES_A_PACE; index += 1) {
                if (out.readyState !== 'open' || out.bufferedAmount > MOST_QUEUED) break;
                out.send(message);
                sent += 1;
            }
            if (performance.now() - began < duration) return;
            clearInterval(pace);
            setTimeout(() => {
                if (sent === 0 || received === 0) return reject(new SelfTestFailed('broken'));
                const seconds = Math.max(duration, lastAt - began) / 1000;
                return resolve({
                    lossPercent: Math.round((1 - Math.min(1, received / sent)) * 1000) / 10,
                    kbps: Math.round((received * MESSAGE_BYTES * 8) / 1000 / seconds),
                });
            }, DRAIN_MS);
        }, PACE_MS);
    });
}
