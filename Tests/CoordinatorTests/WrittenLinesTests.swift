import Foundation
import Mediation
import Storage
import Testing
import Transport

@testable import Coordinator

/// Lines of lists are kept as they were written: they are never older than their case.
@Suite(.timeLimit(.minutes(10))) struct WrittenLinesTests {
    init() { LoopActor.startThread() }

    private struct Shown: Decodable, Equatable {
        struct Line: Decodable, Equatable {
            struct Session: Decodable, Equatable {
                let id: String
                let phase: String
            }
            let id: String
            let status: String
            let masked: Bool
            let title: String?
            let petitioner: String?
            let session: Session?
            let updatedAt: Int64
        }
        let cases: [Line]
    }

    /// What the list should say, out of the files alone.
    @LoopActor
    private func expected(_ bench: RouteBench, _ ids: [CaseID], for reader: Account) async throws -> [Shown
        .Line]
    {
        var lines: [Shown.Line] = []
        for id in ids.sorted() {
            guard let item = CaseListItem(try await bench.file(id), for: reader) else { continue }
            let phase = item.session.flatMap { bench.rooms.live($0.id)?.room.phase } ?? .waiting
            lines.append(
                Shown.Line(
                    id: id.text, status: item.status.rawValue, masked: item.masked, title: item.title,
                    petitioner: item.petitioner,
                    session: item.session.map { .init(id: $0.id.text, phase: phase.rawValue) },
                    updatedAt: item.updatedAt.milliseconds))
        }
        return lines
    }

    @Test @LoopActor func `After every change each reader's list says what the cases' files say`()
        async throws
    {
        let bench = try await RouteBench.open()
        let leadCookie = try await bench.signedIn(.officeLead, "L001", unit: "信访科")
        let readers = [
            (
                bench.cookie,
                Account(
                    id: AccountID("a-G003"), staffNo: "G003", name: "周砚", role: .seniorOfficer, unit: "信访科")
            ),
            (
                leadCookie,
                Account(id: AccountID("a-L001"), staffNo: "L001", name: "陆平", role: .officeLead, unit: "信访科")
            ),
        ]
        var ids: [CaseID] = []
        func check(_ after: String) async throws {
            // Twice: what the first asked for is what the second is shown.
            for (cookie, reader) in readers + readers {
                let reply = await bench.ask("GET", "/api/cases", query: [("scope", "all")], cookie: cookie)
                let shown = try JSONDecoder().decode(Shown.self, from: Data(reply.text.utf8))
                let wanted = try await expected(bench, ids, for: reader)
                #expect(shown.cases.sorted { $0.id < $1.id } == wanted, "\(after)")
            }
        }
        for number in 0..<3 {
            var body = RouteBench.registration("r-\(number)", title: "第\(number)件")
            if number == 1 { body = body.replacing("appeal_request", with: "accusation") }
            let made = await bench.post("/api/cases", body)
            #expect(made.status == 201, "\(made.text)")
            ids.append(CaseID(made.id))
            try await check("registered \(number)")
        }
        let path = "/api/cases/\(ids[0].text)"
        let accepted = await bench.post(
            path + "/commands", #"{"request":"c-1","version":1,"command":"accept","reason":"属实"}"#)
        #expect(accepted.status == 200, "\(accepted.text)")
        try await check("accepted")
        let launched = await bench.post(path + "/sessions", try await bench.launchBody("l-1", ids[0]))
        #expect(launched.status == 201)
        try await check("launched")
        try bench.restart()
        try await check("started anew")
        try await bench.store.destroyKey(of: ids[2], at: bench.time.now)
        ids.removeLast()
        try await check("erased")
    }

    @Test @LoopActor func `A line is opened once for all readers, and again when its case has changed`()
        async throws
    {
        let bench = try await RouteBench.inMemory()
        let lines = WrittenLines(store: bench.store)
        let reader = Account(
            id: AccountID("a-G003"), staffNo: "G003", name: "周砚", role: .seniorOfficer, unit: "信访科")
        let other = Account(
            id: AccountID("a-9"), staffNo: "H009", name: "陆平", role: .seniorOfficer, unit: "信访科")
        func read(for reader: Account) async throws -> Int {
            let page = try await bench.store.sealedCases(
                of: .main, officer: nil, statuses: [], after: nil, limit: 50)
            return try await lines.page(of: page.cases, for: reader) { _ in nil }.lines.count
        }
        let path = await bench.registered("r-1")
        _ = await bench.registered("r-2")
        for reader in [reader, other, reader] { #expect(try await read(for: reader) == 2) }
        #expect(lines.read == 2)
        let accepted = await bench.post(
            path + "/commands", #"{"request":"c-1","version":1,"command":"accept","reason":"属实"}"#)
        #expect(accepted.status == 200, "\(accepted.text)")
        for reader in [reader, other] { #expect(try await read(for: reader) == 2) }
        #expect(lines.read == 3)
    }
}
