import Mediation
import Storage
import Testing

@Suite(.timeLimit(.minutes(10))) struct BureauConformance {
    private static let harbour = Bureau(
        id: BureauID("harbour"), name: "海港分局", phone: "100-0000-0220", mark: "港信")

    @Test(arguments: Engine.all)
    func `A store begins with one bureau, and another is kept as it was put`(engine: Engine) async throws {
        try await engine.withStore { store in
            #expect(try await store.bureaus().rows == [.first])
            try await store.put(Self.harbour)
            #expect(try await store.bureau(Self.harbour.id) == Self.harbour)
            var renamed = Bureau.first
            renamed.name = "青禾分局"
            renamed.phone = "110"
            try await store.put(renamed)
            #expect(try await store.bureaus().rows == [Self.harbour, renamed])
        }
    }

    @Test(arguments: Engine.all)
    func `No two bureaus have one mark, and nobody is of a bureau that there is not`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            let same = Bureau(
                id: Self.harbour.id, name: Self.harbour.name, phone: "110", mark: Bureau.first.mark)
            await #expect(throws: StorageError(.taken)) { try await store.put(same) }
            let kept = try await store.bureaus().rows
            #expect(kept == [.first])
            await #expect(throws: StorageError(.notFound)) {
                try await store.add(Sample.account(of: Self.harbour.id))
            }
        }
    }

    @Test(arguments: Engine.all)
    func `Lists and numbers are of one bureau`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.put(Self.harbour)
            try await store.add(Sample.account("a-9", staffNo: "H001", of: Self.harbour.id))
            #expect(try await store.account(AccountID("a-9"))?.bureau == Self.harbour.id)
            for index in 0..<6 {
                let bureau = index % 2 == 0 ? BureauID.main : Self.harbour.id
                let due = index < 3 ? Int64(index) : nil
                try await store.put(Sample.newCase(Sample.caseRecord("c-\(index)", due: due, of: bureau)))
            }
            for (bureau, expected) in [
                (BureauID.main, ["c-0", "c-2", "c-4"]), (Self.harbour.id, ["c-1", "c-3", "c-5"]),
                (BureauID("none"), []),
            ] {
                for statuses in [[], ["accepted"]] {
                    let page = try await store.cases(
                        of: bureau, officer: nil, statuses: statuses, after: nil, limit: 10)
                    #expect(page.cases.map(\.id.text) == expected)
                    let rows = page.cases.compactMap(\.row)
                    #expect(rows.count == expected.count && rows.allSatisfy { $0.bureau == bureau })
                }
            }
            // A search and a count keep to the bureau as a list does.
            let person = SearchMark.marks(ofName: "林晚舟")
            for id in ["c-6", "c-7"] {
                var record = Sample.caseRecord(id, of: id == "c-6" ? .main : Self.harbour.id)
                record.counted = CountedColumns(channel: "visit", receivedAt: Sample.at(5))
                var commit = Sample.newCase(record)
                commit.caseChange?.marks = Set(person)
                try await store.put(commit)
            }
            for (bureau, expected) in [(BureauID.main, "c-6"), (Self.harbour.id, "c-7")] {
                let found = try await store.cases(of: bureau, officer: nil, matching: [person], limit: 9)
                #expect(found.map(\.id.text) == [expected])
                let counts = try await store.counts(of: bureau, receivedIn: Sample.at(0)..<Sample.at(9))
                #expect(counts.map(\.count) == [1])
            }
            #expect(try await store.nextCaseNumber(of: .main, year: 2026) == 1)
            #expect(try await store.nextCaseNumber(of: Self.harbour.id, year: 2026) == 1)
            #expect(try await store.nextCaseNumber(of: .main, year: 2026) == 2)
        }
    }

    /// A case stays its bureau's, whatever a later commit says.
    @Test(arguments: Engine.all)
    func `A case's bureau never changes`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.put(Self.harbour)
            try await store.put(Sample.newCase())
            try await store.put(Sample.changed(Sample.caseRecord(of: Self.harbour.id)))
            #expect(try await store.caseFile(CaseID("c-1"))?.bureau == .main)
        }
    }
}
