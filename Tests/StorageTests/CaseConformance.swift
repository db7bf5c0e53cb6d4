import Mediation
import Storage
import Testing

@Suite(.timeLimit(.minutes(10))) struct CaseConformance {
    @Test(arguments: Engine.all)
    func `A case comes back as it was stored, its version raised by each commit`(engine: Engine) async throws
    {
        try await engine.withStore { store in
            #expect(try await store.put(Sample.newCase()) == Committed(caseVersion: 1))
            var record = Sample.caseRecord(status: "graded", due: 77, body: "改")
            record.level = "level_2"
            let graded = Sample.changed(record, events: [EventRecord(kind: "case.graded", payload: [1])])
            #expect(try await store.put(graded) == Committed(caseVersion: 2))
            record.version = 2
            #expect(try await store.caseFile(record.id) == record)
            #expect(try await store.caseFile(caseNo: record.caseNo) == record)
            #expect(try await store.caseFile(CaseID("other")) == nil)
            let events = try await store.events(ofCase: record.id)
            #expect(events.map(\.kind) == ["case.registered", "case.graded"])
            #expect(events.map(\.payload) == [Sample.bytes("payload of registered"), [1]])
            #expect(events.map(\.sequence) == [1, 2])
        }
    }

    @Test(arguments: Engine.all)
    func `A stale version, a second birth and a taken number are refused and leave no trace`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.put(Sample.newCase())
            let head = try await store.head()
            await #expect(throws: StorageError(.conflict)) { try await store.put(Sample.newCase()) }
            var stale = Sample.newCase()
            stale.caseChange?.expectedVersion = 4
            stale.caseChange?.record.status = "closed"
            await #expect(throws: StorageError(.conflict)) { try await store.put(stale) }
            var unknown = Sample.newCase(Sample.caseRecord("c-9"))
            unknown.caseChange?.expectedVersion = 1
            await #expect(throws: StorageError(.notFound)) { try await store.put(unknown) }
            var taken = Sample.newCase(Sample.caseRecord("c-2"))
            taken.caseChange?.record.caseNo = "XF-c-1"
            await #expect(throws: StorageError(.taken)) { try await store.put(taken) }
            #expect(try await store.head() == head)
            #expect(try await store.caseFile(CaseID("c-1"))?.status == "accepted")
            #expect(try await store.caseFile(CaseID("c-2")) == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `Case numbers run from one in each year, without a repeat when many ask at once`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 { group.addTask { try await store.nextCaseNumber(of: .main, year: 2026) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(numbers.sorted() == Array(1...40))
            #expect(try await store.nextCaseNumber(of: .main, year: 2027) == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `Pages hold every case once, by due instant, those without one last`(engine: Engine) async throws {
        try await engine.withStore { store in
            // Equal due instants and many without one: the id must break ties.
            var records: [CaseID: CaseRecord] = [:]
            for index in 0..<30 {
                var record = Sample.caseRecord(
                    "c-\(index)", status: index % 3 == 0 ? "closed" : "accepted",
                    officer: AccountID(index % 2 == 0 ? "a-1" : "a-2"),
                    due: index % 4 == 0 ? nil : Int64(100 - index / 3))
                // Some as an older program left them.
                if index % 5 > 0 { record.summary = Sample.bytes("line \(index)") }
                try await store.put(Sample.newCase(record))
                record.version = 1
                records[record.id] = record
            }
            let all = try await paged(store, officer: nil, statuses: [], limit: 7)
            #expect(all.count == 30 && Set(all.map(\.id)).count == 30)
            let keys = all.map { CaseCursor(after: $0) }
            #expect(
                zip(keys, keys.dropFirst()).allSatisfy { ($0.dueOrder, $0.id) < ($1.dueOrder, $1.id) })
            #expect(all.last?.dueAt == nil)
            for line in all {
                let record = records[line.id]
                #expect(line.summary == record?.summary && line.caseNo == record?.caseNo)
                #expect(line.row == (line.summary.isEmpty ? record : nil))
            }
            for statuses in [["closed"], ["accepted", "closed", "closed"], ["nothing"], []] {
                for officer in [AccountID("a-1"), nil] {
                    let page = try await paged(store, officer: officer, statuses: statuses, limit: 4)
                    let expected = all.filter {
                        (officer == nil || records[$0.id]?.officerID == officer)
                            && (statuses.isEmpty || statuses.contains(records[$0.id]?.status ?? ""))
                    }
                    #expect(page == expected)
                }
            }
        }
    }

    @Test func `A cursor survives its text, and another text is no cursor`() {
        let cursor = CaseCursor(after: Sample.caseRecord(due: 5))
        #expect(CaseCursor(text: cursor.text) == cursor)
        #expect(CaseCursor(text: CaseCursor(after: Sample.caseRecord()).text)?.dueOrder == .max)
        for text in ["", "5", "x~c-1", "5~", "5~a b", "5~c-1~d"] { #expect(CaseCursor(text: text) == nil) }
    }

    private func paged(
        _ store: any Store, officer: AccountID?, statuses: [String], limit: Int
    ) async throws -> [CaseLine] {
        var found: [CaseLine] = []
        while true {
            let page = try await store.cases(
                of: .main, officer: officer, statuses: statuses,
                after: found.last.map { CaseCursor(after: $0) },
                limit: limit)
            guard !page.cases.isEmpty else { return found }
            #expect(page.cases.count <= limit && page.cases.unreadable.isEmpty)
            #expect(
                page.next == (page.cases.count == limit ? page.cases.last.map { CaseCursor(after: $0) } : nil)
            )
            found += page.cases
        }
    }
}
