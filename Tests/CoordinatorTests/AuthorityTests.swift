import Cryptography
import Mediation
import Storage
import StorageSQLite
import TestKit
import Testing
import Transport
import Vault
import Wire

@testable import Coordinator

@Suite("For whom a socket speaks", .serialized, .timeLimit(.minutes(10)))
struct AuthorityTests {
    init() { LoopActor.startThread() }

    /// How a socket came to be where it is, and whose seat it may get by what it holds.
    enum Way: String, CaseIterable, Sendable {
        case silent, parked, pending, watching, welcomed, takenOver, revoked, oldGeneration, signedOut,
            otherOfficer, formerAddress, otherAddress, officersOtherAddress
    }

    enum State: String, CaseIterable, Sendable { case waiting, inSession, sealed, paused, ended }

    @Test(
        "every message, by every way in, in every state, gets nobody a seat that is not theirs",
        arguments: Way.allCases, State.allCases)
    @LoopActor func everyMessageByEveryWay(way: Way, state: State) async throws {
        let table = try await AuthorityTable.open(way, state)
        for message in try AuthorityTable.messages(table.bench) {
            try await table.check(message)
        }
    }

    @Test @LoopActor func aRefusedHelloLeavesNoDoorToTheOfficersSeat() async throws {
        let bench = try await RoomBench.open()
        _ = await bench.host()
        let held = await bench.guest(2)
        let stranger = bench.peer()
        bench.hello(stranger, seat: 2, page: "p2", device: "d-2")
        _ = await bench.sockets.wait(stranger, for: "open_in_other_tab")
        bench.say(
            #"{"type":"hello","session":"s-1","page":"p3","device":"d2","seq":0,"links":[],"takeOver":true}"#,
            stranger)
        #expect(await bench.sockets.waitForClose(of: stranger) == .notSignedIn)
        #expect(bench.sockets.sent[stranger]?.contains { $0.contains("welcome") } == false)
        #expect(bench.sockets.closed[held] == nil)
    }

    @Test @LoopActor func aParkedSocketCanOnlyGoOnAsWhoItIs() async throws {
        let bench = try await RoomBench.open()
        _ = await bench.guest(2)
        let newer = bench.peer()
        bench.hello(newer, seat: 2, page: "p2", device: "d-2")
        _ = await bench.sockets.wait(newer, for: "open_in_other_tab")
        bench.hello(newer, seat: 2, page: "p2", device: "d-2", takeOver: true)
        _ = await bench.sockets.wait(newer, for: #""type":"welcome""#)
        let other = bench.peer()
        bench.hello(other, seat: 2, page: "p9", device: "d-2")
        _ = await bench.sockets.wait(other, for: "open_in_other_tab")
        bench.hello(other, seat: 3, page: "p9", device: "d-2", takeOver: true)
        #expect(await bench.sockets.waitForClose(of: other) == .notSignedIn)
    }

    @Test @LoopActor func signingOutEndsLiveSocketsAtOnceAndNoneThatIsBeingJudgedGetsIn() async throws {
        let bench = try await RoomBench.open()
        let host = await bench.host()
        let watcher = bench.peer(cookies: bench.cookie)
        bench.say(
            #"{"type":"hello","session":"s-1","page":"w","device":"d-1","seq":0,"links":[],"watch":true}"#,
            watcher)
        _ = await bench.sockets.wait(watcher, for: #""type":"welcome""#)
        let judged = bench.peer(cookies: bench.cookie)
        bench.say(
            #"{"type":"hello","session":"s-1","page":"q","device":"d-1","seq":0,"links":[],"takeOver":true}"#,
            judged)
        let token = try #require(bench.gate.token(inCookies: bench.cookie))
        bench.door.end(signIn: token.digest)
        for peer in [host, watcher, judged] {
            #expect(await bench.sockets.waitForClose(of: peer) == .notSignedIn)
        }
        #expect(bench.sockets.sent[judged]?.contains { $0.contains("welcome") } == false)
    }

    @Test(
        "a sign-in that ends by time, by a disabled account or by a new password ends its sockets",
        arguments: ["time", "disabled", "password"])
    @LoopActor func anEndedSignInEndsItsSockets(how: String) async throws {
        let bench = try await RoomBench.open()
        let host = await bench.host()
        await bench.door.reviewSignIns()
        #expect(bench.sockets.closed[host] == nil)
        switch how {
        case "time": bench.time.wait(.hours(13))
        case "disabled":
            try await bench.elsewhere { try await $0.disable(AccountID("a-G003"), at: bench.time.now) }
        default:
            try await bench.elsewhere {
                try await $0.setPassword(of: AccountID("a-G003"), hash: "y", at: bench.time.now)
            }
        }
        await bench.door.reviewSignIns()
        #expect(await bench.sockets.waitForClose(of: host) == .notSignedIn)
    }

    @Test(
        "whoever holds the seat when a link dies is shown out, and who asks for it too",
        arguments: [true, false])
    @LoopActor func aLinkThatDiesLeavesNoPageWelcomed(isReissued: Bool) async throws {
        let bench = try await RoomBench.open()
        let host = try #require(bench.rooms.live(bench.session))
        let older = await bench.guest(2)
        // One that takes over, one that asks, one that waits for the officer: all in the same moment as the end of the link.
        let newer = bench.peer()
        bench.hello(newer, seat: 2, page: "newer", device: "d-2", takeOver: true)
        let parked = bench.peer()
        bench.hello(parked, seat: 2, page: "parked", device: "d-2")
        let elsewhere = bench.peer()
        bench.hello(elsewhere, seat: 2, page: "elsewhere", device: "d-9", takeOver: true)
        _ = await bench.sockets.wait(elsewhere, for: "pending")
        try await host.handle(
            isReissued ? .reissue(seat: RoomDriver.seat(2)) : .revoke(seat: RoomDriver.seat(2)))
        for peer in [newer, parked, elsewhere] {
            #expect(await bench.sockets.waitForClose(of: peer) == .removed)
        }
        #expect(await bench.sockets.waitForClose(of: older) == .takenOver)
        let late = bench.peer()
        bench.hello(late, seat: 2, page: "late", device: "d-2")
        #expect(await bench.sockets.waitForClose(of: late) == .removed)
        #expect(host.room.seat(RoomDriver.seat(2))?.presence == .away)
    }

    @Test @LoopActor func whoGoesWhileItsArrivalIsBeingKeptLeavesNoGhost() async throws {
        let bench = try await RoomBench.open()
        let host = await bench.host()
        let guest = bench.peer()
        bench.hello(guest, seat: 2, page: "p", device: "d-2")
        // Judged, and its arrival under way to the store.
        while bench.rooms.live(bench.session)?.room.seat(RoomDriver.seat(2))?.presence == .away {
            await Task.yield()
        }
        bench.door.closed(guest)
        _ = await bench.sockets.wait(host, for: #""presence":"lost""#)
        #expect(bench.rooms.live(bench.session)?.room.seat(RoomDriver.seat(2))?.presence == .lost)
    }

    @Test @LoopActor func aHelloWhoseCommitFailsIsAnsweredAndClosed() async throws {
        let bench = try await RoomBench.open()
        _ = await bench.host()
        try await bench.store.close()
        let guest = bench.peer()
        bench.hello(guest, seat: 2, page: "p", device: "d-2")
        #expect(await bench.sockets.waitForClose(of: guest) == .fault)
        #expect(bench.sockets.sent[guest]?.last?.contains("store_failed") == true)
    }

    @Test(
        "a page's name carries no other device to the seat, whether its own page is there, lost or gone",
        arguments: ["here", "lost", "restarted"])
    @LoopActor func thePageOfAnotherDeviceIsNobody(how: String) async throws {
        let bench = try await RoomBench.open()
        let (_, petitioner, _) = await bench.table()
        if how == "lost" { bench.door.closed(petitioner) }
        if how == "restarted" { bench.restart() }
        let other = bench.peer()
        bench.hello(other, seat: 2, page: "page-2", device: "another")
        #expect(await bench.sockets.waitForClose(of: other) == .notSignedIn)
        #expect(bench.sockets.sent[other]?.contains { $0.contains("welcome") } == false)
        #expect(how != "here" || bench.sockets.closed[petitioner] == nil)
        let own = bench.peer()
        bench.hello(own, seat: 2, page: "page-2", device: "d-2")
        #expect(await bench.sockets.wait(own, for: "welcome").contains("admitted"))
    }

    @Test @LoopActor func aLinkParksFewSocketsAndASocketMakesOneClaim() async throws {
        let bench = try await RoomBench.open()
        _ = await bench.host()
        _ = await bench.guest(2)
        var parked: [PeerID] = []
        for number in 0..<12 {
            let peer = bench.peer()
            bench.hello(peer, seat: 2, page: "tab-\(number)", device: "d-2")
            _ = await bench.sockets.wait(peer, for: "open_in_other_tab")
            parked.append(peer)
        }
        #expect(parked.count { bench.sockets.closed[$0] == nil } == Callers.questionsOfSeat)
        let claimant = bench.peer()
        for number in 0..<20 {
            bench.hello(claimant, seat: 2, page: "x", device: "other-\(number)", takeOver: true)
        }
        _ = await bench.sockets.wait(claimant, for: "pending")
        bench.hello(claimant, seat: 2, page: "x", device: "another", takeOver: true)
        _ = await bench.sockets.waitForClose(of: claimant)
        #expect(bench.rooms.live(bench.session)?.room.table.claims.count ?? 9 <= 1)
    }
}
