import Mediation
import Storage

/// Notes on each open case, once, that one of its terms has passed (rule 13): an event of the case, by the server. Whoever opens the
/// case reads it in its timeline.
///
/// It reads the list of cases in the order of their terms up to the present moment, and the file of each that is late, one at a time;
/// cases that are in time cost nothing.
struct MissedTerms: Duty {
    private static let pageLength = 50
    private static let open = CaseStatus.allCases.filter(\.isOpen).map(\.rawValue)

    let name = "missed terms"
    /// Terms end with a day, but for those that a person set to the hour.
    let pause = Span.hours(1)
    let store: any Store
    let cases: CaseDesk

    func perform(at now: Instant) async throws {
        var failed: (any Error)?
        for bureau in try await store.bureaus().rows {
            var cursor: CaseCursor?
            repeat {
                let page = try await store.sealedCases(
                    of: bureau.id, officer: nil, statuses: Self.open, after: cursor, limit: Self.pageLength)
                cursor = page.next
                for line in page.cases.rows {
                    guard let due = line.dueAt, due < now else {
                        cursor = nil
                        break
                    }
                    // A case that can't be kept delays no other; one that can't be read was named to the operator, and is no
                    // reason to try again.
                    do {
                        try await cases.noteMissedTerms(of: line.id, at: now)
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
