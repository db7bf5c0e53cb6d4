import Mediation
import Transport

/// Slows failed tries of one address down: 100 ms, doubling to 25 s; a success is never slowed and nobody is locked
/// out (signaling.md, "Connection"). IPv6 addresses count by their /64.
@LoopActor
final class Throttle {
    private struct Record {
        var failures: Int
        var until: Instant
    }

    private var records: [String: Record] = [:]
    private static let most = 10_000

    /// Refuses with the wait when the address has to wait still; nil when it may try.
    func wait(for address: String, at now: Instant) -> Span? {
        guard let record = records[Self.key(address)], record.until > now else { return nil }
        return record.until.since(now)
    }

    func failed(_ address: String, at now: Instant) {
        if records.count >= Self.most {
            records = records.filter { $0.value.until.adding(.minutes(1)) > now }
        }
        let key = Self.key(address)
        let failures = min((records[key]?.failures ?? 0) + 1, 20)
        let pause = min(25_000, 100 << min(failures - 1, 8))
        records[key] = Record(failures: failures, until: now.adding(Span(milliseconds: Int64(pause))))
    }

    func succeeded(_ address: String) { records[Self.key(address)] = nil }

    private static func key(_ address: String) -> String {
        guard address.contains(":") else { return address }
        return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(
            separator: ":")
    }
}
