internal import Mediation
internal import Storage

/// Rows of a table that are written over and that no entry tells of, with every change of the transaction under way: none can be
/// forgotten, as triggers see to it in an engine that has them.
struct Kept<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// What the sums take of a row here, which may be more rows than one.
    typealias Spelling = @Sendable (Key, Value) -> Set<KeptRow>

    private(set) var rows: [Key: Value] = [:]
    private let spelled: Spelling
    private var changes: [(key: Key, old: Value?, new: Value?)] = []

    init(_ spelled: @escaping Spelling) { self.spelled = spelled }

    subscript(key: Key) -> Value? {
        get { rows[key] }
        set {
            changes.append((key, rows[key], newValue))
            rows[key] = newValue
        }
    }

    mutating func removeAll(where isGone: (Key, Value) -> Bool) -> Int {
        let gone = rows.filter(isGone)
        for key in gone.keys { self[key] = nil }
        return gone.count
    }

    /// Every row as the sums take it.
    var all: [KeptRow] { rows.flatMap { spelled($0.key, $0.value) } }

    /// What the transaction did, and forgets it: the next begins.
    mutating func settle(_ take: (_ isThere: Bool, KeptRow) -> Void) {
        for change in changes {
            let goes = change.old.map { spelled(change.key, $0) } ?? []
            let comes = change.new.map { spelled(change.key, $0) } ?? []
            for row in goes.subtracting(comes) { take(false, row) }
            for row in comes.subtracting(goes) { take(true, row) }
        }
        forgetChanges()
    }

    mutating func forgetChanges() { changes.removeAll() }
}

extension KeptRow {
    private init(_ table: KeptTable, _ owner: String, _ values: (inout KeptRow) -> Void) {
        self.init(of: table)
        append(text: owner)
        values(&self)
    }

    private mutating func append(ifAny text: String?) {
        if let text { append(text: text) } else { appendNull() }
    }

    private mutating func append(ifAny bytes: [UInt8]?) {
        if let bytes { append(blob: bytes) } else { appendNull() }
    }

    // The same values of each table as an engine with tables takes.

    @Sendable static func rows(_ digest: [UInt8], _ signIn: SignInRecord) -> Set<KeptRow> {
        [
            KeptRow(.signIn, signIn.accountID.text) {
                $0.append(blob: digest)
                for at in [signIn.createdAt, signIn.expiresAt, signIn.lastSeenAt] {
                    $0.append(at.milliseconds)
                }
            }
        ]
    }

    @Sendable static func rows(_ counted: Tables.YearOfBureau, _ last: Int) -> Set<KeptRow> {
        [
            KeptRow(.caseNumber, counted.bureau.text) {
                $0.append(Int64(counted.year))
                $0.append(Int64(last))
            }
        ]
    }

    @Sendable static func rows(_ asked: Tables.AskedID, _ answer: AnsweredRequest) -> Set<KeptRow> {
        [
            KeptRow(.answeredRequest, answer.caseID.text) {
                $0.append(text: asked.account.text)
                $0.append(text: asked.request.text)
                $0.append(blob: answer.digest)
                $0.append(ifAny: answer.sessionID?.text)
                $0.append(Int64(answer.status))
                $0.append(answer.at.milliseconds)
            }
        ]
    }

    @Sendable static func rows(_ session: SessionID, _ rows: Tables.Session) -> Set<KeptRow> {
        let drafts = rows.drafts.values.map { draft in
            KeptRow(.draft, session.text) {
                $0.append(text: draft.section)
                $0.append(Int64(draft.revision))
                $0.append(ifAny: draft.text?.bytes)
            }
        }
        let results = rows.results.map { result in
            KeptRow(.commandResult, session.text) {
                $0.append(Int64(result.position))
                $0.append(Int64(result.seat.rawValue))
                $0.append(text: result.commandID.text)
                $0.append(blob: result.digest)
                $0.append(ifAny: result.result?.bytes)
            }
        }
        return Set(drafts + results)
    }

    @Sendable static func rows(_ id: CaseID, _ row: Tables.CaseRow) -> Set<KeptRow> {
        let columns = row.columns
        return [
            KeptRow(.caseFile, id.text) {
                $0.append(Int64(columns.version))
                // Of an erased case it is all that is left to compare.
                guard row.body == nil else { return }
                $0.append(text: columns.bureau.text)
                for text in [columns.caseNo, columns.status, columns.level, columns.officerID.text] {
                    $0.append(ifAny: text)
                }
                $0.append(text: columns.contentClass)
                for at in [columns.dueAt, columns.updatedAt] { $0.append(at?.milliseconds ?? -1) }
            }
        ]
    }
}
