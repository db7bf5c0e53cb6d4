import Foundation
import Mediation
import Testing
import Transport

@testable import Coordinator

/// A room's address carries its session (docs/protocol.md, 1.4 and 2): it gives no right, and leads to no other room.
@Suite(.timeLimit(.minutes(10))) struct RoomAddressTests {
    init() { LoopActor.startThread() }

    @Test(arguments: ["s-1", "A_z-09", String(repeating: "x", count: 64)])
    func `an address names the session that stands in it`(name: String) {
        #expect(RoomAddress(place: name) == .room(SessionID(name)))
    }

    @Test(
        arguments: [
            "", " ", ".", "..", "s.1", "s-1.2", "s/1", "s%2D1", "会话", "s-1\u{0}", "s-1\n", "ｓ-1",
            String(repeating: "x", count: 65),
        ])
    func `what no session can be called is no room's address`(name: String) {
        #expect(RoomAddress(place: name) == nil)
    }

    @Test func `the former address names no room and the check lets every session pass`() throws {
        let former = try #require(RoomAddress(place: nil))
        #expect(former == .anyRoom)
        try former.check(SessionID("s-1"))
        try RoomAddress.room(SessionID("s-1")).check(SessionID("s-1"))
        #expect(throws: Refusal(.otherSession)) {
            try RoomAddress.room(SessionID("s-1")).check(SessionID("S-1"))
        }
    }

    private func officer(_ session: String, page: String = "page-1", watch: Bool = false) -> String {
        #"{"type":"hello","session":"\#(session)","page":"\#(page)","device":"d-1","seq":0,"links":[],"#
            + #""takeOver":\#(!watch),"watch":\#(watch)}"#
    }

    @Test(arguments: [true, false]) @LoopActor
    func `a hello to another room than the address names is refused by name and closed`(isWatching: Bool)
        async throws
    {
        let bench = try await RoomBench.open()
        for address in ["s-2", "S-1", "s-11"] {
            let room = RoomAddress.room(SessionID(address))
            let host = bench.peer(cookies: bench.cookie, at: room)
            bench.say(officer("s-1", watch: isWatching), host)
            let guest = bench.peer(at: room)
            bench.hello(guest, seat: 2, page: "p", device: "d-2")
            for peer in [host, guest] {
                #expect(await bench.sockets.waitForClose(of: peer) == .notSignedIn)
                let said = bench.sockets.sent[peer, default: []]
                #expect(said.count == 1 && said.allSatisfy { $0.contains(#""code":"other_session""#) })
            }
        }
        #expect(bench.rooms.live(bench.session)?.room.seats.allSatisfy { $0.presence == .away } != false)
    }

    @Test @LoopActor
    func `a socket at a room's address takes a later hello to no other room`() async throws {
        let bench = try await RoomBench.open()
        let other = SessionID("s-2")
        let watcher = bench.peer(cookies: bench.cookie)
        bench.say(officer("s-1", watch: true), watcher)
        _ = await bench.sockets.wait(watcher, for: #""type":"welcome""#)
        bench.say(officer(other.text, watch: true), watcher)
        #expect(await bench.sockets.wait(watcher, for: "refused").contains("not_permitted"))
        // One that was asked to wait may say hello again: that one is held to the address too.
        _ = await bench.guest(2)
        let parked = bench.peer()
        bench.hello(parked, seat: 2, page: "p2", device: "d-2")
        _ = await bench.sockets.wait(parked, for: "open_in_other_tab")
        let credential = bench.gate.credential(session: other, seat: .init(2) ?? .bureau, generation: 1)
        bench.say(
            #"{"type":"hello","seatCredential":"\#(credential)","page":"p2","device":"d-2","seq":0,"links":[]}"#,
            parked)
        _ = await bench.sockets.wait(parked, for: "other_session")
        #expect(await bench.sockets.waitForClose(of: parked) == .notSignedIn)
    }

    @Test(arguments: [true, false]) @LoopActor
    func `both addresses let in the same people, with the same right`(isFormer: Bool) async throws {
        let bench = try await RoomBench.open()
        let room: RoomAddress = isFormer ? .anyRoom : .room(bench.session)
        let host = bench.peer(cookies: bench.cookie, at: room)
        bench.say(officer("s-1"), host)
        #expect(await bench.sockets.wait(host, for: "welcome").contains(#""seat":1"#))
        let guest = bench.peer(at: room)
        bench.hello(guest, seat: 2, page: "p", device: "d-2")
        #expect(await bench.sockets.wait(guest, for: "welcome").contains(#""seat":2"#))
        let nobody = bench.peer(at: room)
        bench.say(officer("s-1"), nobody)
        #expect(await bench.sockets.wait(nobody, for: "refused").contains("not_signed_in"))
        let stranger = bench.peer(cookies: try await bench.otherOfficersCookie(), at: room)
        bench.say(officer("s-1"), stranger)
        #expect(await bench.sockets.wait(stranger, for: "refused").contains("not_permitted"))
    }

    // MARK: Links

    private struct Launched: Decodable {
        struct Invite: Decodable { let link: String }
        let invites: [Invite]
    }

    @LoopActor private func link(_ bench: RouteBench, _ path: String) async throws -> String {
        let session = try JSONDecoder().decode(Launched.self, from: Data(await bench.get(path).text.utf8))
        return String(try #require(session.invites.first?.link.split(separator: "#").last))
    }

    @Test @LoopActor func `a link opens at its session's address and at the former one alike`() async throws {
        let bench = try await RouteBench.open()
        let session = try await bench.launched()
        let link = try await link(bench, session.path)
        let body = #"{"link":"\#(link)"}"#
        let own = await bench.post("/api/invites/\(session.id)/open", body)
        let former = await bench.post("/api/invites/open", body)
        #expect(own.status == 200 && own.text == former.text)
        for wrong in ["/api/invites/\(session.id)/open/", "/api/invites/\(session.id)", "/api/invites//open"]
        {
            #expect(await bench.post(wrong, body).code == "not_found", "\(wrong)")
        }
    }

    @Test @LoopActor
    func `a link at another session's address is refused by name, with the number to call, and is no try`()
        async throws
    {
        let bench = try await RouteBench.open()
        let one = try await bench.launched("l-1")
        let two = try await bench.launched("l-2")
        let link = try await link(bench, one.path)
        let bent = String(link.dropLast()) + (link.hasSuffix("A") ? "B" : "A")
        for session in [two.id.text, "s-none"] {
            for _ in 0..<20 {
                for text in [link, bent] {
                    let reply = await bench.post(
                        "/api/invites/\(session)/open", #"{"link":"\#(text)"}"#)
                    #expect(reply.status == 400 && reply.code == "other_session")
                    #expect(reply.text.contains("100-0000-0110"))
                }
            }
        }
        #expect(await bench.post("/api/invites/a.b/open", #"{"link":"\#(link)"}"#).code == "not_found")
        // A wrong secret at its own address is a try, whichever address it comes by; a right link opens all the same.
        let own = "/api/invites/\(one.id)/open"
        #expect(await bench.post(own, #"{"link":"\#(bent)"}"#).code == "link_unknown")
        #expect(await bench.post("/api/invites/open", #"{"link":"\#(bent)"}"#).code == "slow_down")
        #expect(await bench.post(own, #"{"link":"\#(bent)"}"#).code == "slow_down")
        #expect(await bench.post(own, #"{"link":"\#(link)"}"#).status == 200)
    }
}
