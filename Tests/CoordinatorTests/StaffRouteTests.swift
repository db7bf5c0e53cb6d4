import Cryptography
import Foundation
import Mediation
import Storage
import TestKit
import Testing
import Transport
import Wire

@testable import Coordinator

/// The people and units of a bureau by its administrator (docs/protocol.md, 1.5a).
@Suite(.timeLimit(.minutes(10))) struct StaffRouteTests {
    init() { LoopActor.startThread() }

    @LoopActor
    private struct Administration {
        let bench: RouteBench
        let cookie: String

        init() async throws {
            bench = try await RouteBench.open()
            cookie = try await bench.signedIn(.administrator, "S001", unit: "科信科")
        }

        func post(_ body: String, to path: String = "/api/staff") async -> Reply {
            await bench.ask("POST", path, body: body, cookie: cookie)
        }

        func get(_ path: String = "/api/staff") async -> Reply {
            await bench.ask("GET", path, cookie: cookie)
        }

        var person: AccountState {
            get async throws {
                let roll = try await StaffDesk(store: bench.store, of: .main).roll()
                return try #require(roll.people[AccountID("a-G003")])
            }
        }

        /// The bureau's rows are what its events add up to.
        func proves() async throws {
            try await bench.store.begin(at: bench.time.now)
            #expect(try await StaffProof(of: bench.store).faults == [])
        }
    }

    @Test(arguments: Role.allCases.filter { $0 != .administrator }) @LoopActor
    func `Nobody but the administrator sees or changes people and units`(role: Role) async throws {
        let bench = try await RouteBench.open()
        let other = try await bench.signedIn(role, "X001", unit: "信访科")
        let body = #"{"request":"r-1","command":"add_unit","name":"西苑派出所","kind":"station"}"#
        let file = #"{"request":"r-2","table":"units","text":"","trial":true}"#
        for (method, path, body) in [
            ("GET", "/api/staff", ""), ("POST", "/api/staff", body), ("POST", "/api/staff/import", file),
            ("GET", "/api/staff/people.csv", ""), ("GET", "/api/staff/units.csv", ""),
        ] {
            let reply = await bench.ask(method, path, body: body, cookie: other)
            #expect(reply.status == 403 && reply.code == "not_permitted", "\(method) \(path)")
        }
        #expect(try await bench.store.units().isEmpty)
    }

    @Test @LoopActor func `An order is done once, however often it is asked`() async throws {
        let desk = try await Administration()
        let body = #"{"request":"r-1","command":"add_person","staffNo":"l 1"#
        #expect(
            await desk.post(body + #"0","name":"谷雨","role":"liaison","unit":"西苑派出所"}"#).field == "staffNo")
        let good =
            #"{"request":"r-1","command":"add_person","staffNo":"ｌ010","name":"谷雨","role":"liaison","unit":"西苑派出所"}"#
        let first = await desk.post(good)
        #expect(first.status == 200 && first.text.contains(#""staffNo":"L010""#))
        #expect(await desk.post(good).text == first.text)
        // Under another id it is another order.
        let again = await desk.post(good.replacingOccurrences(of: "r-1", with: "r-2"))
        #expect(again.status == 409 && again.code == "taken" && again.field == "staffNo")
        let other = await desk.post(good.replacingOccurrences(of: "谷雨", with: "立夏"))
        #expect(other.code == "id_reused")
        #expect(try await desk.bench.store.accounts().count == 3)
        try await desk.proves()
    }

    @Test @LoopActor func `Who has another role, unit or password, or is locked, is signed out`() async throws
    {
        let desk = try await Administration()
        let bench = desk.bench
        let signedIn = { await bench.get("/api/me").status == 200 }
        #expect(await signedIn())
        let known = #""name":"周砚","unit":"信访科","role":"#
        func change(_ request: String, _ role: String) async throws -> Reply {
            let version = try await desk.person.version
            return await desk.post(
                #"{"request":"\#(request)","command":"change_person","id":"a-G003","version":"\#(version)",\#(known)"\#(role)","rank":"三级警监"}"#
            )
        }
        #expect(try await change("r-1", "senior_officer").status == 200)
        #expect(await signedIn())
        #expect(try await change("r-2", "clerk").status == 200)
        #expect(await !signedIn())
        let version = try await desk.person.version
        let lock = #"{"request":"r-3","command":"lock","id":"a-G003","version":"\#(version)"}"#
        #expect(await desk.post(lock).status == 200)
        let stale = await desk.post(lock.replacingOccurrences(of: "r-3", with: "r-4"))
        #expect(stale.status == 409 && stale.code == "staff_changed")
        #expect(try await desk.person.disabledAt != nil)
        try await desk.proves()
    }

    @Test @LoopActor func `A password that is set opens the account, and none keeps it shut`() async throws {
        let desk = try await Administration()
        let file =
            #"{"request":"r-1","table":"people","text":"工号,姓名,角色,单位\r\nL010,谷雨,信访联络员,西苑派出所","trial":false}"#
        #expect(await desk.post(file, to: "/api/staff/import").text.contains(#""done":true"#))
        let signIn = #"{"staffNo":"L010","password":"correct horse"}"#
        #expect(await desk.bench.post("/api/sign-in", signIn).code == "wrong_credentials")
        let empty = #"{"staffNo":"L010","password":""}"#
        #expect(await desk.bench.post("/api/sign-in", empty).status != 200)
        let set = #"{"request":"r-2","command":"set_password","id":"a-L010","password":"correct horse"}"#
        #expect(
            await desk.post(set.replacingOccurrences(of: "correct horse", with: "short")).field == "password")
        #expect(await desk.post(set).status == 200)
        // The wrong tries of before are waited for.
        desk.bench.time.wait(.seconds(60))
        #expect(await desk.bench.post("/api/sign-in", signIn).status == 200)
    }

    @Test @LoopActor func `A file with a fault changes nothing, and one without is taken whole`() async throws
    {
        let desk = try await Administration()
        func send(_ request: String, _ text: String, _ trial: Bool) async -> Reply {
            await desk.post(
                #"{"request":"\#(request)","table":"people","text":"工号,姓名,角色,单位\r\n\#(text)","trial":\#(trial)}"#,
                to: "/api/staff/import")
        }
        let events = try await desk.bench.store.bureauEvents()
        let bad = "L010,谷雨,信访联络员,西苑派出所\\r\\nL011,立夏,联络,西苑派出所"
        for (request, trial) in [("r-1", true), ("r-2", false)] {
            let reply = await send(request, bad, trial)
            #expect(reply.status == 200 && reply.text.contains(#""done":false"#), "\(reply.text)")
            #expect(reply.text.contains(#""code":"bad","column":"role","line":3"#), "\(reply.text)")
        }
        let good = bad.replacingOccurrences(of: "联络,", with: "登记员,")
        #expect(await send("r-3", good, true).text.contains(#""added":2"#))
        #expect(try await desk.bench.store.bureauEvents() == events)
        #expect(await send("r-4", good, false).text.contains(#""done":true"#))
        // Who asks again is told that there is nothing to change; nothing was done twice.
        let again = await send("r-4", good, false)
        #expect(again.text.contains(#""added":0,"changed":0"#) && again.text.contains(#""done":true"#))
        #expect(try await desk.bench.store.accounts().count == 4)
        let quote = await send("r-5", #"L012,\"谷雨"#, true)
        #expect(quote.text.contains(#""code":"quote","line":2"#), "\(quote.text)")
        try await desk.proves()
    }

    @Test @LoopActor func `What is downloaded can be read again, and changes nothing`() async throws {
        let desk = try await Administration()
        _ = await desk.post(
            #"{"request":"r-1","command":"add_unit","name":"科信科","kind":"office"}"#)
        _ = await desk.post(
            #"{"request":"r-2","command":"add_person","staffNo":"L010","name":"=1+1","role":"liaison","unit":"科信科","rank":"@x","phone":"+86 10-1234"}"#
        )
        for table in StaffTable.allCases {
            let file = await desk.get("/api/staff/\(table.rawValue).csv")
            #expect(file.contentType == "text/csv; charset=utf-8" && file.text.hasPrefix("\u{FEFF}"))
            #expect(!file.text.contains(",=") && !file.text.contains(",@") && !file.text.contains(",+"))
            let judged = try await StaffDesk(store: desk.bench.store, of: .main).read(
                table, of: file.text, isTrial: true, at: desk.bench.time.now)
            #expect(judged.faults.isEmpty && judged.added == 0 && judged.changed == 0 && judged.rows > 0)
        }
    }

    @Test @LoopActor func `An administrator works on the own bureau alone`() async throws {
        let desk = try await Administration()
        let harbour = Bureau(id: BureauID("harbour"), name: "海港分局", phone: "110", mark: "港信")
        try await desk.bench.store.put(harbour, at: desk.bench.time.now)
        _ = try await desk.bench.signedIn(.clerk, "H001", unit: "信访科", of: harbour.id)
        #expect(await !desk.get().text.contains("H001"))
        let lock = #"{"request":"r-1","command":"lock","id":"a-H001","version":"1"}"#
        #expect(await desk.post(lock).code == "not_found")
        let taken =
            #"{"request":"r-2","command":"add_person","staffNo":"H001","name":"谷雨","role":"clerk","unit":"信访科"}"#
        #expect(await desk.post(taken).code == "taken")
    }
}
