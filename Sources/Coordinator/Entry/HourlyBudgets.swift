import Mediation
import Transport
import Wire

/// How often an hour something may be done that other people's pages and the journal pay for. The numbers are far above
/// an honest hour; they are counted in memory, so that a restart begins a new hour.
@LoopActor
final class HourlyBudgets {
    /// What is counted, each for one case, session or seat.
    enum Act: Hashable {
        case launch(CaseID)
        case invite(SessionID)
        case revoke(SessionID, SeatNumber)
        case reissue(SessionID, SeatNumber)

        var anHour: Int {
            switch self {
            case .launch: WireLimits.launchesAnHour
            case .invite: WireLimits.invitationsAnHour
            case .revoke, .reissue: WireLimits.linkChangesAnHour
            }
        }
    }

    /// When each was done within the last hour, oldest first.
    private var done: [Act: [Instant]] = [:]
    private static let hour = Span.hours(1)
    /// Beyond this the acts of more than an hour ago are thrown out before another is counted.
    private static let most = 1000

    /// Counts one more, before it is done: many at once are counted too. Throws `SlowDown` when the hour is used up.
    func spend(_ act: Act, at now: Instant) throws(SlowDown) {
        if done.count >= Self.most {
            done = done.filter { $0.value.last.map { now.since($0) < Self.hour } ?? false }
        }
        var times = done[act, default: []]
        times.removeAll { now.since($0) >= Self.hour }
        if times.count >= act.anHour, let first = times.first {
            throw SlowDown(wait: first.adding(Self.hour).since(now))
        }
        times.append(now)
        done[act] = times
    }

    /// Takes back the latest: it was refused, and nobody paid for it.
    func giveBack(_ act: Act) { _ = done[act]?.popLast() }
}
