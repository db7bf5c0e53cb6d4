// What HTTP takes and answers, as the pages see it (docs/protocol.md, 1): its examples are compared with these by a
// lint. Types alone: nothing here reaches a browser.

export interface Party {
    id: string; role: string; name: string | null; sex?: string | null; age?: number | null; phone?: string | null;
    /** Masked by the server. */
    idNo?: string | null; accessNeeds?: string | null; isMinor?: boolean; actsFor?: string | null;
    conflictDeclared?: boolean | null;
}

export interface Talk {
    id: string; number: number; phase: string; createdAt: number; startedAt?: number | null; endedAt?: number | null;
    reason?: string | null; attendees: { role: string; name: string }[];
    minutes?: { version: number; digest: string; label: string } | null;
    /** The session's own row can't be read. */
    unreadable?: boolean;
}

export interface CaseFile {
    id: string; version: number; caseNo: string; title: string | null; level: string | null;
    levelReason?: string | null;
    status: string; channel: string; visitKind: string; contentClass: string; headCount: number;
    claims: string | null; facts: string | null; issueLocation?: string | null; concernedUnit?: string | null;
    responsibleUnit?: string | null; officer: { id: string; staffNo: string; name: string } | null;
    receivedAt: number; masked: boolean; stages: { stage: string; at: number }[];
    due: { kind: string; at: number; doneAt: number | null }[]; parties: Party[]; sessions: Talk[];
    timeline: { at: number; kind: string; by: string | null; text: string | null }[];
    may: string[]; launchRefused: string | null;
}

export interface Invite {
    seat: number; partyID: string; role: string; name: string; phone: string | null; link: string; generation: number;
    revoked: boolean; expiresAt: number;
}

export interface Session {
    id: string; caseID: string; caseNo: string; title: string; number: number; kind: string; phase: string;
    createdAt: number;
    expiresAt: number; office: string; phone: string; host: { name: string; staffNo: string }; invites: Invite[];
    mayInvite: { partyID: string; role: string; name: string }[];
}

export interface Attendee {
    seat: number; role: string; name: string; browser: string | null;
    identity: { method: string; note: string; at: number } | null; notice: string | null; consentedAt: number | null;
    arrivals: { at: number; until: number | null; why: string | null }[]; admittedAt: number | null;
    leftAt: number | null;
    leftWhy: string | null; presentSeconds: number; interruptions: { from: number; seconds: number }[];
    fingerprints: string[];
}

export interface RecordEdge {
    from: number; to: number;
    /** The last that was measured. */
    verdict?: string | null; path?: string | null; rttMs?: number | null; lossPercent?: number | null;
    audioKbps?: number | null;
    videoKbps?: number | null; freezes?: number | null; samples: number;
}

export interface SessionRecord {
    id: string; caseID: string; caseNo: string; title: string; number: number; kind: string; phase: string;
    createdAt: number;
    startedAt: number | null; endedAt: number | null; reason: string | null; note: string | null; paths: string;
    recording: boolean;
    interruptedSeconds: number; attendees: Attendee[]; edges: RecordEdge[];
    events: { at: number; what: string; seat: number | null; by: number | null; detail: unknown }[];
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
    frozenAt: number; intact: boolean; header: { key: string; value: string }[];
    sections: { key: string; text: string }[];
}

export interface Person { id: string; staffNo: string; name: string }

/** GET /api/cases: a line of the list. */
export interface CaseLine {
    id: string; caseNo: string; title: string | null; level: string | null; status: string; channel: string;
    contentClass: string;
    petitioner: string | null; respondent: string | null; officer: Person | null; unit: string | null;
    due: { kind: string; at: number } | null; updatedAt: number; masked: boolean;
    session: { id: string; number: number; phase: string; createdAt: number } | null;
}
/** A case that is there and can't be read. */
export interface LostLine { id: string | null; caseNo: string | null }
export interface CaseList { cases: CaseLine[]; unreadable: LostLine[]; next: string | null }

export interface Me {
    account: Person & { role: string; unit: string; fields: string };
    office: string; demo: boolean; now: number; build: string;
}

/** What a link opens. */
export interface Opened {
    seatCredential: string; session: string; seat: number; role: string; maskedName: string; office: string;
    phone: string;
    host: { name: string; staffNo: string };
    /** Roles of the other invited people. */
    others: string[]; createdAt: number; expiresAt: number; notice: string; demo: boolean;
}

export interface Refused { code: string; field?: string }

/** What pages send. */
export interface SignIn { staffNo: string; password: string }
export interface PartySent {
    role: string; name: string; sex?: string; birthDate?: string; idType?: string; idNo?: string; phone?: string;
    address?: string; accessNeeds?: string; isSuspect?: boolean;
    /** Of a lawyer or an agent. */
    actsFor?: string; firm?: string; licenceNo?: string; conflictDeclared?: boolean; mandate?: string;
}
export interface Registration {
    title: string; channel: string; visitKind: string; contentClass: string; claims: string; facts: string;
    issueLocation: string; concernedUnit: string; headCount: number; parties: PartySent[];
}
export interface CaseCommand {
    version: number; command: string; reason?: string; unit?: string; due?: number; level?: string; rating?: string;
    method?: string;
}
export interface Launch { kind: string; invite: string[] }
/** A body under the id of its request (1.0). */
export type Once<Body> = Body & { request: string };
