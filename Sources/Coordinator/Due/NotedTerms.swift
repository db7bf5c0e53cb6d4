import Mediation
import Storage

/// Notes on each open case, once each, that one of its terms has passed (rule 13) and, some workdays before, that one draws near:
/// events of the case, by the server. Whoever opens the case reads them in its timeline, and the desk of whom it waits for marks it.
///
/// It reads the list of cases in the order of their terms up to the last that draws near, and the file of each of them, one at a
/// time; cases that have time cost nothing.
struct NotedTerms: Duty {
    private static let pageLength = 50
    private static let open = CaseStatus.allCases.filter(\.isOpen).map(\.rawValue)

    let name = "noted terms"
    /// Terms end with a day, but for those that a person set to the hour.
    let pause = Span.hours(1)
    let store: any Store
    let cases: CaseDesk

    func perform(at now: Instant) async throws {
        var failed: (any Error)?
        for bureau in try await store.bureaus().rows {
            let last = try await cases.rules(of: bureau.id).deadlines.workdays(Deadlines.warning, after: now)
            var cursor: CaseCursor?
            repeat {
                let page = try await store.sealedCases(
                    of: bureau.id, officer: nil, statuses: Self.open, after: cursor, limit: Self.pageLength)
                cursor = page.next
                for line in page.cases.rows {
                    guard let due = line.dueAt, due <= last else {
                        cursor = nil
                        break
                    }
                    // A case that can't be kept delays no other; one that can't be read was named to the operator, and is no
                    // reason to try again.
                    do {
                        try await cases.noteTerms(of: line.id, at: now)
                    } catch let error as StorageError where error.isOfOneCase {
                        continue
                    } catch {
                        failed = error
                    }
                }
            } while cursor != nil
        }
        if let failed { throw failed }
    }
}
