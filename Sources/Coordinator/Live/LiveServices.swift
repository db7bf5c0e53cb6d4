import Cryptography
import Logging
import Mediation
import Storage
import Transport
import Wire

/// What every room needs from outside of it.
@LoopActor
final class LiveServices {
    let configuration: Configuration
    let store: any Store
    let cases: CaseDesk
    let sockets: any Sockets
    let clock: Clock
    let logger: Logger
    let codec = RoomCodec()
    let signalRules: SignalBody.Rules
    var tally = RoomsTally()
    /// Takes a room that ended or failed out of the registry.
    var forget: @LoopActor (SessionID) -> Void = { _ in }

    init(
        configuration: Configuration, store: any Store, cases: CaseDesk, sockets: any Sockets, clock: Clock,
        logger: Logger
    ) {
        self.configuration = configuration
        self.store = store
        self.cases = cases
        self.sockets = sockets
        self.clock = clock
        self.logger = logger
        signalRules = SignalBody.Rules(
            isRelayed: configuration.relay != nil,
            relayAddresses: configuration.relay?.addresses.map { Array($0.utf8) } ?? [])
    }

    /// Tells of a refusal, which is counted.
    func refused(_ refusal: Refusal, id: CommandID? = nil) -> ServerMessage {
        tally.count(refusal.code)
        return .refused(refusal, id: id)
    }

    /// Fresh credentials of who holds a seat, or the word that links run without a relay.
    func relayAccess(for holder: String, at now: Instant) -> RelayAccess {
        guard let relay = configuration.relay else {
            return RelayAccess(policy: "all", servers: [], expiresAt: now.adding(.days(1)))
        }
        let credentials = TurnCredentials(sharedSecret: relay.secret)
        let (username, credential) = credentials.issue(
            seatTag: credentials.tag(of: holder), now: now.milliseconds / 1000,
            lifetime: ConnectionTimes.relayLifetime.milliseconds / 1000)
        return RelayAccess(
            policy: "relay",
            servers: [RelayAccess.Server(urls: relay.urls, username: username, credential: credential)],
            expiresAt: now.adding(ConnectionTimes.relayLifetime))
    }
}
