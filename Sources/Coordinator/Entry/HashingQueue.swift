import Mediation
import Transport

/// Where a try at a password comes from.
enum TryOrigin: Hashable, Sendable {
    /// A browser that has signed this very person in before: no neighbour's wrong tries count for it.
    case browser(String)
    /// Everybody behind one address.
    case address(NetworkAddress.Group?)

    var isKnown: Bool { if case .browser = self { true } else { false } }
}

/// Who goes first where not all can go, the best first. It makes no difference while there is room for everybody.
enum TryRank: Int, Comparable, Sendable {
    /// From a browser that has signed this very person in.
    case knownBrowser
    /// For somebody who has an account (staff numbers are no secret: people read them), and nothing wrong was tried from there.
    case fresh
    /// The same after wrong tries.
    case failed
    /// For nobody.
    case nobody

    static func < (one: TryRank, other: TryRank) -> Bool { one.rawValue < other.rawValue }
}

/// One person's name, tried from one place.
struct TryKey: Hashable, Sendable {
    let origin: TryOrigin
    let staffNo: String
}

/// Lets a few works of hashing run at once (each takes 32 MiB and a tenth of a second of a core), in turn between those
/// who ask: nobody waits behind somebody else's three hundred. What would wait too long is refused at once.
actor HashingQueue {
    private struct Waiter {
        let origin: TryOrigin
        let rank: TryRank
        let go: CheckedContinuation<Bool, Never>
    }

    /// Waiting works of one origin, and of all.
    static let waitingOfOrigin = 4
    static let waitingOfAll = 64

    private let width: Int
    private var running: [TryOrigin: Int] = [:]
    private var waiting: [Waiter] = []
    /// Who was let in when, so that turns go around.
    private var turn: UInt64 = 0
    private var lastTurn: [TryOrigin: UInt64] = [:]
    /// Turns that are remembered while somebody always waits.
    static let turnsKept = 1024

    init(width: Int) { self.width = width }

    /// Works that wait for their turn, and turns that are remembered.
    var load: (waiting: Int, turns: Int) { (waiting.count, lastTurn.count) }

    func isWaiting(_ rank: TryRank) -> Bool { waiting.contains { $0.rank == rank } }

    /// Runs `work` when its turn comes; refuses with `SlowDown` when too much waits already.
    func run<Value: Sendable>(
        for origin: TryOrigin, rank: TryRank = .fresh, _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard await enter(origin, rank) else { throw SlowDown(wait: .seconds(2)) }
        defer { leave(origin) }
        return try await work()
    }

    private func enter(_ origin: TryOrigin, _ rank: TryRank) async -> Bool {
        if waiting.isEmpty, mayRun(origin) {
            start(origin)
            return true
        }
        return await withCheckedContinuation { go in
            waiting.append(Waiter(origin: origin, rank: rank, go: go))
            // Whoever shares an address with a flood has the better rank, and with it one of the address's places.
            let own = waiting.indices.filter { waiting[$0].origin == origin }
            if own.count > Self.waitingOfOrigin,
                let last = own.max(by: { (waiting[$0].rank, $0) < (waiting[$1].rank, $1) })
            {
                refuse(last)
            }
            if waiting.count > Self.waitingOfAll { refuse(leastWelcome) }
            startWhoMay()
        }
    }

    private func leave(_ origin: TryOrigin) {
        let left = (running[origin] ?? 1) - 1
        running[origin] = left > 0 ? left : nil
        startWhoMay()
    }

    /// One place is always free of whoever has one already: an origin never fills the whole width.
    private func mayRun(_ origin: TryOrigin) -> Bool {
        let all = running.values.reduce(0, +)
        return all < width && running[origin, default: 0] < max(1, width - 1)
    }

    private func start(_ origin: TryOrigin) {
        running[origin, default: 0] += 1
        turn += 1
        lastTurn[origin] = turn
        guard lastTurn.count > Self.turnsKept else { return }
        // Who had the oldest turns counts as new: nobody is kept for ever because somebody always asks.
        let oldest = turn - UInt64(Self.turnsKept / 2)
        lastTurn = lastTurn.filter { $0.value > oldest }
    }

    /// The best rank first, then whoever was let in longest ago; of one origin, who came first.
    private func startWhoMay() {
        while let next = next() {
            let waiter = waiting.remove(at: next)
            start(waiter.origin)
            waiter.go.resume(returning: true)
        }
        if waiting.isEmpty, running.isEmpty { lastTurn = [:] }
    }

    private func next() -> Int? {
        waiting.indices.filter { mayRun(waiting[$0].origin) }
            .min { precedence(waiting[$0]) < precedence(waiting[$1]) }
    }

    private func precedence(_ waiter: Waiter) -> (TryRank, UInt64) {
        (waiter.rank, lastTurn[waiter.origin] ?? 0)
    }

    /// The worst rank; of it the newest of the origin that has the most waiting.
    private var leastWelcome: Int {
        let counts = waiting.reduce(into: [TryOrigin: Int]()) { $0[$1.origin, default: 0] += 1 }
        return waiting.indices.max { one, other in
            func weight(_ index: Int) -> (TryRank, Int, Int) {
                (waiting[index].rank, counts[waiting[index].origin] ?? 0, index)
            }
            return weight(one) < weight(other)
        } ?? waiting.startIndex
    }

    private func refuse(_ index: Int) { waiting.remove(at: index).go.resume(returning: false) }
}
