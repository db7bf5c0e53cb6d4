package import Mediation
import Records
package import Storage

/// The work calendars of a store's bureaus, as their own tables make them; of a bureau without one, the published table.
package struct WorkCalendars: Hashable, Sendable {
    private var tables: [BureauID: [CalendarDay]] = [:]

    /// Those of a store whose bureaus have imported none.
    package init() {}

    /// What the bureaus' stream says last of each. An entry that can't be read is told by `verify` and is passed over here: a
    /// calendar of before is nearer to the truth than none.
    package init(of store: some BureauJournal) async throws {
        for event in try await store.bureauEvents().rows
        where event.kind == BureauEvent.storedPrefix + BureauEvent.Name.calendarSet.word {
            guard
                case .calendarSet(let bureau, let days)? = try? BureauEvent(
                    kind: event.kind, payload: event.payload)
            else { continue }
            tables[bureau] = days
        }
    }

    /// By day.
    package func table(of bureau: BureauID) -> [CalendarDay] {
        (tables[bureau] ?? WorkCalendar.publishedTable).sorted { $0.day < $1.day }
    }

    package func rules(of bureau: BureauID) -> CaseRules {
        CaseRules(deadlines: Deadlines(calendar: WorkCalendar(table(of: bureau))))
    }
}

/// Takes a holiday table into a bureau's calendar, and reckons the terms of its open cases anew. It may run twice, and after a
/// kill: what was done is seen in the store.
package struct CalendarImport: Sendable {
    /// A term that is owed still and ends on another day by the new calendar.
    package struct Move: Hashable, Sendable {
        package let caseNo: String
        package let kind: DueKind
        package let from: Instant
        package let to: Instant
    }

    private static let open = CaseStatus.allCases.filter(\.isOpen).map(\.rawValue)
    private static let pageLength = 50
    /// How often a case is read again that somebody else changed.
    private static let tries = 16

    private let bureau: BureauID
    /// The bureau's table with the new one in it.
    package let days: [CalendarDay]
    private let isKnown: Bool
    private let rules: CaseRules

    /// `notFound` where there is no such bureau.
    package init(
        _ table: HolidayTable, of bureau: BureauID, in store: some BureauJournal & BureauReading
    ) async throws {
        guard try await store.bureau(bureau) != nil else {
            throw StorageError(.notFound, "no bureau \(bureau)")
        }
        let calendars = try await WorkCalendars(of: store)
        self.bureau = bureau
        days = table.joined(to: calendars.table(of: bureau))
        isKnown = days == calendars.table(of: bureau)
        rules = CaseRules(deadlines: Deadlines(calendar: WorkCalendar(days)))
    }

    /// What would move, case by case in the order of what is due; nothing is changed.
    package func moves(in store: some CaseStore, at now: Instant) async throws -> [Move] {
        var found: [Move] = []
        try await eachCase(in: store) { id in
            guard let record = try await store.caseFile(id) else { return }
            let file = try CaseCodec().open(record).file
            found += Self.moves(file, file.termMoves(at: now, by: rules))
        }
        return found
    }

    /// Keeps the table, then each case's new terms as events of the case; what was moved.
    package func run(in store: some Store, at now: Instant) async throws -> [Move] {
        if !isKnown { try await store.note([try EventRecord(.calendarSet(bureau, days))], at: now) }
        var found: [Move] = []
        try await eachCase(in: store) { id in
            for _ in 0..<Self.tries {
                guard let record = try await store.caseFile(id) else { return }
                let opened = try CaseCodec().open(record)
                let events = opened.file.termMoves(at: now, by: rules)
                guard !events.isEmpty else { return }
                do {
                    _ = try await store.commit(CaseCodec().step(opened, events).commit(at: now))
                    found += Self.moves(opened.file, events)
                    return
                } catch let error as StorageError where error.code == .conflict {
                    continue
                }
            }
            throw StorageError(.conflict, "the case was changed at each try to change it")
        }
        return found
    }

    /// Every open case of the bureau, once; the list is read before any case is changed, for a term that moves changes its order.
    private func eachCase(
        in store: some CaseStore, _ act: (CaseID) async throws -> Void
    ) async throws {
        var ids: [CaseID] = []
        var cursor: CaseCursor?
        repeat {
            let page = try await store.sealedCases(
                of: bureau, officer: nil, statuses: Self.open, after: cursor, limit: Self.pageLength)
            ids += page.cases.rows.map(\.id)
            cursor = page.next
        } while cursor != nil
        for id in ids {
            do {
                try await act(id)
            } catch let error as StorageError where error.isOfOneCase {
                // It was named to the operator, and keeps no other from its new term.
                continue
            }
        }
    }

    private static func moves(_ file: CaseFile, _ events: [CaseEvent]) -> [Move] {
        events.compactMap { event in
            guard case .supervision(.termMoved(let kind, let term, let other)) = event.change else {
                return nil
            }
            return Move(caseNo: file.caseNo, kind: kind, from: term, to: other)
        }
    }
}
