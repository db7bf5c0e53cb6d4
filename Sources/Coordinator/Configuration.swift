package import Mediation
package import Cryptography

/// What the operator has chosen; read once at the start and then fixed.
package struct Configuration: Sendable {
    /// Whether the store holds invented data; every page then says so.
    package var isDemo: Bool
    /// The origins that the server answers to, as `https://host:port`; the first one stands in links.
    package var origins: [String]
    /// The version of the notice in force (the text itself stands in the text tables).
    package var notice: String
    /// How long a link opens before the session has begun.
    package var linkLifetime: Span
    /// How long a sign-in lasts without use, and at most.
    package var signInIdle: Span
    package var signInLifetime: Span
    package var relay: RelayConfiguration?
    package var build: String
    /// Sockets of one address that have not said hello yet.
    package var socketsBeforeHello: Int
    /// Messages a second of one socket; four times as many may come at once.
    package var messagesPerSecond: Int
    /// Whether the address of a person is read from `X-Forwarded-For` (behind a proxy of the bureau's own).
    package var trustsProxy: Bool

    package init(
        isDemo: Bool, origins: [String], relay: RelayConfiguration?,
        build: String, linkLifetime: Span = .hours(8), trustsProxy: Bool = false, messagesPerSecond: Int = 50
    ) {
        self.isDemo = isDemo
        self.origins = origins
        self.relay = relay
        self.build = build
        self.linkLifetime = linkLifetime
        self.trustsProxy = trustsProxy
        self.messagesPerSecond = messagesPerSecond
        notice = "2026-11"
        signInIdle = .hours(12)
        signInLifetime = .days(7)
        socketsBeforeHello = 16
    }
}

/// The bureau's TURN relay (RFC 8656).
package struct RelayConfiguration: Sendable {
    /// `turn:` and `turns:` URLs as pages get them.
    package let urls: [String]
    /// The relay's addresses as they stand in candidates: nothing else passes on a relayed link.
    package let addresses: [String]
    /// The secret shared with the relay.
    package let secret: SecretBytes

    package init(urls: [String], addresses: [String], secret: SecretBytes) {
        self.urls = urls
        self.addresses = addresses
        self.secret = secret
    }
}
