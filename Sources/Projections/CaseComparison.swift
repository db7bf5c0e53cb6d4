internal import Cryptography
package import Mediation
internal import Records
package import Storage

/// The rows of one case beside what its events give. What people said and who they are is never told: of sealed values the
/// names of the members that differ.
package struct CaseComparison: Sendable {
    package private(set) var faults: [RowFault] = []
    private let whole: CaseWhole
    private let folded: FoldedCase
    private let name: String

    /// - Parameter digests: what stands for marks in rows.
    package init(_ whole: CaseWhole, _ folded: FoldedCase, digests: (Set<SearchMark>) -> Set<MarkDigest>) {
        self.whole = whole
        self.folded = folded
        name = "case \(folded.file?.caseNo ?? whole.file?.columns.caseNo ?? whole.id.text)"
        faults = folded.faults + whole.unreadable.map { RowFault($0, isRebuilt: Self.isMade($0.table)) }
        compareKey()
        switch whole.key {
        case .opens:
            compareFile()
            if let file = folded.file {
                compareMarks(digests(file.searchMarks))
                compareMonths(file.monthRows)
            }
            for (session, made) in zip(whole.sessions, folded.sessions) { compare(session, made) }
        case .destroyed: compareErased()
        case .lost: break
        }
        compareAnswers()
    }

    /// Tables whose rows are made of events.
    static func isMade(_ table: String) -> Bool {
        ["case_file", "case_mark", "case_month", "session", "minutes", "minutes_document", "case_number"]
            .contains(table)
    }

    private mutating func add(
        _ table: String, _ row: String, _ column: String? = nil, _ words: String
    ) {
        faults.append(
            RowFault(table: table, row: row, column: column, isRebuilt: Self.isMade(table), words: words))
    }

    private mutating func differ(
        _ table: String, _ row: String, _ column: String, _ what: String, _ stored: OpenValue,
        _ made: OpenValue
    ) {
        guard stored != made else { return }
        add(
            table, row, column,
            "the \(what) is not what its history gives: \(stored) instead of \(made)")
    }

    // MARK: The key

    private mutating func compareKey() {
        let id = whole.id.text
        guard let row = whole.keyRow else {
            if !whole.unreadable.contains(where: { $0.table == "case_key" }) {
                add(
                    "case_key", id, nil,
                    "the key of \(name) is missing: nothing of it can be read or compared")
            }
            return
        }
        if whole.key == .lost {
            add(
                "case_key", id, "wrapped",
                "the key of \(name) does not open: nothing of it can be read or compared")
        }
        if let first = folded.firstAt {
            differ(
                "case_key", id, "created_at", "time of the key of \(name)", Self.time(row.createdAt),
                Self.time(first))
        }
        differ(
            "case_key", id, "destroyed_at", "time at which the key of \(name) was destroyed",
            Self.time(row.destroyedAt), Self.time(folded.destroyedAt))
        if row.wrapped == nil, folded.destroyedAt == nil {
            add(
                "case_key", id, "wrapped",
                "the key of \(name) is gone, and no entry says that it was destroyed")
        }
        if row.wrapped != nil, folded.destroyedAt != nil {
            add(
                "case_key", id, "wrapped",
                "the key of \(name) stands, and an entry says that it was destroyed")
        }
    }

    static func time(_ instant: Instant?) -> OpenValue { OpenValue(instant.map { "\($0.milliseconds)" }) }

    // MARK: The row of the case

    private mutating func compareFile() {
        let id = whole.id.text
        guard let file = folded.file else {
            if folded.faults.isEmpty {
                add("journal", id, nil, "the entries of \(name) do not begin with its registration")
            }
            return
        }
        guard let row = whole.file else {
            if !whole.unreadable.contains(where: { $0.table == "case_file" }) {
                add("case_file", id, nil, "the row of \(name) is missing")
            }
            return
        }
        do throws(RecordError) {
            compare(row.columns, try CaseProjection.record(of: file))
            compareSummary(row.summary, file.summary, try file.summary.encoded())
            compareBody(row.body, file)
        } catch {
            add("case_file", id, "body", "the history of \(name) can't be encoded: \(error)")
        }
    }

    private mutating func compare(_ row: CaseRecord, _ made: CaseRecord) {
        let id = whole.id.text
        func text(_ value: String?) -> OpenValue { OpenValue(value) }
        let columns: [(String, String, OpenValue, OpenValue)] = [
            ("bureau_id", "bureau", text(row.bureau.text), text(made.bureau.text)),
            ("case_no", "number", text(row.caseNo), text(made.caseNo)),
            ("status", "status", text(row.status), text(made.status)),
            ("level", "level", text(row.level), text(made.level)),
            ("officer_id", "officer", text(row.officerID.text), text(made.officerID.text)),
            ("content_class", "class of content", text(row.contentClass), text(made.contentClass)),
            ("due_at", "next term", Self.time(row.dueAt), Self.time(made.dueAt)),
            ("updated_at", "time of the last change", Self.time(row.updatedAt), Self.time(made.updatedAt)),
            ("channel", "channel", text(row.counted?.channel), text(made.counted?.channel)),
            ("unit", "responsible unit", text(row.counted?.unit), text(made.counted?.unit)),
            (
                "received_at", "time of receipt", Self.time(row.counted?.receivedAt),
                Self.time(made.counted?.receivedAt)
            ),
            (
                "accepted_at", "time of acceptance", Self.time(row.counted?.acceptedAt),
                Self.time(made.counted?.acceptedAt)
            ),
            (
                "closed_at", "time of closing", Self.time(row.counted?.closedAt),
                Self.time(made.counted?.closedAt)
            ),
        ]
        for (column, what, stored, made) in columns {
            differ("case_file", id, column, "\(what) of \(name)", stored, made)
        }
        if !folded.versions.contains(row.version) {
            let (least, most) = (folded.versions.lowerBound, folded.versions.upperBound)
            add(
                "case_file", id, "version",
                "the version of \(name) is not what its history gives: \(row.version) instead of \(least)"
                    + (least == most ? "" : " to \(most)"))
        }
    }

    private mutating func compareSummary(
        _ stored: CaseWhole.Content, _ summary: CaseSummary, _ made: [UInt8]
    ) {
        guard stored != .open(made) else { return }
        compareContent(
            stored, "summary", "summary of \(name)",
            (try? stored.bytes.map(CaseSummary.init(encoded:))).map { Self.members($0 as Any, summary) })
    }

    /// Older programs spelled the same file in other bytes: what it says is compared.
    private mutating func compareBody(_ stored: CaseWhole.Content, _ file: CaseFile) {
        let read = try? stored.bytes.map(CaseFile.init(encoded:))
        if let read, read == file { return }
        compareContent(stored, "body", "file of \(name)", read.map { Self.members($0 as Any, file) })
    }

    private mutating func compareContent(
        _ stored: CaseWhole.Content, _ column: String, _ what: String, _ members: String?
    ) {
        switch stored {
        case .absent: add("case_file", whole.id.text, column, "the \(what) is missing")
        case .closed:
            add("case_file", whole.id.text, column, "the \(what) does not open: it was altered or moved")
        case .open:
            let where_ = members.map { "it differs in \($0)" } ?? "it can't be read"
            add(
                "case_file", whole.id.text, column,
                "the \(what) is not what its history gives: \(where_)")
        }
    }

    /// The names of the members in which two values of a type differ.
    private static func members(_ left: Any, _ right: Any) -> String {
        let pairs = zip(Mirror(reflecting: left).children, Mirror(reflecting: right).children)
        let names = pairs.filter { "\($0.value)" != "\($1.value)" }.compactMap(\.0.label)
        return names.isEmpty ? "its members" : names.joined(separator: ", ")
    }

    private mutating func compareMarks(_ made: Set<MarkDigest>) {
        let (extra, missing) = (whole.marks.subtracting(made).count, made.subtracting(whole.marks).count)
        guard extra > 0 || missing > 0 else { return }
        add(
            "case_mark", whole.id.text, "mark",
            "what \(name) is found by is not what its history gives: \(extra) too many, \(missing) missing")
    }

    private mutating func compareMonths(_ made: [MonthRow]) {
        let stored = Dictionary(whole.months.map { ($0.month, $0) }) { first, _ in first }
        let known = Dictionary(made.map { ($0.month, $0) }) { first, _ in first }
        for month in Set(stored.keys).union(known.keys).sorted() where stored[month] != known[month] {
            add(
                "case_month", "\(whole.id.text)/\(month.text)", nil,
                "what \(name) counts as in \(month.text) is not what its history gives")
        }
    }

    // MARK: Sessions

    private mutating func compare(_ session: CaseWhole.Session, _ made: FoldedCase.Session) {
        let id = session.id.text
        guard let room = made.room else {
            if folded.faults.isEmpty {
                add("journal", id, nil, "the entries of session \(id) do not begin with its founding")
            }
            return
        }
        compareRow(session, SessionProjection.record(of: room))
        compareMinutes(session, folded.minutes(of: made))
        if room.phase == .ended, !session.results.isEmpty {
            add(
                "command_result", id, nil,
                "session \(id) of \(name) is over and has \(session.results.count) stored answers")
        }
        compareDrafts(session, room)
    }

    private mutating func compareRow(_ session: CaseWhole.Session, _ made: SessionRecord) {
        let id = session.id.text
        guard let row = session.row else {
            if !whole.unreadable.contains(where: { $0.table == "session" && $0.id == id }) {
                add("session", id, nil, "the row of session \(made.number) of \(name) is missing")
            }
            return
        }
        let what = "of session \(made.number) of \(name)"
        let columns: [(String, String, OpenValue, OpenValue)] = [
            ("case_id", "case", OpenValue(row.caseID.text), OpenValue(made.caseID.text)),
            ("number", "number", OpenValue(row.number), OpenValue(made.number)),
            ("status", "status", OpenValue(row.status), OpenValue(made.status)),
            ("host_id", "host", OpenValue(row.hostID.text), OpenValue(made.hostID.text)),
            ("created_at", "founding", Self.time(row.createdAt), Self.time(made.createdAt)),
            ("started_at", "beginning", Self.time(row.startedAt), Self.time(made.startedAt)),
            ("ended_at", "end", Self.time(row.endedAt), Self.time(made.endedAt)),
        ]
        for (column, each, stored, made) in columns {
            differ("session", id, column, "\(each) \(what)", stored, made)
        }
    }

    private mutating func compareMinutes(_ session: CaseWhole.Session, _ made: MinutesRecord?) {
        let id = session.id.text
        let isUnreadable = whole.unreadable.contains { $0.table.hasPrefix("minutes") && $0.id.hasPrefix(id) }
        for row in session.minutes where row.columns.version != made?.version {
            add(
                "minutes", "\(id)/\(row.columns.version)", nil,
                "minutes of version \(row.columns.version) stand, and the history of \(name) gives "
                    + (made.map { "version \($0.version) alone" } ?? "none"))
        }
        guard let made else { return }
        let place = "\(id)/\(made.version)"
        guard let row = session.minutes.first(where: { $0.columns.version == made.version }) else {
            if !isUnreadable { add("minutes", place, nil, "the minutes of \(name) are missing") }
            return
        }
        let columns: [(String, String, OpenValue, OpenValue)] = [
            ("case_id", "case", OpenValue(row.columns.caseID.text), OpenValue(made.caseID.text)),
            (
                "digest", "digest", OpenValue(Hex.encode(row.columns.digest)),
                OpenValue(Hex.encode(made.digest))
            ),
            ("frozen_at", "time", Self.time(row.columns.frozenAt), Self.time(made.frozenAt)),
            ("label", "label", OpenValue(row.columns.label), OpenValue(made.label)),
        ]
        for (column, what, stored, made) in columns {
            differ("minutes", place, column, "\(what) of the minutes of \(name)", stored, made)
        }
        switch row.document {
        case .open(made.document): break
        case .absent: add("minutes_document", place, nil, "the text of the minutes of \(name) is missing")
        case .closed:
            add(
                "minutes_document", place, "document",
                "the text of the minutes of \(name) does not open: it was altered or moved")
        case .open:
            add(
                "minutes_document", place, "document",
                "the text of the minutes of \(name) is not what was frozen")
        }
    }

    /// What was frozen is what stands in the draft, until it is opened anew.
    private mutating func compareDrafts(_ session: CaseWhole.Session, _ room: Room) {
        let id = session.id.text
        var known: [MinutesSection: String?] = [:]
        for draft in session.drafts {
            do throws(RecordError) {
                switch try DraftSection(word: draft.section) {
                case .minutes(let section): known[section] = .some(draft.text)
                case .privateNote: break
                case .linkTallies:
                    if let text = draft.text { _ = try StoredTallies.tallies(encoded: Array(text.utf8)) }
                }
            } catch {
                add("draft", "\(id)/?", "section", "a draft can't be read: \(error)")
            }
        }
        guard let frozen = room.paper.frozen else { return }
        for section in frozen.document.sections {
            let place = "\(id)/\(section.key.word)"
            let told = section.text
            guard let stored = known[section.key] else {
                if !told.isEmpty,
                    !whole.unreadable.contains(where: { $0.table == "draft" && $0.id.hasPrefix(id) })
                {
                    add("draft", place, nil, "a section that was frozen has no draft")
                }
                continue
            }
            if let stored, stored != told, told != MinutesDraft.unreadableText {
                add("draft", place, "text", "the draft is not what was frozen of it")
            }
        }
    }

    // MARK: What is erased, what was answered

    private mutating func compareErased() {
        let id = whole.id.text
        if let file = whole.file {
            if file.summary != .absent {
                add("case_file", id, "summary", "\(name) is erased and has a summary")
            }
            if file.body != .absent { add("case_file", id, "body", "\(name) is erased and has a file") }
        } else if !whole.unreadable.contains(where: { $0.table == "case_file" }) {
            add("case_file", id, nil, "the row of \(name), which is erased, is missing")
        }
        if !whole.marks.isEmpty {
            add("case_mark", id, nil, "\(name) is erased and can be found by \(whole.marks.count) marks")
        }
        for (session, made) in zip(whole.sessions, folded.sessions) {
            let place = session.id.text
            if !session.drafts.isEmpty { add("draft", place, nil, "\(name) is erased and has drafts") }
            if !session.results.isEmpty {
                add("command_result", place, nil, "\(name) is erased and has stored answers")
            }
            for minutes in session.minutes where minutes.document != .absent {
                add(
                    "minutes_document", "\(place)/\(minutes.columns.version)", nil,
                    "\(name) is erased and has the text of minutes")
            }
            guard let row = session.row else {
                add("session", place, nil, "the row of session \(place) is missing")
                continue
            }
            differ(
                "session", place, "created_at", "founding of session \(place)", Self.time(row.createdAt),
                Self.time(made.createdAt))
            differ(
                "session", place, "ended_at", "end of session \(place)", Self.time(row.endedAt),
                Self.time(made.endedAt))
        }
    }

    private mutating func compareAnswers() {
        for answer in whole.answers {
            let place = "\(answer.account)/\(answer.request)"
            if let session = answer.sessionID, !whole.sessions.contains(where: { $0.id == session }) {
                add(
                    "answered_request", place, "session_id",
                    "an answer names a session that is not of \(name)")
            }
            if whole.key == .destroyed, !answer.digest.isEmpty {
                add(
                    "answered_request", place, "digest",
                    "\(name) is erased and the digest of a request stands")
            }
            if whole.key == .opens, answer.digest.count != 32 {
                add("answered_request", place, "digest", "the digest of a request is none")
            }
        }
    }
}
