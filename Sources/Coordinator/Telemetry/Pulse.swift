import CoreMetrics
import Mediation
import Telemetry
import Transport

/// Reports what was counted, every ten seconds, by the wheel that everything waits on.
@LoopActor
final class Pulse {
    static let interval = Span.seconds(10)

    private var reporter: Reporter
    private let sockets: any Sockets
    private let read: @LoopActor () -> ServerReadings
    private var cancel: (@LoopActor () -> Void)?

    init(
        to factory: any MetricsFactory, sockets: any Sockets,
        reading: @escaping @LoopActor () -> ServerReadings
    ) {
        reporter = Reporter(to: factory)
        self.sockets = sockets
        read = reading
    }

    /// Begins to report, until `stop`.
    func start() {
        cancel = sockets.after(milliseconds: Self.interval.milliseconds) { [weak self] in
            self?.report()
            self?.start()
        }
    }

    /// Reports once more: what was done since the last time is told too.
    func stop() {
        cancel?()
        cancel = nil
        report()
    }

    private func report() { reporter.report(read()) }
}
