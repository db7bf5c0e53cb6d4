import Cryptography
import Mediation
import Storage
import Transport
import Wire

/// Who is asking. Cookies become accounts and links become seats here and nowhere else; what they may do is
/// Mediation's table.
@LoopActor
final class Gate {
    let configuration: Configuration
    private let store: any Store
    private let clock: Clock
    private let inviteKey: InviteKey
    let knownBrowsers: KnownBrowsers
    private var readBureaus: [BureauID: Bureau] = [:]
    /// Wrong passwords, by person and place; wrong links, by address. Neither knows of the other.
    var passwordTries = Throttle<TryKey>()
    var linkTries = Throttle<NetworkAddress.Group?>()
    /// Told the digest of a token when its person signs out: live sockets end with it.
    var signedOut: @LoopActor ([UInt8]) -> Void = { _ in }

    static let cookieName = "__Host-trialogue"

    init(configuration: Configuration, store: any Store, clock: Clock, inviteKey: InviteKey) {
        self.configuration = configuration
        self.store = store
        self.clock = clock
        self.inviteKey = inviteKey
        knownBrowsers = KnownBrowsers(key: inviteKey)
    }

    /// Whether a write or an upgrade comes from a page of ours (RFC 6454).
    func isOurs(origin: String?) -> Bool { origin.map(configuration.origins.contains) ?? false }

    /// The address that a person's failed tries and open sockets count for. Behind the bureau's own proxy it is the
    /// last one that the proxy added; what a person wrote before it is not believed.
    /// Compared as addresses, whatever their spelling; nil when there is none that can be read.
    func address(peer: String, forwarded: String?) -> NetworkAddress.Group? {
        if configuration.trustsProxy, let last = forwarded?.split(separator: ",").last,
            let address = NetworkAddress(last)
        {
            return address.group
        }
        return NetworkAddress(peer)?.group
    }

    // MARK: Bureaus

    /// The bureau as the store has it now; as it was read last where its row can't be read: a talk begins and a stranded
    /// person gets a number to call, whatever became of the row.
    func bureau(_ id: BureauID) async -> Bureau {
        if let bureau = try? await store.bureau(id) { readBureaus[id] = bureau }
        return readBureaus[id] ?? Bureau(id: id, name: Bureau.first.name, phone: Bureau.first.phone, mark: "")
    }

    // MARK: Officers

    /// The token of a Cookie header, if it holds one.
    func token(inCookies header: String?) -> SignInToken? {
        Self.cookie(Self.cookieName, in: header).flatMap(SignInToken.init(cookie:))
    }

    /// A cookie's value out of a Cookie header (RFC 6265, 5.4).
    static func cookie(_ name: String, in header: String?) -> String? {
        for pair in (header ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
            return String(parts[1])
        }
        return nil
    }

    /// A sign-in that holds.
    struct SignedIn {
        let account: Account
        /// As the store has it; nil where it can't be read.
        let bureau: Bureau?
        /// When it ends unless it is used again.
        let until: Instant
    }

    /// The account that a cookie stands for; refuses with `not_signed_in`.
    func account(cookies header: String?) async throws -> Account {
        try await signedIn(cookies: header).account
    }

    /// The sign-in that a cookie stands for; refuses with `not_signed_in`.
    func signedIn(cookies header: String?) async throws -> SignedIn {
        let now = clock.now
        guard let token = token(inCookies: header),
            let holder = try await store.holder(tokenDigest: token.digest),
            holder.signIn.expiresAt > now, holder.account.disabledAt == nil
        else { throw Refusal(.notSignedIn) }
        let account = try Account(holder.account)
        var until = holder.signIn.expiresAt
        if now.since(holder.signIn.lastSeenAt) > .minutes(5) {
            let limit = holder.signIn.createdAt.adding(configuration.signInLifetime)
            until = min(limit, now.adding(configuration.signInIdle))
            try await store.touch(tokenDigest: token.digest, seenAt: now, expiresAt: until)
        }
        return SignedIn(account: account, bureau: holder.bureau, until: until)
    }

    /// The bureau of whoever is signed in, as `bureau(_:)`.
    func bureau(of signedIn: SignedIn) async -> Bureau {
        guard let bureau = signedIn.bureau else { return await bureau(signedIn.account.bureau) }
        readBureaus[bureau.id] = bureau
        return bureau
    }

    // MARK: Invited people

    /// The link of a seat, made from the key.
    func link(session: SessionID, seat: SeatNumber, generation: Int) -> String {
        InviteLink.text(inviteKey, session: session, seat: seat, generation: generation)
    }

    func credential(session: SessionID, seat: SeatNumber, generation: Int) -> String {
        let secret = inviteKey.seatCredential(
            session: session.text, seat: Int(seat.rawValue), generation: generation)
        return LinkText(session: session, seat: seat, generation: generation, secret: secret).text
    }

    /// What a link names, when its secret is right; the session may be anything still.
    func open(link: LinkText) -> LinkText? {
        inviteKey.verifies(
            secret: link.secret, session: link.session.text, seat: Int(link.seat.rawValue),
            generation: link.generation) ? link : nil
    }

    /// What a seat credential names, when it is right.
    func open(credential text: String) -> LinkText? {
        guard let link = LinkText(parsing: text),
            inviteKey.verifies(
                seatCredential: link.secret, session: link.session.text, seat: Int(link.seat.rawValue),
                generation: link.generation)
        else { return nil }
        return link
    }
}
