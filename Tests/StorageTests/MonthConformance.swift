import Mediation
import Storage
import Testing

/// What cases count as by month, as every engine keeps and sums it up.
@Suite(.timeLimit(.minutes(10))) struct MonthConformance {
    private static let span = Sample.months(1...12)

    private static func month(_ number: Int) -> CivilMonth { Sample.month(number).month }

    private static func commit(
        _ id: String, _ rows: [MonthRow], receivedAt: Int64 = 1, closedAt: Int64? = nil,
        of bureau: BureauID = .main
    ) -> Commit {
        var record = Sample.caseRecord(id, of: bureau)
        record.summary = Sample.bytes("line of \(id)")
        record.counted = CountedColumns(
            channel: "visit", receivedAt: Instant(milliseconds: receivedAt),
            closedAt: closedAt.map { Instant(milliseconds: $0) })
        var commit = Sample.newCase(record)
        commit.caseChange?.months = rows
        return commit
    }

    private static func total(
        _ store: any Store, _ tally: Tally, unit: String, _ number: Int
    ) async throws -> MonthTotal? {
        try await store.monthTotals(of: .main, in: span).first {
            $0.tally == tally && $0.unit == unit && $0.month == month(number)
        }
    }

    @Test(arguments: Engine.all)
    func `Sums follow their rows, when a case changes its month, its unit, or leaves them as they are`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            for number in 1...3 { try await store.put(Self.commit("c-\(number)", [Sample.month(1)])) }
            #expect(
                try await Self.total(store, .lettersAndVisits, unit: "1", 1)
                    == MonthTotal(
                        month: Self.month(1), unit: "1", tally: .lettersAndVisits, cases: 3, again: 0,
                        number: 9))
            var change = Sample.changed(Sample.caseRecord("c-1"))
            try await store.put(change)
            #expect(try await Self.total(store, .received, unit: "1", 1)?.cases == 3)
            change = Sample.changed(Sample.caseRecord("c-1"), from: 2)
            var again = Sample.month(2)
            again.again = TallySet(.received)
            change.caseChange?.months = [again]
            try await store.put(change)
            #expect(try await Self.total(store, .lettersAndVisits, unit: "1", 1)?.number == 6)
            #expect(try await Self.total(store, .received, unit: "2", 2)?.again == 1)
            let mine = try await store.sealedCases(
                MonthSelection(of: .main, in: Self.span, facts: TallySet(.received)), after: nil, limit: 50)
            // A year lists a case where it counts first.
            #expect(mine.cases.map(\.id.text) == ["c-2", "c-3"] && mine.next == nil)
            let february = try await store.sealedCases(
                MonthSelection(
                    of: .main, in: Self.month(2)...Self.month(2), facts: TallySet(.received)),
                after: nil, limit: 50)
            #expect(february.cases.map(\.id.text) == ["c-1"])
            let whole = try #require(try await store.history().first { $0.id == CaseID("c-1") })
            #expect(try await store.whole(whole).months == [again])
            #expect(try await store.strays().isEmpty)
        }
    }

    @Test(arguments: Engine.all)
    func `A list goes on where its page ended, and an erased case counts on and is not listed`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            for number in 1...7 {
                try await store.put(Self.commit("c-\(number)", [Sample.month(1 + number % 2)]))
            }
            try await store.destroyKey(of: CaseID("c-3"), at: Sample.at(30))
            let selection = MonthSelection(of: .main, in: Self.span, facts: TallySet(.received))
            var (seen, cursor): ([String], MonthCursor?) = ([], nil)
            repeat {
                let page = try await store.sealedCases(selection, after: cursor, limit: 3)
                seen += page.cases.map(\.id.text)
                cursor = page.next
                if let text = cursor?.text { #expect(MonthCursor(text: text) == cursor) }
            } while cursor != nil
            #expect(seen == ["c-2", "c-4", "c-6", "c-1", "c-5", "c-7"])
            let received = try await store.monthTotals(of: .main, in: Self.span).filter {
                $0.tally == .received
            }
            #expect(received.map(\.cases).reduce(0, +) == 7)
        }
    }

    @Test(arguments: Engine.all)
    func `A revisit counts after the closing, within its days and by the end of the span`(engine: Engine)
        async throws
    {
        try await engine.withStore { store in
            let january = Self.month(1)
            let closedAt = january.start.milliseconds + 1000
            let day: Int64 = 24 * 3600 * 1000
            func closed(_ id: String) -> Commit {
                let facts = TallySet(.closed, .first, .firstResolved)
                return Self.commit(id, [MonthRow(month: january, facts: facts, unit: "")], closedAt: closedAt)
            }
            func later(_ id: String, _ prior: String, days: Int64) -> Commit {
                let at = closedAt + days * day
                let row = MonthRow(
                    month: CivilMonth(Instant(milliseconds: at)), facts: TallySet(.received), unit: "",
                    prior: CaseID(prior))
                return Self.commit(id, [row], receivedAt: at)
            }
            for number in 1...4 { try await store.put(closed("c-\(number)")) }
            for (id, prior, days) in [
                ("r-1", "c-1", 90), ("r-2", "c-2", 91), ("r-3", "c-3", -1), ("r-4", "c-4", 10),
                ("r-5", "c-4", 20),
            ] as [(String, String, Int64)] { try await store.put(later(id, prior, days: days)) }
            let months = january...january
            #expect(try await store.revisits(.within90Days, of: .main, in: months) == 2)
            #expect(try await store.revisits(.untilEnd, of: .main, in: months) == 1)
            #expect(try await store.revisits(.untilEnd, of: .main, in: Self.span) == 3)
            #expect(try await store.revisits(.within90Days, of: BureauID("other"), in: months) == 0)
            func listed(_ selection: MonthSelection) async throws -> [String] {
                try await store.sealedCases(selection, after: nil, limit: 50).cases.map(\.id.text)
            }
            #expect(
                try await listed(
                    MonthSelection(of: .main, in: months, facts: TallySet(.closed), revisit: .within90Days))
                    == ["c-1", "c-4"])
            #expect(
                try await listed(
                    MonthSelection(
                        of: .main, in: months, facts: TallySet(.first), without: TallySet(.firstResolved),
                        revisit: .untilEnd)) == ["c-4"])
        }
    }
}
