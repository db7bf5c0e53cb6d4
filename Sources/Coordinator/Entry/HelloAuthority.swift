import Mediation
import Transport
import Wire

/// The one place that says for whom a hello may speak. It is asked for each hello, whatever the socket has said before
/// and whatever state it is in, and takes nothing from the socket but its cookie and the address that it was opened at.
@LoopActor
struct HelloAuthority {
    let gate: Gate
    let rooms: Rooms

    /// What a hello was found to be.
    struct Finding {
        let host: RoomHost
        let speaker: Speaker
        /// When the sign-in behind it ends; nil for a guest.
        let standsUntil: Instant?
    }

    /// Judges cookie, role and session of an officer; secret, generation, revocation and standing of a guest. Refusals:
    /// `not_signed_in`, `other_session`, `not_permitted`, `not_found`, `session_over`, and those of `Room.judge`.
    func judge(_ hello: ClientMessage.Hello, cookies: String?, at room: RoomAddress) async throws -> Finding {
        if let session = hello.session {
            try room.check(session)
            let signedIn = try await gate.signedIn(cookies: cookies)
            let host = try await rooms.host(session)
            guard host.room.founding.hostAccount == signedIn.account.id,
                Authority.permits(signedIn.account.role, .hostSession)
            else { throw Refusal(.notPermitted) }
            return Finding(
                host: host,
                speaker: Speaker(
                    session: session, right: .officer(signedIn.account.id), page: hello.page,
                    device: hello.device, isWatching: hello.watch),
                standsUntil: signedIn.until)
        }
        guard let credential = hello.seatCredential, !hello.watch,
            let link = gate.open(credential: credential)
        else { throw Refusal(.notSignedIn) }
        try room.check(link.session)
        let host = try await rooms.host(link.session)
        try host.room.judge(.credential, of: link.seat, generation: link.generation, at: host.now)
        return Finding(
            host: host,
            speaker: Speaker(
                session: link.session, right: .guest(link.seat, generation: link.generation),
                page: hello.page, device: hello.device, isWatching: false),
            standsUntil: nil)
    }

    /// Whether the right of an officer's socket still stands; until when its sign-in does. Refusals as above.
    func review(_ speaker: Speaker, cookies: String?) async throws -> Instant {
        let signedIn = try await gate.signedIn(cookies: cookies)
        guard speaker.right == .officer(signedIn.account.id),
            Authority.permits(signedIn.account.role, .hostSession)
        else { throw Refusal(.notPermitted) }
        return signedIn.until
    }
}
