/// Time-limited credentials for the relay (draft-uberti-behave-turn-rest-00): the relay holds the same shared
/// secret and checks them without asking.
package struct TurnCredentials: Sendable, CustomStringConvertible {
    private let sharedSecret: SecretBytes

    package init(sharedSecret: SecretBytes) { self.sharedSecret = sharedSecret }

    package var description: String { "turn credentials" }

    /// Credentials for one seat, good until `now + lifetime`.
    /// - Parameters:
    ///   - seatTag: a name for the relay's log that tells nothing of a person.
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
