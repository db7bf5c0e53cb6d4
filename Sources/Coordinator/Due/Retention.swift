import Mediation
import Storage

/// What is kept for a time only: sign-ins that have expired, requests that nobody repeats any more.
struct Retention: Duty {
    /// How long a request is known by its id (docs/protocol.md, 1.0).
    static let requestLife = Span.days(30)

    let name = "retention"
    let pause = Span.hours(24)
    let store: any Store

    func perform(at now: Instant) async throws {
        try await store.removeExpiredSignIns(now: now)
        try await store.forgetAnswers(
            before: now.adding(Span(milliseconds: -Self.requestLife.milliseconds)))
    }
}
