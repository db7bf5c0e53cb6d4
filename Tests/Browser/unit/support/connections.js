/**
 * RTCPeerConnections without media: signaling states as JSEP has them (RFC 8829, 3.2), the network in the test's hands.
 */

class Track {
    constructor(kind) { this.kind = kind; }
}

globalThis.MediaStream ??= class {
    constructor(tracks) { this.tracks = tracks; }
};

let made = 0;

export class FakeConnection {
    signalingState = 'stable';
    connectionState = 'new';
    transceivers = [];
    /** Everything done to it, in order. */
    steps = [];
    candidates = [];
    #generation = 0;

    constructor(configuration) {
        made += 1;
        this.name = `c${made}`;
        this.configurations = [configuration];
    }

    get fragment() { return `${this.name}g${this.#generation}`; }
    setConfiguration(configuration) { this.configurations.push(configuration); }
    getTransceivers() { return this.transceivers; }

    addTransceiver(kind) {
        const sender = {
            track: null, parameters: { encodings: [{}] },
            replaceTrack: async (track) => { sender.track = track; },
            asked: 0,
            getParameters: () => { sender.asked += 1; return structuredClone(sender.parameters); },
            setParameters: async (parameters) => { sender.parameters = parameters; },
        };
        const transceiver = { sender, receiver: { track: new Track(kind) }, direction: 'sendrecv' };
        this.transceivers.push(transceiver);
        return transceiver;
    }

    async createOffer({ iceRestart = false } = {}) {
        if (iceRestart || this.#generation === 0) this.#generation += 1;
        return { type: 'offer', sdp: this.#sdp(this.transceivers.map(({ receiver }) => receiver.track.kind)) };
    }

    async createAnswer() {
        return { type: 'answer', sdp: this.#sdp(this.transceivers.map(({ receiver }) => receiver.track.kind)) };
    }

    async setLocalDescription({ type }) {
        await Promise.resolve();
        const fits = type === 'offer' ? this.signalingState !== 'have-remote-offer'
            : this.signalingState === 'have-remote-offer';
        if (!fits) throw new Error(`local ${type} in ${this.signalingState}`);
        this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable';
        this.steps.push(`local ${type}`);
    }

    async setRemoteDescription({ type, sdp }) {
        await Promise.resolve();
        const fits = type === 'offer' ? this.signalingState === 'stable' : this.signalingState === 'have-local-offer';
        if (!fits) throw new Error(`remote ${type} in ${this.signalingState}`);
        this.signalingState = type === 'offer' ? 'have-remote-offer' : 'stable';
        this.steps.push(`remote ${type}`);
        if (type === 'offer') {
            this.#generation += 1;
            const kinds = [...sdp.matchAll(/^m=(\w+)/gm)].map(([, kind]) => kind);
            for (const kind of kinds.slice(this.transceivers.length)) this.addTransceiver(kind).direction = 'recvonly';
        }
    }

    async addIceCandidate(candidate) {
        this.candidates.push(candidate?.usernameFragment ?? 'end');
    }

    close() { this.connectionState = 'closed'; }

    // The network's side.
    become(state) { this.connectionState = state; this.onconnectionstatechange?.(); }

    gather(type = 'relay', fragment = this.fragment) {
        const candidate = `candidate:1 1 udp 1 127.0.0.1 61000 typ ${type} raddr 10.0.0.1 rport 5 ufrag ${fragment}`;
        this.onicecandidate?.({ candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: fragment } });
    }

    endGathering() { this.onicecandidate?.({ candidate: null }); }

    async getStats() { return this.stats ?? new Map(); }

    #sdp(kinds) {
        const parts = kinds.map((kind) => `m=${kind} 9 UDP/TLS/RTP/SAVPF 96\r\n`
            + `a=ice-ufrag:${this.fragment}\r\na=fingerprint:sha-256 AB\r\n`);
        return `v=0\r\n${parts.join('')}a=candidate:9 1 udp 1 10.0.0.1 5 typ host\r\n`;
    }
}
