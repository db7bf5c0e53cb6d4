import { Mesh } from '../../../../web-static/js/media/mesh.js';
import { settled } from './clock.js';
import { FakeConnection } from './connections.js';
import { fixture } from './fixtures.js';
import { Server } from './server.js';

/** A capture whose tracks are the test's. */
class FakeCapture extends EventTarget {
    status = { microphone: 'live', camera: 'live' };
    tracks = { microphone: { id: 'microphone' }, camera: { id: 'camera' } };
    level = 0;
    profile = 'phone';
    asked = [];

    async setMicrophone(on) { this.asked.push(on); }
}

/** One page in a call: its mesh, its client on a test's server, its connections, and what was told. */
export class Room {
    server = new Server();
    client = this.server.client();
    capture = new FakeCapture();
    connections = [];
    told = [];
    networkChange = () => {};
    closed = 0;
    /** What the test does to each connection before anybody uses it. */
    onConnect = () => {};

    /** @param {object} [around] what is other than usual around this page */
    constructor(around = {}) {
        this.mesh = new Mesh({
            client: this.client, capture: this.capture,
            surroundings: {
                ...this.server.surroundings,
                every: this.server.clock.every,
                certificate: async () => 'certificate',
                connect: (configuration) => {
                    const connection = new FakeConnection(configuration);
                    this.connections.push(connection);
                    this.onConnect(connection);
                    return connection;
                },
                onNetworkChange: (act) => {
                    this.networkChange = act;
                    return () => { this.networkChange = () => {}; };
                },
                ...around,
            },
        });
        for (const type of ['stream', 'link', 'speaker']) {
            this.mesh.addEventListener(type, ({ detail }) => this.told.push([type, ...Object.values(detail)]));
        }
        this.client.open();
    }

    static async welcomed(links, change) {
        const room = new Room();
        room.welcome(links, change);
        await settled();
        return room;
    }

    welcome(links, change = {}) {
        const state = { ...fixture('welcome').state, links };
        this.server.welcome({ state, ...change });
    }

    async list(links, change = {}) {
        this.server.next({ type: 'update', links, ...change });
        await settled();
    }

    async signal(from, epoch, body) {
        this.server.next({ type: 'signal', from, epoch, body });
        await settled();
    }

    /** The signals that left, without their long texts. */
    get signals() {
        return this.server.socket.of('signal')
            .map(({ to, epoch, body }) => `${to}/${epoch} ${body.sdp?.type ?? body.kind}${body.n ?? ''}`);
    }
}

export const link = (peer, epoch, offerer = true, paths = 'relay') => ({ peer, epoch, offerer, paths });
