// What HTTP takes and answers, as the pages see it (docs/protocol.md, 1): its examples are compared with these by a
// lint. Types alone: nothing here reaches a browser.

import type {
    CaseEventName, CaseLevel, CaseStatus, CaseStep, Channel, CheckResult, ContentClass, Counting, DayKind, DueKind,
    EdgeVerdict, EndReason, Figure, FiledSheet, FileItem, FollowUpMethod, HeaderKey, IdentityMethod, IndexItem,
    LawyerCapacity, LawyerOrderName, OrderKind, PartyRole, Paths, Performance, Phase, Rating, RefusalCode, Role,
    RoomEventName, SeatRole, SectionKey, SessionKind, Sex, Side, SignOffCheck, StaffColumn, StaffFaultCode,
    StaffOrderName, StaffTableName, UnitKind, VisitKind, WhyGone,
} from './vocabulary.js';

export interface Party {
    id: string; role: PartyRole; name: string | null; sex?: Sex | null; age?: number | null; phone?: string | null;
    /** Masked by the server. */
    idNo?: string | null; accessNeeds?: string | null; isMinor: boolean; actsFor?: Side | null;
    conflictDeclared?: boolean | null;
}

export interface Talk {
    id: string; number: number; phase: Phase; createdAt: number; startedAt?: number | null; endedAt?: number | null;
    reason?: EndReason | null; attendees: { role: SeatRole; name: string }[];
    minutes?: { version: number; digest: string; label: string } | null;
    /** The session's own row can't be read. */
    unreadable?: boolean;
}

/** What somebody wrote on a paper. */
export interface Remark { at: number; by: string | null; text: string }

/** What one unit has to do of an order. */
export interface OrderItem {
    number: number; text: string; unit: string; due: number; progress: Remark[]; result: Remark | null;
}

/** Where a unit of an order stands. */
export interface OrderUnit {
    unit: string; isResponsible: boolean; receivedAt: number | null; receivedBy: string | null;
    objection: string | null; answered: number; items: number;
}

/** A paper to a unit or a department outside. */
export interface CaseOrder {
    kind: OrderKind; no: string; number: number; unit: string | null; text: string; issuedAt: number;
    issuedBy: string | null; due: number; doneAt: number | null; items: OrderItem[]; units: OrderUnit[];
    answer: Remark | null;
}

/** A day of a reckoning, and what it is for the office. */
export interface OfficeDay { at: number; kind: DayKind; name: string | null }

/** How a date that a rule made came about. */
export interface Reckoning {
    from: OfficeDay; counting: Counting; count: number; extended: number; counted: OfficeDay; due: OfficeDay;
}

export interface Term {
    kind: DueKind; at: number; doneAt: number | null; number: number | null; unit: string | null; isNear: boolean;
    reckoning: Reckoning | null;
}

/** Who does what by when, and what was found of it. */
export interface CasePromise {
    number: number; who: string; what: string; due: number; performance?: Performance | null;
    notedAt?: number | null; notedBy?: string | null; note?: string | null;
}

export interface CaseFile {
    id: string; version: number; caseNo: string; title: string | null; level: CaseLevel | null;
    levelReason?: string | null;
    status: CaseStatus; channel: Channel; visitKind: VisitKind; contentClass: ContentClass; headCount: number;
    claims: string | null; facts: string | null; issueLocation?: string | null; concernedUnit?: string | null;
    responsibleUnit?: string | null; officer: { id: string; staffNo: string; name: string } | null;
    receivedAt: number; masked: boolean; stages: { stage: CaseStatus; at: number }[];
    due: Term[]; parties: Party[]; sessions: Talk[];
    timeline: { at: number; kind: CaseEventName; by: string | null; text: string | null; due: DueKind | null }[];
    /** Oldest first. */
    orders: CaseOrder[];
    /** More time that was asked for; undecided: null. */
    extensions: { at: number; by: string | null; days: number; reason: string; granted: boolean | null }[];
    checks: { check: SignOffCheck; isPassed: boolean }[]; isSignOffProposed: boolean;
    lacks: FileItem[]; promises: CasePromise[];
    /** In the order of the file. */
    index: { item: IndexItem; papers: number; isMandatory: boolean }[];
    retention?: { years?: number | null; until?: number | null } | null;
    may: CaseStep[]; launchRefused: RefusalCode | null;
    /** In the answer to `unmask_identity` alone. */
    identity?: { party: string; idNo: string } | null;
}

export interface Invite {
    seat: number; partyID: string; role: PartyRole; name: string; phone: string | null; link: string;
    generation: number; revoked: boolean; expiresAt: number;
}

export interface Session {
    id: string; caseID: string; caseNo: string; title: string; number: number; kind: SessionKind; phase: Phase;
    createdAt: number;
    expiresAt: number; office: string; phone: string; host: { name: string; staffNo: string }; invites: Invite[];
    mayInvite: { partyID: string; role: PartyRole; name: string }[];
}

export interface Attendee {
    seat: number; role: SeatRole; name: string; browser: string | null;
    identity: { method: IdentityMethod; note: string; at: number } | null; notice: string | null;
    consentedAt: number | null;
    check: DeviceCheck | null;
    arrivals: { at: number; until: number | null; why: WhyGone | null }[]; admittedAt: number | null;
    leftAt: number | null;
    leftWhy: WhyGone | null; presentSeconds: number; interruptions: { from: number; seconds: number }[];
    fingerprints: string[];
}

/** What a person's devices did in the waiting room. */
export interface DeviceCheck {
    camera: CheckResult; microphone: CheckResult; speaker: CheckResult;
    network: { ms: number; lossPercent: number; kbps: number; relayed: boolean } | null;
}

export interface RecordEdge {
    from: number; to: number;
    /** The last that was measured. */
    verdict?: EdgeVerdict | null; path?: string | null; rttMs?: number | null; lossPercent?: number | null;
    audioKbps?: number | null;
    videoKbps?: number | null; freezes?: number | null; samples: number;
}

export interface SessionRecord {
    id: string; caseID: string; caseNo: string; title: string; number: number; kind: SessionKind; phase: Phase;
    createdAt: number;
    startedAt: number | null; endedAt: number | null; reason: EndReason | null; note: string | null;
    paths: Paths;
    recording: boolean;
    interruptedSeconds: number; attendees: Attendee[]; edges: RecordEdge[];
    events: { at: number; what: RoomEventName; seat: number | null; by: number | null; detail: unknown }[];
    hearing: { intervals: Interval[]; caucuses: Caucus[] };
    minutes: { version: number; digest: string; label: string; frozenAt: number } | null;
    /** Entries that can't be read; the rest is told without them. */
    unreadable: number;
}

/** `to` could hear `from` in this time. */
export interface Interval { from: number; to: number; since: number; until: number }

/** A wall around `members`; `sealedAt` is absent when not all of them ever confirmed. */
export interface Caucus {
    members: number[];
    since: number;
    /** When the page of a member said that it held nothing across any more. */
    confirmations: { seat: number; at: number }[];
    /** Members whose page was silent. */
    leftOutside: number[];
    sealedAt?: number | null;
    until: number;
}

export interface FiledMinutes {
    sessionID: string; caseID: string; caseNo: string; title: string; number: number; version: number; digest: string;
    label: string;
    frozenAt: number; intact: boolean; header: { key: HeaderKey; value: string }[];
    sections: { key: SectionKey; text: string }[];
}

export interface Person { id: string; staffNo: string; name: string }

/** GET /api/colleagues: who may be named in a form. */
export interface Colleague { staffNo: string; name: string; role: Role; unit: string }
export interface Colleagues { people: Colleague[] }

/** GET /api/staff. */
export interface StaffPerson {
    id: string; staffNo: string; name: string; role: Role; unit: string; rank: string; phone: string; fields: string;
    locked: boolean; hasPassword: boolean; version: string;
}
export interface StaffUnit {
    id: string; name: string; kind: UnitKind; formerly: string[]; closed: boolean; liaisons: string[]; people: number;
    version: string;
}
export interface Staff { people: StaffPerson[]; units: StaffUnit[]; unlisted: string[] }
export interface StaffImported {
    table: StaffTableName; rows: number; added: number; changed: number; done: boolean;
    faults: { line: number; column?: StaffColumn; code: StaffFaultCode; text: string }[];
}

/** GET /api/lawyers. */
export interface LawyerLine {
    id: string; licenceNo: string; name: string; firm: string; capacity: LawyerCapacity; station: string; phone: string;
    ended: boolean; version: string;
}
export interface Lawyers { lawyers: LawyerLine[]; stations: string[]; mayKeep: boolean }

/** GET /api/desk. */
export interface DeskLine {
    case: CaseLine; steps: CaseStep[]; urged: number; near: { kind: DueKind; at: number } | null;
}
export interface DeskLines { lines: DeskLine[]; next: string | null }

/** GET /api/month: a figure in one span; `tenths` of a percent. */
export interface MonthCount { top: number; base?: number | null; tenths?: number | null }
export interface MonthFigure {
    figure: Figure; month: MonthCount; monthBefore: MonthCount; year: MonthCount; yearBefore: MonthCount;
    monthChange?: number | null; yearChange?: number | null;
}
export interface Month {
    month: string; isRunning: boolean; unreadable: number; figures: MonthFigure[];
    units: { unit: string; months: number[] }[];
}

/** GET /api/cases: a line of the list. */
export interface CaseLine {
    id: string; caseNo: string; title: string | null; level: CaseLevel | null; status: CaseStatus;
    channel: Channel; contentClass: ContentClass;
    petitioner: string | null; respondent: string | null; officer: Person | null; unit: string | null;
    due: { kind: DueKind; at: number } | null; updatedAt: number; masked: boolean;
    session: { id: string; number: number; phase: Phase; createdAt: number } | null;
}
/** A case that is there and can't be read. */
export interface LostLine { id: string | null; caseNo: string | null }
export interface CaseList { cases: CaseLine[]; unreadable: LostLine[]; next: string | null }

export interface Me {
    account: Person & { role: Role; unit: string; fields: string };
    office: string; phone: string; demo: boolean; now: number; build: string;
}

/** Whom a stranded person calls. */
export interface Duty { phone: string; office: string; demo: boolean }

/** What a link opens. */
export interface Opened {
    seatCredential: string; session: string; seat: number; role: SeatRole; maskedName: string; office: string;
    phone: string;
    host: { name: string; staffNo: string };
    /** Roles of the other invited people. */
    others: SeatRole[]; createdAt: number; expiresAt: number; notice: string; demo: boolean;
}

export interface Refused {
    code: RefusalCode; field?: string;
    /** Whom the holder of a link that doesn't open calls. */
    phone?: string;
}

/** What pages send. */
export interface SignIn { staffNo: string; password: string }
export interface PartySent {
    role: PartyRole; name: string; sex?: Sex; birthDate?: string; idType?: string; idNo?: string; phone?: string;
    address?: string; accessNeeds?: string; isSuspect?: boolean;
    /** Of a lawyer or an agent. */
    actsFor?: Side; firm?: string; licenceNo?: string; conflictDeclared?: boolean; mandate?: string;
}
export interface Registration {
    title: string; channel: Channel; visitKind: VisitKind; contentClass: ContentClass; claims: string; facts: string;
    issueLocation: string; concernedUnit: string; headCount: number; parties: PartySent[];
}
export interface CaseCommand {
    version: number; command: CaseStep; reason?: string; unit?: string; due?: number; level?: CaseLevel;
    rating?: Rating; method?: FollowUpMethod; performance?: Performance;
    /** Staff numbers. */
    to?: string; person?: string;
    /** Of an assignment order; the number of one of them; those whose answers aren't enough; the number of a letter. */
    items?: { text: string; unit: string; due: number }[]; item?: number; lacking?: number[]; letter?: number;
    days?: number; reasonTold?: boolean; granted?: boolean; caseNo?: string; party?: string; opinion?: string;
    purpose?: string; sheet?: FiledSheet; who?: string; promise?: number;
}
export interface StaffOrder {
    command: StaffOrderName; id?: string; version?: string; staffNo?: string; name?: string; role?: Role; unit?: string;
    rank?: string; phone?: string; fields?: string; kind?: UnitKind; password?: string;
}
export interface LawyerAsked {
    order: LawyerOrderName; id?: string; version?: string; licenceNo?: string; name?: string; firm?: string;
    capacity?: LawyerCapacity; station?: string; phone?: string;
}
export interface StaffFile { table: StaffTableName; text: string; trial: boolean }
export interface Launch { kind: SessionKind; invite: string[] }
/** A body under the id of its request (1.0). */
export type Once<Body> = Body & { request: string };

/** What a GET answers, by its address (1.1 to 1.4). A lint compares the addresses with the server's routes. */
export type Read<Path extends string> =
    Path extends '/api/me' ? Me
    : Path extends '/api/duty' ? Duty
    : Path extends '/api/colleagues' ? Colleagues
    : Path extends '/api/staff' ? Staff
    : Path extends '/api/lawyers' ? Lawyers
    : Path extends `/api/desk?${string}` ? DeskLines
    : Path extends `/api/cases?${string}` ? CaseList
    : Path extends `/api/month?${string}` ? Month
    : Path extends `/api/month/cases?${string}` ? CaseList
    : Path extends `/api/cases/${string}` ? CaseFile
    : Path extends `/api/sessions/${string}/record` ? SessionRecord
    : Path extends `/api/sessions/${string}/minutes` ? FiledMinutes
    : Path extends `/api/sessions/${string}` ? Session
    : never;

/** What a POST takes beside `request`. */
export type Asked<Path extends string> =
    Path extends '/api/cases' ? Registration
    : Path extends '/api/staff' ? StaffOrder
    : Path extends '/api/lawyers' ? LawyerAsked
    : Path extends '/api/staff/import' ? StaffFile
    : Path extends `/api/cases/${string}/parties` ? PartySent
    : Path extends `/api/cases/${string}/commands` ? CaseCommand
    : Path extends `/api/cases/${string}/sessions` ? Launch
    : Path extends `/api/sessions/${string}/seats` ? { partyID: string }
    : Path extends `/api/sessions/${string}/seats/${string}/revoke` ? Record<string, never>
    : Path extends `/api/sessions/${string}/seats/${string}/reissue` ? Record<string, never>
    : never;

/** What a POST takes. */
export type Body<Path extends string> =
    Path extends '/api/sign-in' ? SignIn
    : Path extends '/api/sign-out' ? Record<string, never>
    : Path extends `/api/invites/${string}/open` ? { link: string }
    : Once<Asked<Path>>;

/** What a POST answers. */
export type Answer<Path extends string> =
    Path extends '/api/sign-in' | '/api/sign-out' ? null
    : Path extends `/api/invites/${string}/open` ? Opened
    : Path extends '/api/staff' ? Staff
    : Path extends '/api/lawyers' ? Lawyers
    : Path extends '/api/staff/import' ? StaffImported
    : Path extends `/api/cases/${string}/sessions` | `/api/sessions/${string}` ? Session
    : CaseFile;
