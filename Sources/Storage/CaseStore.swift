package import Mediation

/// A case as it stands in the store: a few columns to find and order it by, and its file as encoded bytes. The
/// caller hands over plain bytes; the store seals them under the case's own key.
package struct CaseRecord: Hashable, Sendable {
    package let id: CaseID
    /// Whose case it is: as at its first commit for ever.
    package var bureau: BureauID
    /// 信访编号; unique.
    package var caseNo: String
    /// Raised by one with each commit; 1 after the first. What a caller puts here in a commit is ignored.
    package var version: Int
    package var status: String
    package var level: String?
    /// Who answers for the case (首接警官).
    package var officerID: AccountID
    package var contentClass: String
    package var dueAt: Instant?
    package var updatedAt: Instant
    /// What statistics and desks count by; nil in a row that an older program wrote, until it is made anew.
    package var counted: CountedColumns?
    /// What lists show of the case, encoded; sealed as the body is. Empty in a row that an older program wrote: then a list
    /// reads its body.
    package var summary: [UInt8]
    package var body: [UInt8]

    package init(
        id: CaseID, bureau: BureauID = .main, caseNo: String, version: Int = 0, status: String,
        level: String? = nil, officerID: AccountID, contentClass: String, dueAt: Instant? = nil,
        updatedAt: Instant,
        counted: CountedColumns? = nil, summary: [UInt8] = [], body: [UInt8]
    ) {
        self.id = id
        self.bureau = bureau
        self.caseNo = caseNo
        self.version = version
        self.status = status
        self.level = level
        self.officerID = officerID
        self.contentClass = contentClass
        self.dueAt = dueAt
        self.updatedAt = updatedAt
        self.counted = counted
        self.summary = summary
        self.body = body
    }
}

/// What a case is counted by, beside status, level, class and officer. Nothing of it tells who somebody is.
package struct CountedColumns: Hashable, Sendable {
    /// How the petition came in.
    package var channel: String
    /// The unit that answers for the case; nil before it is assigned.
    package var unit: String?
    package var receivedAt: Instant
    package var acceptedAt: Instant?
    package var closedAt: Instant?

    package init(
        channel: String, unit: String? = nil, receivedAt: Instant, acceptedAt: Instant? = nil,
        closedAt: Instant? = nil
    ) {
        self.channel = channel
        self.unit = unit
        self.receivedAt = receivedAt
        self.acceptedAt = acceptedAt
        self.closedAt = closedAt
    }
}

/// A case in a list: what lists show of it, without its file.
package struct CaseLine: Hashable, Sendable {
    package let id: CaseID
    package let caseNo: String
    package let dueAt: Instant?
    /// `CaseRecord.summary`.
    package let summary: [UInt8]
    /// The whole row, where no summary was made of it yet.
    package let row: CaseRecord?

    package init(id: CaseID, caseNo: String, dueAt: Instant?, summary: [UInt8], row: CaseRecord? = nil) {
        self.id = id
        self.caseNo = caseNo
        self.dueAt = dueAt
        self.summary = summary
        self.row = row
    }
}

/// What happened, named and encoded by the caller; goes to the journal, sealed.
package struct EventRecord: Hashable, Sendable {
    package var kind: String
    package var payload: [UInt8]
    /// The session of the case whose entries up to here it vouches for: that is launched by it, or has ended.
    package var cites: SessionID?

    package init(kind: String, payload: [UInt8], cites: SessionID? = nil) {
        self.kind = kind
        self.payload = payload
        self.cites = cites
    }
}

/// An event read back from the journal, unsealed.
package struct StoredEvent: Hashable, Sendable {
    package let sequence: UInt64
    package let at: Instant
    package let sessionID: SessionID?
    package let kind: String
    package let payload: [UInt8]

    package init(sequence: UInt64, at: Instant, sessionID: SessionID?, kind: String, payload: [UInt8]) {
        self.sequence = sequence
        self.at = at
        self.sessionID = sessionID
        self.kind = kind
        self.payload = payload
    }
}

/// The place in a list of cases after which the next page starts.
package struct CaseCursor: Hashable, Sendable {
    /// Milliseconds of the due instant; `Int64.max` for a case without one.
    package let dueOrder: Int64
    package let id: CaseID

    /// The place with these coordinates.
    package init(dueOrder: Int64, id: CaseID) {
        self.dueOrder = dueOrder
        self.id = id
    }

    private init(dueAt: Instant?, id: CaseID) { self.init(dueOrder: dueAt?.milliseconds ?? .max, id: id) }

    /// The place just after `record`.
    package init(after record: CaseRecord) { self.init(dueAt: record.dueAt, id: record.id) }

    /// The place just after `line`.
    package init(after line: CaseLine) { self.init(dueAt: line.dueAt, id: line.id) }

    /// The place just after `line`.
    package init(after line: SealedCaseLine) { self.init(dueAt: line.dueAt, id: line.id) }

    /// Reads `text` back; nil when it is no cursor in the spelling of `text`.
    package init?(text: String) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count == 2, let order = Int64(parts[0]), let id = CaseID(checking: String(parts[1]))
        else {
            return nil
        }
        dueOrder = order
        self.id = id
        guard self.text == text else { return nil }
    }

    /// The cursor as it stands in an address.
    package var text: String { "\(dueOrder)~\(id.text)" }
}

/// A page of the list of cases.
package struct CasePage: Sendable {
    package var cases: Listed<CaseLine>
    /// The place after which the next page starts; nil when this one is not full.
    package var next: CaseCursor?

    package init(cases: Listed<CaseLine>, next: CaseCursor?) {
        self.cases = cases
        self.next = next
    }
}

/// How many cases have these values in common.
package struct CaseCount: Hashable, Sendable {
    package let status: String
    package let level: String?
    package let contentClass: String
    package let channel: String
    package let unit: String?
    package let count: Int

    package init(
        status: String, level: String?, contentClass: String, channel: String, unit: String?, count: Int
    ) {
        self.status = status
        self.level = level
        self.contentClass = contentClass
        self.channel = channel
        self.unit = unit
        self.count = count
    }
}

/// The cases. Every verb throws `StorageError`; a case whose key was destroyed gives `erased`.
package protocol CaseStore: Sendable {
    func caseFile(_ id: CaseID) async throws -> CaseRecord?
    func caseFile(caseNo: String) async throws -> CaseRecord?
    /// The id behind a case number, of an erased case too.
    func caseID(caseNo: String) async throws -> CaseID?

    /// A bureau's cases by due instant, those without one last, then by id; erased ones are left out, and one that can't be read is
    /// told as that. The cost of a page
    /// does not grow with its distance from the first nor with the number of cases, and no file is read for it.
    /// - Parameters:
    ///   - officer: only this officer's cases, who is of that bureau; nil for everybody's.
    ///   - statuses: only cases in one of these; empty for all.
    ///   - cursor: where the page before ended.
    ///   - limit: 1 to 200; what is outside is brought inside.
    ///
    /// The page comes sealed. Lines with the same sealed bytes are the same: who has read one before opens, by `opened(_:)`, what
    /// is new alone. It waits where its caller is, as `SignInReading.holder(tokenDigest:)` does.
    nonisolated(nonsending) func sealedCases(
        of bureau: BureauID, officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> SealedCasePage

    /// A bureau's cases that have all marks of one of the alternatives, in the order of the list, erased ones left out. Marks are
    /// compared by their keyed digests: a case that holds two names may have the pairs of a third.
    /// - Parameters:
    ///   - officer: only this officer's cases; nil for everybody's.
    ///   - limit: 1 to 200; what is outside is brought inside.
    nonisolated(nonsending) func sealedCases(
        of bureau: BureauID, officer: AccountID?, matching alternatives: [[SearchMark]], limit: Int
    ) async throws -> Listed<SealedCaseLine>

    /// Opens lines of a list, in their order. One that does not open is told among the unreadable ones.
    func opened(_ lines: Listed<SealedCaseLine>) async throws -> Listed<CaseLine>

    /// How many of a bureau's cases that were received in a span stand at which status, level, class, channel and unit; erased ones count.
    /// From columns alone.
    func counts(of bureau: BureauID, receivedIn span: Range<Instant>) async throws -> Listed<CaseCount>

    /// The bureau's next free running number of the year, from 1. Each call takes one, whatever becomes of it.
    func nextCaseNumber(of bureau: BureauID, year: Int) async throws -> Int

    /// The whole history of a case, its sessions' events included, oldest first.
    func events(ofCase id: CaseID) async throws -> Listed<StoredEvent>

    /// Destroys the key of the case, and with it every journaled payload; deletes its body, drafts, minutes' text
    /// and command results. What remains: the journal's hashes, case and session rows without content, and the
    /// minutes' digests. When it returns, the key is gone from the write-ahead log too. Not to be undone; a second call
    /// changes nothing, and finishes what a first one that was cut off had left.
    func destroyKey(of id: CaseID, at: Instant) async throws
}

extension CaseStore {
    /// A page of `sealedCases(of:officer:statuses:after:limit:)`, opened.
    package func cases(
        of bureau: BureauID, officer: AccountID?, statuses: [String], after cursor: CaseCursor?, limit: Int
    ) async throws -> CasePage {
        let page = try await sealedCases(
            of: bureau, officer: officer, statuses: statuses, after: cursor, limit: limit)
        return CasePage(cases: try await opened(page.cases), next: page.next)
    }

    /// What `sealedCases(of:officer:matching:limit:)` finds, opened.
    package func cases(
        of bureau: BureauID, officer: AccountID?, matching alternatives: [[SearchMark]], limit: Int
    ) async throws -> Listed<CaseLine> {
        try await opened(
            try await sealedCases(of: bureau, officer: officer, matching: alternatives, limit: limit))
    }
}
