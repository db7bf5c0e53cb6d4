package import Mediation
package import Storage

extension MemoryEngine: ProjectionEngine {
    package func history() async throws -> Listed<CaseHistory> { try await withTables { $0.history } }

    package func whole(_ history: CaseHistory) async throws -> SealedWhole {
        try await withTables { $0.whole(history) }
    }

    package func strays() async throws -> [StrayRow] { try await withTables { $0.strays } }

    package func casesWithoutSummary() async throws -> [CaseID] {
        try await withTables { tables in
            tables.cases.rows.values.filter { $0.body != nil && $0.summary == nil }.map(\.columns.id).sorted()
        }
    }

    package func replace(_ projection: SealedProjection) async throws {
        try await withTables { $0.replace(projection) }
    }

    package func removeStrays() async throws -> Int { try await withTables { $0.removeStrays() } }

    package func keptRows(_ take: @escaping @Sendable (KeptRow) -> Void) async throws -> SealedSums {
        try await withTables { tables in
            tables.keptRows.forEach(take)
            return SealedSums(sums: tables.sums, edge: tables.edge)
        }
    }

    package func countKeptRows() async throws {
        guard let keeping else {
            throw StorageError(.failed, "an engine that sums nothing up counts nothing")
        }
        try await withTables { try $0.count(keeping) }
    }
}

extension Tables {
    // MARK: Sums

    var keptRows: [KeptRow] { signIns.all + numbers.all + answers.all + sessions.all + cases.all }

    /// At a transaction's end.
    mutating func settle(_ keeping: Keeping?, _ before: EdgeRow) throws {
        var change = KeptSums()
        func take(_ isThere: Bool, _ row: KeptRow) {
            guard let keeping else { return }
            if isThere {
                change.add(keeping.digest(row), of: row.code)
            } else {
                change.remove(keeping.digest(row), of: row.code)
            }
        }
        signIns.settle(take)
        numbers.settle(take)
        answers.settle(take)
        sessions.settle(take)
        cases.settle(take)
        let isDone = isCounted
        isCounted = false
        guard let keeping, !isDone, edge != before || !change.isZero else { return }
        // Of a memory that has nothing yet.
        let sealed = try sums ?? keeping.counted(KeptSums(), nil)
        sums = try keeping.next(sealed, change, before, edge) ?? sealed
    }

    /// Counts the rows as they stand. The entry that says so has the time of the one before it.
    mutating func count(_ keeping: Keeping) throws {
        if let head = journal.last { append([keeping.entry(head.at)], chaining: keeping.chaining) }
        var all = KeptSums()
        for row in keptRows { all.add(keeping.digest(row), of: row.code) }
        sums = try keeping.counted(all, edge)
        isCounted = true
    }

    // MARK: Wholes

    var history: Listed<CaseHistory> {
        var all: [CaseHistory] = []
        var places: [CaseID: Int] = [:]
        for row in journal where row.sessionID == nil {
            guard let id = row.caseID, places[id] == nil else { continue }
            places[id] = all.count
            all.append(CaseHistory(id: id, sessions: []))
        }
        var seen: Set<SessionID> = []
        for row in journal {
            guard let id = row.caseID, let session = row.sessionID, seen.insert(session).inserted else {
                continue
            }
            if let place = places[id] { all[place].sessions.append(session) }
        }
        return Listed(rows: all)
    }

    func whole(_ history: CaseHistory) -> SealedWhole {
        var known = history.sessions
        var wanted = Set(known)
        // Those that were launched since the history was read, too.
        for row in journal where row.caseID == history.id {
            if let id = row.sessionID, wanted.insert(id).inserted { known.append(id) }
        }
        let events = journal.filter { row in
            row.sessionID.map { wanted.contains($0) } ?? (row.caseID == history.id)
        }
        return SealedWhole(
            events: Listed(rows: events.map { SealedEvent($0) }), key: keys[history.id],
            file: cases[history.id].map {
                SealedWhole.File(columns: $0.columns, summary: $0.summary, body: $0.body)
            },
            marks: marks[history.id] ?? [], months: months[history.id] ?? [],
            sessions: known.map { id in
                let rows = sessions[id]
                return SealedWhole.Session(
                    id: id, row: rows?.record,
                    drafts: (rows?.drafts.values.map { $0 } ?? []).sorted {
                        $0.section.utf8.lexicographicallyPrecedes($1.section.utf8)
                    },
                    results: rows?.results ?? [],
                    minutes: (rows?.minutes ?? []).sorted { $0.columns.version < $1.columns.version })
            },
            answers: answers.rows.values.filter { $0.caseID == history.id }, unreadable: [])
    }

    // MARK: Made anew

    mutating func replace(_ projection: SealedProjection) {
        if let change = projection.file {
            var columns = change.columns
            columns.version = change.expectedVersion
            if let before = cases[columns.id]?.columns.caseNo { caseIDs[before] = nil }
            caseIDs[columns.caseNo] = columns.id
            cases[columns.id] = CaseRow(columns: columns, summary: change.summary, body: change.body)
            if let marks = change.marks { self.marks[columns.id] = marks }
            if let months = change.months { self.months[columns.id] = months }
        }
        for record in projection.sessions {
            var session = sessions[record.id] ?? Session(record: record)
            session.record = record
            sessions[record.id] = session
        }
        for id in projection.minutesOf {
            guard var session = sessions[id] else { continue }
            session.minutes = projection.minutes.filter { $0.columns.sessionID == id }.map {
                SealedWhole.Minutes(columns: $0.columns, document: $0.document)
            }
            sessions[id] = session
        }
    }

    // MARK: What belongs to nothing

    private var known: (cases: Set<CaseID>, sessions: Set<SessionID>) {
        (
            Set(journal.lazy.filter { $0.sessionID == nil }.compactMap(\.caseID)),
            Set(journal.lazy.compactMap(\.sessionID))
        )
    }

    var strays: [StrayRow] {
        let known = known
        var found: [StrayRow] = []
        func tell(_ table: String, _ ids: some Sequence<String>, _ why: String) {
            found += ids.sorted().prefix(100).map { StrayRow(table: table, id: $0, why: why) }
        }
        let noCase = "the journal tells of no such case"
        tell("case_file", cases.rows.keys.filter { !known.cases.contains($0) }.map(\.text), noCase)
        tell("case_key", keys.keys.filter { !known.cases.contains($0) }.map(\.text), noCase)
        tell("case_mark", marks.keys.filter { !known.cases.contains($0) }.map(\.text), noCase)
        tell("case_month", months.keys.filter { !known.cases.contains($0) }.map(\.text), noCase)
        tell(
            "session", sessions.rows.keys.filter { !known.sessions.contains($0) }.map(\.text),
            "the journal tells of no such session")
        let answered = answers.rows.filter {
            !known.cases.contains($0.value.caseID) && $0.value.caseID != AnsweredRequest.noCase
        }.keys
        tell("answered_request", answered.map { "\($0.account.text)/\($0.request.text)" }, noCase)
        let noAccount = "there is no such account"
        let asked = answers.rows.keys.filter { accounts[$0.account] == nil }
        tell("answered_request", asked.map { "\($0.account.text)/\($0.request.text)" }, noAccount)
        let signedIn = signIns.rows.values.filter { accounts[$0.accountID] == nil }
        tell("sign_in", signedIn.map(\.accountID.text), noAccount)
        return found
    }

    mutating func removeStrays() -> Int {
        let known = known
        var removed = sessions.removeAll { id, _ in !known.sessions.contains(id) }
        for id in marks.keys where !known.cases.contains(id) {
            marks[id] = nil
            removed += 1
        }
        for id in months.keys where !known.cases.contains(id) {
            months[id] = nil
            removed += 1
        }
        removed += cases.removeAll { id, _ in !known.cases.contains(id) }
        caseIDs = caseIDs.filter { known.cases.contains($0.value) }
        for id in keys.keys where !known.cases.contains(id) {
            keys[id] = nil
            removed += 1
        }
        return removed
    }
}
