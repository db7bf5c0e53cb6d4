import Mediation
import Wire

/// What one seat may ask of the server and of the others, over all of its sockets, pages and links: what it writes into the
/// journal, what it makes others be told, and what it sends them. An honest hour, with a network that flaps and every
/// link renewed all the time, stays far below (docs/protocol.md, section 5).
struct SeatBudget {
    /// Of a hello, each of which may write two entries.
    private static let hello = RateLimit.Allowance(oneEach: .seconds(3), burst: 60)
    /// Of what an invited person asks of the room.
    private static let guestCommand = RateLimit.Allowance(oneEach: .seconds(2), burst: 60)
    /// Of what the bureau asks: it types the minutes, and each pause of its fingers is a command.
    private static let bureauCommand = RateLimit.Allowance(oneEach: Span(milliseconds: 100), burst: 600)
    /// Of what a page tells unasked: its tracks, and what its links measure.
    private static let report = RateLimit.Allowance(oneEach: Span(milliseconds: 500), burst: 60)

    private let command: RateLimit.Allowance
    private let signal: RateLimit.Allowance
    private var hellos: RateLimit
    private var commands: RateLimit
    private var reports: RateLimit
    private var signals: RateLimit

    /// - Parameter messagesPerSecond: of one socket, as the operator has chosen; signals' bytes keep their proportion to it.
    init(of seat: SeatNumber, messagesPerSecond: Int, at now: Instant) {
        command = seat == .bureau ? Self.bureauCommand : Self.guestCommand
        let scale = max(1, messagesPerSecond / WireLimits.messageRate)
        signal = RateLimit.Allowance(
            bytesPerMillisecond: WireLimits.signalBytesPerMillisecond * scale,
            burst: WireLimits.signalBurst * scale)
        hellos = RateLimit(Self.hello, at: now)
        commands = RateLimit(command, at: now)
        reports = RateLimit(Self.report, at: now)
        signals = RateLimit(signal, at: now)
    }

    /// Each takes one out; false when there is none left.
    mutating func takeHello(at now: Instant) -> Bool { hellos.take(of: Self.hello, at: now) }
    mutating func takeCommand(at now: Instant) -> Bool { commands.take(of: command, at: now) }
    mutating func takeReport(at now: Instant) -> Bool { reports.take(of: Self.report, at: now) }
    /// The bytes of a signal's body.
    mutating func takeSignal(bytes: Int, at now: Instant) -> Bool {
        signals.take(bytes, of: signal, at: now)
    }
}
