import Journal
import Mediation
import Storage
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator

/// A holiday table of the bureau's own: what it moves, once, and what goes by it from then on.
@Suite(.timeLimit(.minutes(10))) struct CalendarImportTests {
    init() { LoopActor.startThread() }

    @Test @LoopActor func `an import moves what is owed still, once, and a dry run moves nothing`()
        async throws
    {
        let bench = try await RoomBench.open()
        let desk = CaseDesk(store: bench.store, clock: bench.time.clock)
        let before = try await desk.open(CaseID("c-1"))
        let due = try #require(before.file.course.nextDue)
        let table = HolidayTable(reading: "\(LocalTime(due.at).day.text),holiday,临时放假")
        #expect(table.findings.isEmpty)

        let now = bench.time.now
        let asked = try await CalendarImport(table, of: .main, in: bench.store)
        let foretold = try await asked.moves(in: bench.store, at: now)
        #expect(foretold.map(\.from) == [due.at] && foretold.allSatisfy { $0.to > $0.from })
        #expect(try await desk.open(CaseID("c-1")).version == before.version)

        // The table alone was kept when the import was killed: the next one finds the terms that are left.
        try await bench.store.note([try EventRecord(.calendarSet(.main, asked.days))], at: now)
        let again = try await CalendarImport(table, of: .main, in: bench.store)
        #expect(try await again.run(in: bench.store, at: now) == foretold)
        let after = try await desk.open(CaseID("c-1")).file
        #expect(after.course.nextDue?.at == foretold.first?.to)
        #expect(after.timeline.last?.kind == .supervision(.termMoved))
        let third = try await CalendarImport(table, of: .main, in: bench.store)
        #expect(try await third.run(in: bench.store, at: now).isEmpty)

        // What a server decides and notes from now on goes by it; what the rows say is what the history gives.
        let fresh = CaseDesk(store: bench.store, clock: bench.time.clock)
        let rules = try await fresh.rules(of: .main)
        #expect(!rules.deadlines.calendar.isWorkday(LocalTime(due.at).day))
        #expect(try await StoreCheck(of: bench.store).fault == nil)
        await #expect(throws: StorageError.self) {
            _ = try await CalendarImport(table, of: BureauID("none"), in: bench.store)
        }
    }
}
