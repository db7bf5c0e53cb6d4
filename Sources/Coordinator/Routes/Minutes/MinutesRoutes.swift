import Cryptography
import Mediation
import Storage
import Transport

/// What is kept of a session: its record and its paper (docs/protocol.md, 1.3).
@LoopActor
final class MinutesRoutes {
    private let services: RouteServices

    init(_ services: RouteServices) { self.services = services }

    func add(to router: Router) {
        router.get("/api/sessions/:session/record") { try await self.record($0) }
        router.get("/api/sessions/:session/minutes") { try await self.minutes($0) }
        router.get("/api/sessions/:session/minutes.txt") { try await self.minutesText($0) }
    }

    /// A session of a case that the reader may open.
    private func readable(_ request: RouteRequest, _ act: Act) async throws -> SessionRecord {
        let account = try await services.account(request)
        guard Authority.permits(account.role, act) else { throw Refusal(.notPermitted) }
        guard let record = try await services.store.session(try request.identifier("session")) else {
            throw Refusal(.notFound)
        }
        let file = try await services.cases.open(record.caseID, for: account).file
        guard Authority.sight(of: file, for: account) == .full else { throw Refusal(.notPermitted) }
        return record
    }

    private func record(_ request: RouteRequest) async throws -> Response {
        let session = try await readable(request, .readRecord)
        let now = services.rooms.live(session.id)?.now ?? services.clock.now
        return try await Self.record(of: session.id, in: services.store, until: now)
    }

    private struct MinutesBody: Encodable {
        struct Header: Encodable {
            let key: MinutesDocument.HeaderKey
            let value: String
        }
        struct Section: Encodable {
            let key: MinutesSection
            let text: String
        }
        let sessionID: SessionID
        let caseID: CaseID
        let caseNo: String
        let title: String
        let number: Int
        let version: Int
        let digest: String
        let label: String
        let frozenAt: Instant
        let intact: Bool
        let header: [Header]
        let sections: [Section]
    }

    /// The attached bytes, the document that they were made from, and whether both still agree with the digest.
    private func minutes(_ request: RouteRequest) async throws -> Response {
        let session = try await readable(request, .readMinutes)
        guard let attached = try await services.store.minutes(ofSession: session.id).whole().last else {
            throw Refusal(.notFound)
        }
        let room = try await RoomCodec().room(of: session.id, in: services.store)
        guard let document = room.paper.frozen?.document else { throw Refusal(.notFound) }
        let isIntact =
            Digest.sha256(attached.document) == attached.digest
            && Array(document.text.utf8) == attached.document
        return .json(
            MinutesBody(
                sessionID: session.id, caseID: session.caseID, caseNo: room.founding.caseNo,
                title: room.founding.title, number: session.number, version: attached.version,
                digest: Hex.encode(attached.digest), label: attached.label, frozenAt: attached.frozenAt,
                intact: isIntact,
                header: document.header.map { MinutesBody.Header(key: $0.key, value: $0.value) },
                sections: document.sections.map { MinutesBody.Section(key: $0.key, text: $0.text) }))
    }

    private func minutesText(_ request: RouteRequest) async throws -> Response {
        let session = try await readable(request, .readMinutes)
        guard let attached = try await services.store.minutes(ofSession: session.id).whole().last else {
            throw Refusal(.notFound)
        }
        let name = "minutes-\(session.id)-\(attached.version).txt"
        return Response(
            headers: [("content-disposition", "attachment; filename=\"\(name)\"")],
            contentType: "text/plain; charset=utf-8", body: attached.document)
    }
}
