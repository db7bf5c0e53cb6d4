// The shapes of docs/protocol.md as the pages see them. Types only: nothing here reaches a browser.

import type {
    CheckResult, EdgeVerdict, EndReason, Guardianship, HappeningName, IdentityMethod, LinkState, MediaStatus, Medium,
    Paths, Phase, Presence, RefusalCode, SeatRole, SectionKey, SessionKind, Standing, WallPhase,
} from './vocabulary.js';
export type { CheckResult, MediaStatus, Presence, Standing } from './vocabulary.js';

export interface MediaState { microphone: MediaStatus; camera: MediaStatus }

/** `ms`: from the first step to an open channel. */
export interface NetworkCheck { ms: number; lossPercent: number; kbps: number; relayed: boolean }
export interface Check {
    camera: CheckResult; microphone: CheckResult; speaker: CheckResult; network: NetworkCheck | null;
}

export interface Identification { method: IdentityMethod; note: string; at: number }

export interface SessionState {
    id: string;
    number: number;
    kind: SessionKind;
    phase: Phase;
    office: string;
    phone: string;
    createdAt?: number;
    startedAt: number | null;
    endedAt: number | null;
    reason: EndReason | null;
    paths: Paths;
    recording: boolean;
    pauseEndsAt: number | null;
    title?: string | null;
    caseID?: string | null;
    caseNo?: string | null;
}

export interface Seat {
    seat: number;
    role: SeatRole;
    name: string;
    staffNo?: string;
    standing: Standing;
    presence: Presence;
    since: number;
    media: MediaState;
    check?: Check | null;
    identity?: Identification | null;
    device?: string | null;
    needs?: string | null;
    guardianship?: Guardianship | null;
    phone?: string | null;
    browser?: string | null;
    askedToWaitUntil?: number | null;
    consentedAt?: number | null;
    /** The seat's link was revoked. */
    revoked?: boolean | null;
    /** The name is kept from this reader: `name` is empty. */
    nameHidden?: boolean | null;
}

/** What shielding lets pass in one direction. */
export interface Passing { voice: boolean; face: boolean }
/** `send`, `receive` absent: all passes. */
export interface LinkEntry {
    peer: number; epoch: number; offerer: boolean; paths: Paths; send?: Passing; receive?: Passing;
}
export interface MinutesSection { key: SectionKey; text: string; revision: number }
export interface Minutes {
    presenting: boolean;
    version: number;
    frozen: { version: number; digest: string; at: number } | null;
    sections: MinutesSection[];
}
export interface Edge {
    from: number;
    to: number;
    verdict: EdgeVerdict;
    path: string | null;
    rttMs: number | null;
    lossPercent: number | null;
    audioKbps: number | null;
    videoKbps: number | null;
    at: number;
}
export interface Happening { at: number; what: HappeningName; seat: number | null; seconds: number | null }
export interface Claim { seat: number; device: string; browser: string; at: number }

/** What the server showed this seat, and which seat it is. Section 2.2 says who sees what. */
export interface RoomState {
    session: SessionState;
    me: { seat: number };
    seats: Seat[];
    links: LinkEntry[];
    minutes: Minutes;
    edges: Edge[];
    happenings: Happening[];
    claims: Claim[];
    wall: Wall;
    shields: Shield[];
}
export type SectionName =
    'session' | 'seats' | 'links' | 'minutes' | 'edges' | 'happenings' | 'claims' | 'wall' | 'shields';

export interface Ice { policy: 'relay' | 'all'; servers: RTCIceServer[]; expiresAt: number }

export interface DescriptionBody { kind: 'description'; n: number; sdp: { type: 'offer' | 'answer'; sdp: string } }
export interface WireCandidate {
    candidate: string; sdpMid: string | null; sdpMLineIndex: number | null; usernameFragment: string | null;
}
export interface CandidatesBody { kind: 'candidates'; candidates: WireCandidate[]; end: boolean }
export interface RestartBody { kind: 'restart' }
export type SignalBody = DescriptionBody | CandidatesBody | RestartBody;

/** One link's row in the report `stats`. */
export interface LinkStats {
    peer: number;
    epoch: number;
    state: LinkState;
    path: string | null;
    rttMs: number | null;
    jitterMs: number | null;
    lossPercent: number | null;
    audioKbps: number;
    videoKbps: number;
    framesDecoded: number;
    framesPerSecond: number;
    freezes: number;
    concealedPercent: number;
}

export interface Connection {
    /**
     * `waiting`: for the next try. `refused`: a hello was refused with `code`. `stopped`: for good, `closeCode` says
     * why.
     */
    phase: 'connecting' | 'open' | 'waiting' | 'pending' | 'refused' | 'stopped';
    /** When the next try begins (this device's clock, ms), in phase `waiting`. */
    retryAt: number | null;
    /** Why a hello was refused (also while `stopped`, when a close followed), or what it is pending on. */
    code: string | null;
    /** Since when it is open, or since when it is not (this device's clock, ms). */
    since: number;
    /** The last close code, section 3. */
    closeCode: number | null;
}

export type Identity = { seatCredential: string } | { session: string; watch?: boolean };
export type CommandStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What a page's connection needs of its surroundings; tests pass their own. */
export interface Surroundings {
    openSocket(url: string): WebSocket;
    now(): number;
    random(): number;
    after(ms: number, act: () => void): number;
    cancel(timer: number): void;
    /** `online`: there is a network again; `visible`: somebody looks again; `restored`: by the back-forward cache. */
    watch(act: (happened: 'online' | 'visible' | 'restored') => void): () => void;
    reload(): void;
}

/** The wall of a caucus (docs/protocol.md, 2.4a). */
export interface Wall {
    number: number;
    phase: WallPhase;
    members: number[];
    confirmed: number[];
    raisedAt?: number | null;
    until?: number | null;
    /** Since when this seat waits outside. */
    outsideSince?: number | null;
    /** The bureau's private notes. */
    note?: { text: string; revision: number } | null;
    /** Lines that people outside left for the officer. */
    words?: { seat: number; text: string; at: number }[] | null;
}

/** `subject` is kept from `from` in one medium and one direction. */
export interface Shield {
    subject: number;
    from: number;
    medium: Medium;
}

/**
 * What the server sends (docs/protocol.md, 2.1): its examples are compared with these by a lint. `seq`: its place in
 * the stream.
 */
export interface WelcomeMessage {
    type: 'welcome';
    seq: number;
    run: string;
    seat: number;
    /** What was missed follows; without it the whole state is here. */
    replay: boolean;
    now: number;
    build: string;
    notice: string;
    /** Seconds: between two beats of the server, until a silent line is dead, until a lost person counts as gone. */
    times: { beat: number; dead: number; grace: number };
    ice: Ice;
    state?: ShownState | null;
}
/** The sections as the server sends them; one that it leaves out is empty. */
export type ShownState = Pick<RoomState, 'session'> & Partial<Omit<RoomState, 'me' | 'session'>>;
export type UpdateMessage = { type: 'update'; seq: number } & Partial<Omit<RoomState, 'me'>>;
export interface DraftMessage { type: 'draft'; seq: number; section: SectionKey; text: string; revision: number }
export interface SignalMessage { type: 'signal'; seq: number; from: number; epoch: number; body: SignalBody }
export interface ResultMessage {
    type: 'result'; seq: number; id: string; revision?: number; version?: number; digest?: string;
}
/** `seq` is absent where the line was not welcomed; `id` where no request is answered. */
export interface RefusedMessage { type: 'refused'; seq?: number; id?: string; code: RefusalCode; field?: string }
export interface PendingMessage { type: 'pending'; why: RefusalCode }
export interface IceMessage { type: 'ice'; seq?: number; ice: Ice }
export interface BeatMessage { type: 'beat' }
export type ServerMessage =
    WelcomeMessage | UpdateMessage | DraftMessage | SignalMessage | ResultMessage | RefusedMessage | PendingMessage
    | IceMessage | BeatMessage;

/**
 * What a page asks for, by the command's name: the fields beside `type` and `id` (docs/protocol.md, 2.3 to 2.4a, whose
 * examples are compared with these by a lint).
 */
export interface Commands {
    consent: { notice: string };
    check: Check;
    ready: Nothing;
    leave: Nothing;
    renew_link: { peer: number; epoch: number };
    admit: { seat: number; guardianDeclined?: string };
    ask_to_wait: { seat: number; minutes: number };
    decline: { seat: number; reason: string };
    remove: { seat: number; reason: string };
    identify: { seat: number; method: IdentityMethod; note: string };
    decide_claim: { seat: number; device: string; allow: boolean };
    edit: { section: SectionKey; text: string; base: number };
    present: { on: boolean };
    freeze: Nothing;
    reopen: Nothing;
    end: { reason: EndReason; note: string };
    caucus: { members: number[]; minutes: number | null };
    wall_closed: { wall: number };
    extend_caucus: { minutes: number };
    end_caucus: Nothing;
    word: { text: string };
    private_note: { text: string; base: number };
    shield: { subject: number; from: number; medium: Medium; on: boolean };
}
/** What a page tells without waiting for an answer (2.5, 2.6). */
export interface Reports {
    media: MediaState;
    stats: { links: LinkStats[] };
    ack: { seq: number };
    beat: Nothing;
    signal: { to: number; epoch: number; ack?: number; body: SignalBody };
}
export type Nothing = Record<string, never>;
/** A command with the fields that are its own. */
export type Asked = { [Name in keyof Commands]: { type: Name; fields: Commands[Name] } }[keyof Commands];

/** A command and a report as they leave the page. */
export type CommandMessage<Name extends keyof Commands> =
    { type: Name; id: string } & (Commands[Name] extends Nothing ? unknown : Commands[Name]);
export type ReportMessage<Name extends keyof Reports> =
    { type: Name } & (Reports[Name] extends Nothing ? unknown : Reports[Name]);
export type HelloMessage = {
    type: 'hello'; page: string; device: string; run: string | null; seq: number;
    links: { peer: number; epoch: number }[]; takeOver: boolean;
} & Identity;
