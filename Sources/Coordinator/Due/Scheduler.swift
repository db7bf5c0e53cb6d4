import Logging
import Mediation
import Transport

/// Work that falls due outside rooms. Its work is what the store says is due: what was done is seen there and not done again,
/// however often and after whatever crash it is asked.
protocol Duty: Sendable {
    /// As it stands in the operator's log.
    var name: String { get }
    /// How long it may be left alone after it was done. Asked more often it finds nothing to do.
    var pause: Span { get }
    /// Does what is due at `now`. What it can't do it throws; the rest of it is done at the next try.
    func perform(at now: Instant) async throws
}

/// Asks each duty at its time, one after another and so that people's requests come first: what is due here is due to the day.
///
/// Time is the one clock's. Each minute the next times are compared with it, and no time may lie farther ahead than the duty's
/// pause: a clock that is set, forward or back, delays nothing for longer than that (docs/decisions/0009-clocks.md).
@LoopActor
final class Scheduler {
    /// How often the clock is looked at. The first look is one of these after the start: after a restart everybody comes back, and they
    /// come first.
    static let look = Span.minutes(1)
    /// A duty that failed is asked again after this, and twice as long after each failure more, up to its pause.
    static let retry = Span.minutes(1)

    private struct Entry {
        let duty: any Duty
        var at: Instant
        var failures = 0
    }

    private var entries: [Entry]
    private let sockets: any Sockets
    private let clock: Clock
    private let logger: Logger
    private var cancel: (@LoopActor () -> Void)?
    private var isStopped = false
    /// Duties that were done, and tries that failed, since the start.
    private(set) var tally: (done: Int64, failed: Int64) = (0, 0)
    /// The look under way; the next begins after it.
    private(set) var running: Task<Void, Never>?

    init(_ duties: [any Duty], sockets: any Sockets, clock: Clock, logger: Logger) {
        entries = duties.map { Entry(duty: $0, at: clock.now) }
        self.sockets = sockets
        self.clock = clock
        self.logger = logger
    }

    /// Begins to look, each minute until `stop`.
    func start() {
        cancel = sockets.after(milliseconds: Self.look.milliseconds) { [weak self] in
            guard let self else { return }
            self.start()
            if self.running == nil { self.running = Task { @LoopActor in await self.lookOnce() } }
        }
    }

    /// No look begins any more; one under way ends by itself.
    func stop() {
        isStopped = true
        cancel?()
        cancel = nil
    }

    private func lookOnce() async {
        for index in entries.indices where !isStopped && isDue(entries[index]) { await ask(index) }
        running = nil
    }

    private func isDue(_ entry: Entry) -> Bool {
        let now = clock.now
        return entry.at <= now || entry.at.since(now) > entry.duty.pause
    }

    private func ask(_ index: Int) async {
        let duty = entries[index].duty
        do {
            try await duty.perform(at: clock.now)
            tally.done += 1
            entries[index].failures = 0
            entries[index].at = clock.now.adding(duty.pause)
        } catch  where isStopped {
            // The store is being closed; the next start finds what is left.
            return
        } catch {
            tally.failed += 1
            entries[index].failures += 1
            let doubled = Self.retry.milliseconds << min(entries[index].failures - 1, 20)
            entries[index].at = clock.now.adding(
                Span(milliseconds: min(doubled, duty.pause.milliseconds)))
            logger.error(
                "what is due could not be done", metadata: ["duty": "\(duty.name)", "error": "\(error)"])
        }
    }
}
