/// Bounds and times of a room (docs/protocol.md, 2.1, 2.4a and section 5).
package enum RoomLimits {
    package static let seats = 8
    /// Minutes for which a guest is asked to wait, and those of a private talk or of its extension.
    package static let waits = 1...120
    package static let caucuses = 1...180
    package static let happenings = 50
    package static let nameLength = 60
    package static let noteLength = 500
    package static let partyGrace = Span.seconds(60)
    package static let bureauGrace = Span.seconds(120)
    package static let pause = Span.minutes(10)
    /// How long a member's page may take to confirm the wall, and how long after a start of the server.
    package static let sealing = Span.seconds(5)
    package static let sealingAfterRestart = Span.seconds(30)
    package static let wordLength = 200
    /// Other devices that may ask for one seat at a time.
    package static let claimsOfSeat = 3
    package static let statisticsInterval = Span.seconds(30)
}
