import Cryptography
import Foundation
import Logging
import Mediation
import Records
import Storage
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator

/// Asks every route of docs/protocol.md, 1.6, in many states of cases and talks, and keeps what is answered.
@LoopActor
final class HTTPContractPlay {
    let table: RouteTable
    /// By route: the examples that were sent, the statuses that came.
    private(set) var taken: [String: Set<String>] = [:]
    private(set) var answered: [String: Set<Int>] = [:]
    /// By the examples that the table has for it: what was answered.
    private(set) var values: [[String]: [JSONValue]] = [:]
    private(set) var refusals: [JSONValue] = []
    private var router: Router?
    private var cookie = ""
    private var requests = 0

    init() throws { table = try RouteTable() }

    // MARK: Asking

    @discardableResult
    func ask(
        _ method: String, _ path: String, query: [(String, String)] = [], body: String = "",
        by other: String? = nil
    ) async throws -> Reply {
        let router = try #require(router)
        let row = try #require(table.rows.first { $0.matches(method, path) }, "\(method) \(path)")
        let headers = [
            "cookie": other ?? cookie, "origin": "https://127.0.0.1", "content-type": "application/json",
        ]
        let reply = await withCheckedContinuation { answered in
            router.handle(
                ListedExchange(method, path, query: query, headers: headers, body: body, answered: answered))
        }
        guard reply.status < 400 else {
            refusals.append(try reply.value)
            return reply
        }
        #expect(row.statuses.contains(reply.status), "\(row) answered \(reply.status)")
        answered[row.description, default: []].insert(reply.status)
        if !row.answers.isEmpty {
            values[row.answers, default: []].append(try reply.value)
            #expect(reply.contentType == "application/json", "\(row)")
        } else if let type = row.contentType {
            #expect(reply.contentType == type && !reply.text.isEmpty, "\(row)")
        } else {
            #expect(reply.text.isEmpty, "\(row)")
        }
        return reply
    }

    /// Sends an example of the document, with the ids of this play in the place of the document's. Its route takes it, and refuses it
    /// with a member more.
    @discardableResult
    func send(
        _ name: String, to path: String, _ names: [String: String] = [:], by other: String? = nil
    ) async throws -> Reply {
        let row = try #require(table.rows.first { $0.matches("POST", path) }, "POST \(path)")
        var body = name.hasPrefix("{") ? name : try #require(table.examples[name]?.text, "no example \(name)")
        for (there, here) in names {
            #expect(body.contains(there), "\(name) has no \(there)")
            body = body.replacingOccurrences(of: there, with: here)
        }
        if !name.hasPrefix("{") {
            let more = "{\"stranger\":1," + body.dropFirst()
            let refused = try await ask("POST", path, body: more, by: other)
            #expect(
                refused.code == "unknown_field" && refused.field == "stranger", "\(name): \(refused.text)")
        }
        let reply = try await ask("POST", path, body: body, by: other)
        #expect(reply.status < 400, "\(row) refused \(name): \(reply.text)")
        taken[row.description, default: []].insert(name)
        return reply
    }

    /// A step of a case, as it stands now.
    @discardableResult
    func step(_ path: String, _ command: String, by other: String? = nil) async throws -> Reply {
        requests += 1
        let version = try await ask("GET", path).version
        return try await ask(
            "POST", path + "/commands",
            body: #"{"request":"q-\#(requests)","version":\#(version),\#(command)}"#, by: other)
    }

    // MARK: The desk

    /// Signing in, cases, a session that waits.
    func desk() async throws {
        let bench = try await RouteBench.open()
        router = bench.router
        try await bench.store.setPassword(
            of: AccountID("a-G003"), hash: try Scrypt.hash("correct horse"), at: bench.time.now)
        let leaving = try await signIn()
        try await ask("GET", "/api/duty")
        try await send("{}", to: "/api/sign-out", by: leaving)
        cookie = try await signIn()
        try await ask("GET", "/api/me")

        let first = "/api/cases/" + (try await send("register", to: "/api/cases").id)
        try await send("add-party", to: first + "/parties")
        try await send("add-counsel", to: first + "/parties")
        try await ask(
            "POST", first + "/parties",
            body: #"{"request":"q-r","role":"respondent","name":"贺长风","isSuspect":false}"#)
        try await step(first, #""command":"accept","reason":"属本机关职权""#)
        let version = try await ask("GET", first).version
        let graded = try await send(
            "command", to: first + "/commands", [#""version":7"#: #""version":\#(version)"#])
        try await named(bench, first, graded)
        try await session(of: first, graded)
        try await lists(bench)
        let cases = CaseDesk(store: bench.store, clock: bench.time.clock)
        try await NotedTerms(store: bench.store, cases: cases).perform(at: bench.time.now.adding(.days(90)))
        try await ask("GET", first)
        try await ask("POST", "/api/cases", body: #"{"request":"q-empty"}"#)
        try await desks(bench)
        try await people(bench)
    }

    /// What waits, and what is late, of a case at a unit, of one that is masked, and of many.
    private func desks(_ bench: RouteBench) async throws {
        let atUnit = try await ask("POST", "/api/cases", body: RouteBench.registration("q-at-unit"))
        let path = "/api/cases/\(atUnit.id)"
        try await step(path, #""command":"accept","reason":"属本机关职权""#)
        try await step(path, #""command":"grade","level":"level_3","reason":"事实清楚""#)
        let due = bench.time.now.adding(.days(5)).milliseconds
        let version = try await ask("GET", path).version
        try await send(
            "command-assign", to: path + "/commands",
            [
                #""version":7"#: #""version":\#(version)"#, "1772899199000": "\(due)",
                "1772812799000": "\(due)",
            ])
        // The day before the unit's term ends.
        let cases = CaseDesk(store: bench.store, clock: bench.time.clock)
        try await NotedTerms(store: bench.store, cases: cases).perform(at: bench.time.now.adding(.days(4)))
        let archivist = try await bench.signedIn(.archivist, "A001", unit: "档案室")
        try await ask("GET", "/api/desk", query: [("list", "waiting")], by: archivist)
        try await ask("GET", "/api/desk", query: [("list", "late")], by: archivist)
        try await ask("GET", "/api/desk", query: [("list", "other")])
        let liaison = try await bench.signedIn(.liaison, "L009", unit: "西苑派出所")
        let waiting = try await ask("GET", "/api/desk", query: [("list", "waiting")], by: liaison)
        #expect(waiting.text.contains(atUnit.id) && waiting.text.contains(#""steps":["receive"]"#))
        try await archived(bench, liaison, archivist)
        try await units(bench, path, liaison)
        bench.time.wait(.days(90))
        let lead = try await bench.signedIn(.officeLead, "K002", unit: "信访科")
        let late = try await ask("GET", "/api/desk", query: [("list", "late")], by: lead)
        #expect(late.text.contains(atUnit.id) && late.text.contains(#""steps":["supervise"]"#))
        struct Page: Decodable { let next: String? }
        let next = try JSONDecoder().decode(Page.self, from: Data(late.text.utf8)).next
        try await ask("GET", "/api/desk", query: [("list", "late"), ("after", try #require(next))], by: lead)
        try await months(bench, lead)
    }

    /// Two units sign and answer, one asks for more time, and a department outside is written to.
    private func units(_ bench: RouteBench, _ path: String, _ liaison: String) async throws {
        let helper = try await bench.signedIn(.liaison, "L010", unit: "治安大队")
        for unit in [liaison, helper] { try await step(path, #""command":"receive""#, by: unit) }
        let early = try await step(path, #""command":"report","reason":"办了""#, by: liaison)
        #expect(early.code == "item_unanswered" && early.field == "items[0]")
        for (name, unit) in [("command-answer", liaison), ("command-letter", nil)] {
            let version = try await ask("GET", path).version
            let due = bench.time.now.adding(.days(5)).milliseconds
            var names = [#""version":7"#: #""version":\#(version)"#]
            if name == "command-letter" { names["1772899199000"] = "\(due)" }
            try await send(name, to: path + "/commands", names, by: unit)
        }
        try await step(path, #""command":"progress","item":2,"reason":"等医院盖章""#, by: helper)
        try await step(path, #""command":"file_reply","letter":1,"reason":"已责令整改""#)
        try await ask("GET", path, by: helper)
    }

    /// Commands that name somebody, and the number of one of the people.
    private func named(_ bench: RouteBench, _ path: String, _ graded: Reply) async throws {
        let leader = try await bench.signedIn(.bureauLeader, "D001", unit: "分局领导")
        _ = try await bench.signedIn(.seniorOfficer, "G006", unit: "信访科")
        try await ask("GET", "/api/colleagues")
        try await step(path, #""command":"request_recusal","person":"g006","reason":"与对方是同乡""#)
        let petitioner = try graded.people["petitioner"] ?? ""
        for (name, names, who) in [
            ("command-extend", [:], nil), ("command-grant", [:], leader), ("command-decide", [:], leader),
            ("command-unmask", [#""p-1""#: #""\#(petitioner)""#], nil),
        ] {
            let version = try await ask("GET", path).version
            let reply = try await send(
                name, to: path + "/commands",
                names.merging([#""version":7"#: #""version":\#(version)"#]) { $1 }, by: who)
            #expect(reply.text.contains("000000198004020000") == (name == "command-unmask"))
        }
        // Somebody who isn't there is nobody to name.
        let missing = try await step(path, #""command":"request_recusal","person":"X999","reason":"理由""#)
        #expect(missing.code == "bad_field" && missing.field == "person")
        let unknown = try await step(path, #""command":"link","caseNo":"青信〔2020〕0001""#)
        #expect(unknown.code == "transition_not_allowed" || unknown.field == "caseNo")
    }

    /// Returns the cookie.
    private func signIn() async throws -> String {
        let reply = try await send("sign-in", to: "/api/sign-in")
        return String(reply.headers["set-cookie"]?.split(separator: ";").first ?? "")
    }

    private func session(of path: String, _ graded: Reply) async throws {
        let people = try graded.people
        let (petitioner, respondent) = (people["petitioner"] ?? "", people["respondent"] ?? "")
        let launched = try await send(
            "launch", to: path + "/sessions", ["p-1": petitioner, "p-2": respondent])
        let session = "/api/sessions/\(launched.id)"
        // The one that is open.
        try await ask(
            "POST", path + "/sessions", body: #"{"request":"q-l","kind":"petition_talk","invite":[]}"#)
        try await send("invite-one", to: session + "/seats", ["p-3": people["witness"] ?? ""])
        try await ask("GET", session + "/seats/2/qr.svg")
        try await send("end-link", to: session + "/seats/3/reissue", ["r-2d17": "r-2d17-a"])
        let shown = try await send("end-link", to: session + "/seats/4/revoke", ["r-2d17": "r-2d17-b"])
        try await ask("GET", session)
        try await ask("GET", path)
        try await ask("GET", session + "/record")
        let example = "s-1.2.1.AAAAAAAAAAAAAAAAAAAAAA"
        for place in [launched.id + "/open", "open"] {
            try await send("open-link", to: "/api/invites/" + place, [example: try shown.link])
        }
        try await ask(
            "POST", "/api/invites/s-1/open", body: #"{"link":"\#(example)"}"#)
    }

    /// Cases that are new, masked, damaged, and more than a page of them.
    private func lists(_ bench: RouteBench) async throws {
        let clerk = try await bench.signedIn(.clerk, "L001", unit: "信访科")
        let taken = RouteBench.registration("q-clerk")
        let untaken = try await ask("POST", "/api/cases", body: taken, by: clerk)
        try await ask("GET", "/api/cases/\(untaken.id)", by: clerk)
        // Nothing is due of it any more.
        try await step("/api/cases/\(untaken.id)", #""command":"decline","reason":"不属于受理范围""#)
        let accusation = RouteBench.registration("q-accusation")
            .replacingOccurrences(of: "appeal_request", with: "accusation")
        let masked = try await ask("POST", "/api/cases", body: accusation)
        let other = try await bench.signedIn(.seniorOfficer, "G004", unit: "信访科")
        try await ask("GET", "/api/cases/\(masked.id)", by: other)
        let lost = try await ask("POST", "/api/cases", body: RouteBench.registration("q-lost"))
        var record = try #require(try await bench.store.caseFile(CaseID(lost.id)))
        let version = record.version
        record.body = Array("{}".utf8)
        record.summary = []
        try await bench.store.commit(
            Commit(
                caseID: record.id, at: bench.time.now,
                caseChange: CaseChange(record: record, expectedVersion: version)))
        // One whose very id is damaged.
        let nameless = try await ask("POST", "/api/cases", body: RouteBench.registration("q-nameless"))
        try AlteredRows.execute(
            "UPDATE case_file SET id = 'no id' WHERE id = '\(nameless.id)'", in: bench.directory)
        for scope in ["mine", "all"] {
            try await ask("GET", "/api/cases", query: [("scope", scope)], by: other)
        }
        for scope in ["mine", "all"] { try await ask("GET", "/api/cases", query: [("scope", scope)]) }
        try await ask("GET", "/api/cases", query: [("q", "霍星野")])
        for number in 0..<51 {
            try await ask("POST", "/api/cases", body: RouteBench.registration("q-many-\(number)"))
        }
        try await ask("GET", "/api/cases", query: [("scope", "all")])
    }

    // MARK: A talk

    /// A talk with a wall, measured links and minutes; its record while it goes on, and after its end.
    func talk() async throws {
        let bench = try await RoomBench.open()
        let live = LiveServices(
            configuration: Configuration(
                isDemo: false, origins: ["https://127.0.0.1"], relay: nil, build: "test"),
            store: bench.store, cases: CaseDesk(store: bench.store, clock: bench.time.clock),
            sockets: bench.sockets, clock: bench.time.clock, logger: Logger(label: "test"))
        let router = Router(
            gate: bench.gate, logger: Logger(label: "test"))
        router.add(RouteServices(gate: bench.gate, rooms: bench.rooms, live: live))
        self.router = router
        cookie = bench.cookie
        try await ask("GET", "/api/sessions/s-1/record")
        let (host, petitioner, respondent) = await bench.table()
        let checked = try #require(ProtocolFixture.all("c2s").first { $0.name == "check" }).text
        _ = await bench.ask(
            petitioner, "check",
            String(checked.dropFirst().dropLast())
                .replacingOccurrences(of: #""id":"k2","#, with: ""))
        _ = await bench.ask(
            host, "identify", #""type":"identify","seat":2,"method":"id_document","note":"看了原件""#)
        measure(bench, petitioner)
        try await oneIsLeftOutside(bench, host, petitioner)
        bench.time.wait(.seconds(30))
        try await ask("GET", "/api/sessions/s-1/record")
        try await ask("GET", "/api/sessions/s-1")
        try await ask("GET", "/api/cases/c-1")
        // No page confirms the wall in time.
        try await bench.rooms.live(bench.session)?.handle(.timer(.seal))
        _ = await bench.ask(host, "open", #""type":"end_caucus""#)
        _ = await bench.ask(
            host, "write", #""type":"edit","section":"result","text":"约定十点后不施工。","base":0"#)
        _ = await bench.ask(host, "freeze", #""type":"freeze""#)
        _ = await bench.ask(host, "end", #""type":"end","reason":"agreement","note":"""#)
        for path in ["/record", "/minutes", "/minutes.txt", ""] {
            try await ask("GET", "/api/sessions/s-1" + path)
        }
        try await ask("GET", "/api/cases/c-1")
        // Of an edge nothing but a measurement of an older program is left: it has no verdict.
        let measured = #"{"measured":{"_1":[{"epoch":1,"peer":2,"state":"new"}],"seat":3}}"#
        try await bench.store.commit(
            Commit(
                caseID: CaseID("c-1"), at: bench.time.now,
                sessionChange: SessionChange(
                    id: bench.session,
                    expectedRevision: try await bench.store.revision(ofSession: bench.session),
                    events: [EventRecord(kind: "room.measured", payload: Array(measured.utf8))])))
        try await ask("GET", "/api/sessions/s-1/record")
    }

    /// A lawyer comes, and a wall goes up around officer, petitioner and lawyer; the lawyer's page is silent.
    private func oneIsLeftOutside(_ bench: RoomBench, _ host: PeerID, _ petitioner: PeerID) async throws {
        let lawyer = #""role":"lawyer","name":"苏见微","isSuspect":false,"actsFor":"petitioner""#
        let added = try await ask(
            "POST", "/api/cases/c-1/parties",
            body:
                #"{"request":"q-lawyer",\#(lawyer),"firm":"青禾律师事务所","licenceNo":"L-1","conflictDeclared":true}"#
        )
        let id = try #require(try added.people["lawyer"])
        try await ask(
            "POST", "/api/sessions/s-1/seats", body: #"{"request":"q-seat","partyID":"\#(id)"}"#)
        let guest = await bench.guest(4)
        _ = await bench.ask(guest, "c4", #""type":"consent","notice":"2026-11""#)
        _ = await bench.ask(guest, "r4", #""type":"ready""#)
        _ = await bench.ask(host, "a4", #""type":"admit","seat":4"#)
        _ = await bench.ask(host, "wall", #""type":"caucus","members":[2,4],"minutes":10"#)
        let wall = try #require(bench.rooms.live(bench.session)?.room.wall.number)
        for (peer, name) in [(host, "w1"), (petitioner, "w2")] {
            _ = await bench.ask(peer, name, #""type":"wall_closed","wall":\#(wall)"#)
        }
        try await bench.rooms.live(bench.session)?.handle(.timer(.seal))
    }

    /// Seat 2 tells all of its link to the officer, and of the other one only that it stands.
    private func measure(_ bench: RoomBench, _ peer: PeerID) {
        bench.time.wait(.seconds(30))
        let links = bench.rooms.live(bench.session)?.room.links(of: RoomDriver.seat(2)) ?? []
        let reports = links.map { link in
            let measured =
                #","rttMs":34,"lossPercent":0.4,"audioKbps":28,"videoKbps":640,"freezes":0"#
            return
                #"{"peer":\#(link.peer),"epoch":\#(link.epoch),"state":"connected","path":"relay/udp"\#(link.peer == .bureau ? measured : "")}"#
        }
        #expect(reports.count == 2)
        bench.say(#"{"type":"stats","links":[\#(reports.joined(separator: ","))]}"#, peer)
    }

    // MARK: A store of November 2026

    /// Cases and a talk of every kind of event.
    func goldenStore() async throws {
        let bench = try await RouteBench.golden()
        router = bench.router
        cookie = bench.cookie
        try await ask("GET", "/api/cases", query: [("scope", "all")])
        for id in ["c-1", "c-2", "c-7"] { try await ask("GET", "/api/cases/" + id) }
        for path in ["/record", "/minutes"] { try await ask("GET", "/api/sessions/s-1" + path) }
    }
}
