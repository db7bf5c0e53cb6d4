/// Every bound of what may come in, in one place (docs/protocol.md, section 5). Sizes are bytes of UTF-8.
package enum WireLimits {
    package static let message = 64 * 1024
    package static let hello = 4 * 1024
    package static let httpBody = 64 * 1024
    package static let description = 24 * 1024
    package static let candidate = 1024
    /// Candidates of one generation (one ICE user fragment).
    package static let candidates = 64
    package static let depth = 16
    /// Links made anew or revoked, of one seat; people invited to one session; sessions launched of one case.
    package static let linkChangesAnHour = 20
    package static let invitationsAnHour = 30
    package static let launchesAnHour = 30
    /// Messages a second of one socket, and how many may come at once.
    package static let messageRate = 50
    package static let messageBurst = 200
    /// Bytes of signals' bodies that one seat may send, and how many at once: a table of eight that negotiates anew
    /// sends a quarter of it.
    package static let signalBytesPerMillisecond = 32
    package static let signalBurst = 1024 * 1024
    /// Messages that are kept for a page that comes back.
    package static let replay = 512
    /// And how many bytes of them at the most: what is kept for everybody should stay in the processor's cache.
    package static let replayBytes = 128 * 1024
}
