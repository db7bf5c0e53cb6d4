import Mediation

/// Slows wrong tries down, key by key: 100 ms, doubling to 25 s. Nobody is locked out, and whoever has another key
/// feels nothing of it. A try counts from the moment at which it is taken up and not from its judgement, so that many
/// at once are no way around it.
struct Throttle<Key: Hashable> {
    private struct Record {
        var failures: Int
        var until: Instant
        var isBeingJudged = false
    }

    private var records: [Key: Record] = [:]
    private let most: Int

    /// - Parameter most: records that are kept; those that end first give way.
    init(most: Int = 10_000) { self.most = most }

    /// How long the next try has to wait still; nil when it may come.
    func wait(for key: Key, at now: Instant) -> Span? {
        guard let record = records[key] else { return nil }
        if record.isBeingJudged { return .seconds(1) }
        return record.until > now ? record.until.since(now) : nil
    }

    /// Wrong tries that are remembered of a key.
    func failures(of key: Key) -> Int { records[key]?.failures ?? 0 }

    /// Takes a try up: until it is settled, no other of its key is.
    mutating func begin(_ key: Key, at now: Instant) {
        makeRoom(at: now)
        records[key, default: Record(failures: 0, until: now)].isBeingJudged = true
    }

    /// A try that was taken up, or one that is judged at once, was wrong.
    mutating func failed(_ key: Key, at now: Instant) {
        makeRoom(at: now)
        let failures = min((records[key]?.failures ?? 0) + 1, 20)
        let pause = min(25_000, 100 << min(failures - 1, 8))
        records[key] = Record(failures: failures, until: now.adding(Span(milliseconds: Int64(pause))))
    }

    /// It was right: what was wrong before is forgotten, of this key alone.
    mutating func succeeded(_ key: Key) { records[key] = nil }

    /// It was not judged after all.
    mutating func withdraw(_ key: Key) {
        guard let record = records[key] else { return }
        if record.failures == 0 { records[key] = nil } else { records[key]?.isBeingJudged = false }
    }

    private mutating func makeRoom(at now: Instant) {
        guard records.count >= most else { return }
        records = records.filter { $0.value.isBeingJudged || $0.value.until.adding(.minutes(1)) > now }
        guard records.count >= most else { return }
        let kept = records.sorted { $0.value.until > $1.value.until }.prefix(most / 2)
        records = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
