import Cryptography
import Foundation
import Mediation
import Storage
import TestKit
import Testing
import Transport

@testable import Coordinator

/// One way in and one state of the room: every message is said on a socket that came by that way, and what follows is
/// judged by what the socket holds.
@LoopActor
final class AuthorityTable {
    let bench: RoomBench
    private let way: AuthorityTests.Way
    private let state: AuthorityTests.State
    private var host: PeerID?
    private var nextPage = 0
    /// The link of seat 2 as it is good now.
    private var generation = 1

    static let secret = "只有办公室知道的一句话"

    static func open(_ way: AuthorityTests.Way, _ state: AuthorityTests.State) async throws -> AuthorityTable
    {
        let table = AuthorityTable(try await RoomBench.open(), way, state)
        try await table.prepare()
        return table
    }

    private init(_ bench: RoomBench, _ way: AuthorityTests.Way, _ state: AuthorityTests.State) {
        self.bench = bench
        self.way = way
        self.state = state
    }

    private func prepare() async throws {
        if state == .waiting {
            host = await bench.host()
            _ = await bench.guest(2)
        } else {
            host = await bench.table().0
        }
        guard let host else { return }
        _ = await bench.ask(
            host, "secret", #""type":"edit","section":"petitioner","text":"\#(Self.secret)","base":0"#)
        switch state {
        case .waiting, .inSession: break
        case .sealed:
            _ = await bench.ask(host, "wall", #""type":"caucus","members":[3],"minutes":10"#)
        case .paused: _ = await bench.ask(host, "go", #""type":"leave""#)
        case .ended: _ = await bench.ask(host, "end", #""type":"end","reason":"agreement","note":"""#)
        }
        if way == .oldGeneration, state != .ended {
            try await bench.rooms.live(bench.session)?.handle(.reissue(seat: RoomDriver.seat(2)))
            generation = 2
        }
        if way == .revoked, state != .ended {
            try await bench.rooms.live(bench.session)?.handle(.revoke(seat: RoomDriver.seat(2)))
        }
    }

    /// Everything that a page can say, and hellos of all kinds; `%` stands for what is new in each.
    static func messages(_ bench: RoomBench) throws -> [String] {
        var messages = try ProtocolFixture.all("c2s").map(\.text)
        let tail = #""seq":0,"links":[]"#
        for page in ["same", "other"] {
            for takeOver in [false, true] {
                messages.append(
                    #"{"type":"hello","session":"s-1","page":"\#(page)","device":"d-1",\#(tail),"takeOver":\#(takeOver)}"#
                )
                messages.append(
                    #"{"type":"hello","session":"s-1","page":"\#(page)","device":"d-1",\#(tail),"watch":true}"#
                )
                for (seat, generation) in [(2, 1), (2, 2), (3, 1), (3, 7)] {
                    messages.append(
                        #"{"type":"hello","seatCredential":"\#(bench.credential(seat, generation: generation))","page":"\#(page)","device":"d-\#(seat)",\#(tail),"takeOver":\#(takeOver)}"#
                    )
                }
            }
        }
        messages += [
            #"{"type":"hello","seatCredential":"\#(bench.credential(2))","session":"s-1","page":"p","device":"d",\#(tail)}"#,
            #"{"type":"hello"}"#, "{}", "[]", "", "\u{0}", #"{"type":"welcome","seat":1}"#,
        ]
        return messages
    }

    /// A socket by this way, and whether it may hold seat 2 by what it has shown.
    private func arrive() async throws -> PeerID {
        nextPage += 1
        let page = "tab-\(nextPage)"
        let peer = bench.peer(cookies: try await cookies(), at: address)
        switch way {
        case .silent, .otherOfficer, .signedOut, .otherAddress, .officersOtherAddress: break
        case .parked: bench.hello(peer, seat: 2, page: page, device: "d-2")
        case .pending: bench.hello(peer, seat: 2, page: page, device: "d-\(page)", takeOver: true)
        case .watching:
            bench.say(
                #"{"type":"hello","session":"s-1","page":"\#(page)","device":"d-1","seq":0,"links":[],"watch":true}"#,
                peer)
        case .welcomed, .revoked, .oldGeneration, .formerAddress:
            bench.hello(peer, seat: 2, page: page, device: "d-2", takeOver: true)
        case .takenOver:
            bench.hello(peer, seat: 2, page: page, device: "d-2", takeOver: true)
            await answered(peer)
            guard bench.sockets.closed[peer] == nil else { break }
            bench.hello(bench.peer(), seat: 2, page: page + "-newer", device: "d-2", takeOver: true)
            _ = await bench.sockets.waitForClose(of: peer)
        }
        if ![.silent, .otherOfficer, .signedOut, .otherAddress, .officersOtherAddress].contains(way) {
            await answered(peer)
        }
        return peer
    }

    private var address: RoomAddress {
        switch way {
        case .formerAddress: .anyRoom
        case .otherAddress, .officersOtherAddress: .room(SessionID("s-2"))
        default: .room(bench.session)
        }
    }

    private func cookies() async throws -> String? {
        switch way {
        case .watching, .officersOtherAddress: return bench.cookie
        case .signedOut: return "\(Gate.cookieName)=\(SignInToken().cookie)"
        case .otherOfficer: return try await bench.otherOfficersCookie()
        default: return nil
        }
    }

    /// Every hello is answered: by a message or a close.
    private func answered(_ peer: PeerID, beyond count: Int = 0) async {
        while bench.sockets.count(peer) <= count && bench.sockets.closed[peer] == nil { await Task.yield() }
    }

    private var room: Room? { bench.rooms.live(bench.session)?.room }

    func check(_ message: String) async throws {
        // As far apart as people's own acts: no budget is met.
        bench.time.wait(.seconds(10))
        let peer = try await arrive()
        let before = bench.sockets.count(peer)
        let bureauBefore = room?.seat(.bureau)
        let otherBefore = room?.seat(RoomDriver.seat(3))
        let wasOpen = bench.sockets.closed[peer] == nil
        bench.say(message, peer)
        if message.contains(#""hello""#), wasOpen { await answered(peer, beyond: before) }
        let said = bench.sockets.sent[peer, default: []]
        let about = Comment(rawValue: "\(way), \(state): \(message.prefix(120))")
        // Nobody here is the officer, and nobody holds seat 3's link but by that message itself.
        #expect(room?.seat(.bureau) == bureauBefore, about)
        if !message.contains(bench.credential(3)) {
            #expect(room?.seat(RoomDriver.seat(3))?.page == otherBefore?.page, about)
        }
        for text in said where text.contains(#""type":"welcome""#) {
            // Whoever they are, and whatever they hold: they came to another room.
            #expect(address != .room(SessionID("s-2")), about)
            let seat = try JSONDecoder().decode(Welcomed.self, from: Data(text.utf8)).seat
            let mayLook = way == .watching && seat == 1
            let isOwn = seat == 2 && bearsLink(of: 2, message)
            let isThird = seat == 3 && message.contains(bench.credential(3))
            #expect(mayLook || isOwn || isThird, about)
        }
        guard way != .watching else { return }
        for text in said {
            #expect(!text.contains(Self.secret) && !text.contains("d-1\""), about)
        }
    }

    private struct Welcomed: Decodable { let seat: Int }

    /// Whether this socket, or what it said just now, showed a link of that seat that opens.
    private func bearsLink(of seat: Int, _ message: String) -> Bool {
        let isGood = way != .revoked
        let came = [.parked, .pending, .welcomed, .takenOver, .formerAddress].contains(way)
        return isGood && (came || message.contains(bench.credential(seat, generation: generation)))
    }
}
