/// Time-limited credentials for the relay (draft-uberti-behave-turn-rest-00): the relay holds the same shared
/// secret and checks them without asking.
package struct TurnCredentials: Sendable, CustomStringConvertible {
    private let sharedSecret: SecretBytes

    package init(sharedSecret: SecretBytes) { self.sharedSecret = sharedSecret }

    package var description: String { "turn credentials" }

    /// A name for who holds a seat, for the relay's quota and log: always the same for the same person, so that all credentials of theirs
    /// count together, and telling nothing to whoever lacks the secret.
    /// - Parameter holder: what makes the person one: session, seat, and the link's generation.
    package func tag(of holder: String) -> String {
        Base32.encode(Array(HMAC.sha256(Array("relay quota \(holder)".utf8), key: sharedSecret)[..<10]))
    }

    /// Credentials for one seat, good until `now + lifetime`.
    /// - Parameters:
    ///   - seatTag: what the relay counts allocations by (coturn: the part of the username behind its colon).
    ///   - now: seconds since the epoch.
    ///   - lifetime: seconds.
    /// - Returns: the username `expiry:tag` and base64 of its HMAC-SHA1.
    package func issue(
        seatTag: String, now: Int64, lifetime: Int64
    ) -> (username: String, credential: String) {
        let username = "\(now + lifetime):\(seatTag)"
        return (username, Base64.encode(HMAC.sha1(Array(username.utf8), key: sharedSecret)))
    }
}
