import Mediation
import Storage
import Transport

/// What waits for the reader, and what is late (docs/protocol.md, 1.2). Each line is made of its case's file, so that it says what
/// the case itself would say.
@LoopActor
final class WaitingRoutes {
    private let services: RouteServices
    /// Lines of one answer, and cases that are looked at for it at the most: the next answer goes on where this one ended.
    private nonisolated static let pageLength = 50
    private nonisolated static let lookedAt = 200

    init(_ services: RouteServices) { self.services = services }

    func add(to router: Router) {
        router.get("/api/desk") { try await self.list($0) }
    }

    private struct Line: Encodable {
        let `case`: CaseListItem
        /// What the reader may do about it now.
        let steps: [String]
        /// How often the unit was urged.
        let urged: Int
        /// The first term that draws near for the reader, once that was noted.
        let near: CaseListItem.Due?
    }

    private struct Lines: Encodable {
        var lines: [Line] = []
        var next: String?
    }

    private enum Kind: String { case waiting, late }

    private func list(_ request: RouteRequest) async throws -> Response {
        let account = try await services.account(request)
        guard let kind = Kind(rawValue: request.query("list") ?? "") else {
            throw Refusal(.badField, field: "list")
        }
        guard Authority.permits(account.role, kind == .late ? .readMissedDeadlines : .openCase) else {
            throw Refusal(.notPermitted)
        }
        return .json(
            try await Self.lines(
                kind, for: account, in: services.store, after: request.cursor(), at: services.clock.now))
    }

    /// Read and decoded beside the loop. A case that can't be read stands in the list of cases as that.
    private nonisolated static func lines(
        _ kind: Kind, for account: Account, in store: any Store, after cursor: CaseCursor?, at now: Instant
    ) async throws -> Lines {
        let statuses =
            kind == .waiting
            ? CaseFile.statuses(waitingFor: account) : Set(CaseStatus.allCases.filter(\.isOpen))
        var found = Lines()
        guard !statuses.isEmpty else { return found }
        let page = try await store.sealedCases(
            of: account.bureau, officer: nil, statuses: statuses.map(\.rawValue), after: cursor,
            limit: lookedAt)
        found.next = page.next?.text
        for row in page.cases.rows {
            if kind == .late, row.dueAt.map({ $0 >= now }) ?? true {
                found.next = nil
                break
            }
            if let line = try await line(of: row, kind, for: account, in: store) { found.lines.append(line) }
            if found.lines.count == pageLength {
                found.next = CaseCursor(after: row).text
                break
            }
        }
        return found
    }

    private nonisolated static func line(
        of row: SealedCaseLine, _ kind: Kind, for account: Account, in store: any Store
    ) async throws -> Line? {
        guard let file = try await file(of: row.id, in: store), let item = CaseListItem(file, for: account)
        else { return nil }
        let waiting = file.steps(waitingFor: account)
        guard kind == .late || !waiting.isEmpty else { return nil }
        let urging = CaseStep.supervision(.supervise)
        let steps = kind == .waiting || file.refusal(of: urging, for: account) != nil ? waiting : [urging]
        return Line(
            case: item, steps: steps.map(\.rawValue), urged: file.timesUrged,
            near: item.masked
                ? nil : file.nearTerm(for: account).map { CaseListItem.Due(kind: $0.kind, at: $0.at) })
    }

    /// Nil where this one case can't be read; a store that can't be read is no empty desk.
    private nonisolated static func file(of id: CaseID, in store: any Store) async throws -> CaseFile? {
        do {
            guard let record = try await store.caseFile(id) else { return nil }
            return try CaseCodec().open(record).file
        } catch let error as StorageError where error.isOfOneCase {
            return nil
        }
    }
}
