import Cryptography
import Mediation
import Synchronization
import Testing
import Transport

@testable import Coordinator

@Suite("Wrong tries, and whom they slow", .timeLimit(.minutes(10)))
struct TryTests {
    private let now = Instant(milliseconds: 1_773_282_000_000)

    @Test func aTryCountsFromTheMomentItIsTakenUp() {
        var throttle = Throttle<String>()
        #expect(throttle.wait(for: "a", at: now) == nil)
        throttle.begin("a", at: now)
        #expect(throttle.wait(for: "a", at: now) != nil)
        #expect(throttle.wait(for: "b", at: now) == nil)
        throttle.failed("a", at: now)
        #expect(throttle.wait(for: "a", at: now) == Span(milliseconds: 100))
        throttle.withdraw("a")
        #expect(throttle.wait(for: "a", at: now) == Span(milliseconds: 100))
        throttle.succeeded("a")
        #expect(throttle.wait(for: "a", at: now) == nil)
    }

    @Test func theWaitDoublesToTwentyFiveSecondsAndTheBookStaysSmall() {
        var throttle = Throttle<Int>(most: 100)
        var waits: [Int64] = []
        for _ in 0..<12 {
            throttle.failed(-1, at: now)
            waits.append(throttle.wait(for: -1, at: now)?.milliseconds ?? 0)
        }
        #expect(waits == [100, 200, 400, 800, 1600, 3200, 6400, 12800, 25000, 25000, 25000, 25000])
        for key in 0..<10_000 { throttle.failed(key, at: now) }
        #expect(throttle.wait(for: -1, at: now) == .seconds(25))
    }

    @Test(
        "one place has one name, however its address is spelled",
        arguments: [
            ("192.0.2.7", "192.0.2.7:4711"), ("192.0.2.7", "::ffff:192.0.2.7"),
            ("2001:DB8::1", "2001:db8:0:0:5::9"),
            ("2001:db8::1", "[2001:0db8::2]:443"),
        ])
    func addressesAreComparedAsAddresses(one: String, other: String) throws {
        #expect(NetworkAddress(one)?.group == NetworkAddress(other)?.group)
        #expect(NetworkAddress(one) != nil)
        #expect(NetworkAddress("2001:db8::1")?.group != NetworkAddress("2001:db8:0:1::1")?.group)
    }

    @Test func whoComesFromElsewhereIsNotBehindThreeHundred() async throws {
        let queue = HashingQueue(width: 2)
        let attacker = TryOrigin.address(NetworkAddress("192.0.2.1")?.group)
        let honest = TryOrigin.address(NetworkAddress("192.0.2.2")?.group)
        let gate = Latch()
        let order = Order()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<300 {
                group.addTask {
                    do {
                        try await queue.run(for: attacker) {
                            await gate.pass()
                            order.note("attacker")
                        }
                        return true
                    } catch is SlowDown {
                        return false
                    }
                }
            }
            await gate.waitForSomebody()
            // One of them is at work and four wait; the other place is free for whoever is somebody else.
            try await queue.run(for: honest) { order.note("honest") }
            #expect(order.names == ["honest"])
            await gate.open()
            var judged = 0
            for try await wasJudged in group where wasJudged { judged += 1 }
            #expect(judged <= 1 + HashingQueue.waitingOfOrigin + 1)
        }
    }

    @Test func whoSharesAnAddressWithAFloodHasAPlaceAllTheSame() async throws {
        let queue = HashingQueue(width: 2)
        let address = TryOrigin.address(NetworkAddress("192.0.2.1")?.group)
        let gate = Latch()
        let order = Order()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let rank: TryRank = number.isMultiple(of: 2) ? .nobody : .failed
                    do {
                        try await queue.run(for: address, rank: rank) {
                            await gate.pass()
                            order.note("flood")
                        }
                    } catch is SlowDown {}
                }
            }
            await gate.waitForSomebody()
            while await queue.load.waiting < HashingQueue.waitingOfOrigin { await Task.yield() }
            group.addTask { try await queue.run(for: address, rank: .fresh) { order.note("honest") } }
            while await !queue.isWaiting(.fresh) { await Task.yield() }
            await gate.open()
            try await group.waitForAll()
        }
        // Behind the one that was at work already, and before all that waited.
        #expect(order.names.firstIndex(of: "honest") == 1)
    }

    @Test func aBrowserThatHasSignedThisPersonInIsItsOwnPlace() throws {
        let browsers = KnownBrowsers(key: try InviteKey(SecretBytes(random: 32)))
        let cookie = browsers.adding("G003", to: nil)
        let mark = try #require(browsers.mark(of: "G003", in: cookie))
        #expect(browsers.mark(of: "G004", in: cookie) == nil)
        // A shared desk carries several; the same person is not added twice.
        let both = browsers.adding("G004", to: cookie)
        #expect(browsers.mark(of: "G003", in: both) == mark && browsers.mark(of: "G004", in: both) != nil)
        #expect(browsers.adding("G003", to: both).split(separator: "~").count == 2)
        let full = (0..<9).reduce(both) { browsers.adding("H\($1)", to: $0) }
        #expect(full.split(separator: "~").count == KnownBrowsers.most)
        // Nobody makes one, or bends one.
        let others = KnownBrowsers(key: try InviteKey(SecretBytes(random: 32)))
        #expect(others.mark(of: "G003", in: cookie) == nil)
        for bent in ["", "x", "~~", cookie + "A", cookie.uppercased(), "a.b.c"] {
            #expect(browsers.mark(of: "G003", in: bent) == nil || bent == cookie)
        }
    }
}

/// Who was at work, in order.
private final class Order: Sendable {
    private let all = Mutex<[String]>([])
    var names: [String] { all.withLock { $0 } }
    func note(_ name: String) { all.withLock { $0.append(name) } }
}

/// Holds whoever comes until it is opened.
private actor Latch {
    private var isOpen = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        guard !isOpen else { return }
        await withCheckedContinuation {
            held.append($0)
            for watcher in watchers { watcher.resume() }
            watchers = []
        }
    }

    func waitForSomebody() async {
        guard held.isEmpty else { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func open() {
        isOpen = true
        for one in held { one.resume() }
        held = []
    }
}
