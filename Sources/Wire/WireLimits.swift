internal import Mediation

/// Every bound of what may come in, in one place (docs/protocol.md, section 5, whose table a test compares with
/// `ranges`). Sizes are bytes of UTF-8. What the core judges by is the core's own, named here.
package enum WireLimits {
    // Numbers in the bodies of requests and in messages: both ends are allowed, all are whole.
    package static let headCount = Registration.headCounts
    package static let parties = CaseFile.partiesAtRegistration
    package static let invite = 0...(RoomLimits.seats - 1)
    package static let seat = Int(SeatNumber.range.lowerBound)...Int(SeatNumber.range.upperBound)
    package static let waitMinutes = RoomLimits.waits
    package static let caucusMinutes = RoomLimits.caucuses
    /// Up to what a page's numbers hold exactly.
    package static let versions = 1...9_007_199_254_740_991
    /// Milliseconds: 1970-01-01 to 2100-01-01.
    package static let instants = 0...4_102_444_800_000
    /// Days that one extension gives.
    package static let extensionDays = Extension.lengths
    /// The number of a promise of a case.
    package static let promise = Promise.numbers
    /// Things that one assignment order asks for; the number of one of them.
    package static let items = Assignment.itemCounts
    /// The number of a letter of a case.
    package static let letters = 1...1000
    /// Days from now to what a unit is given until.
    package static let dueDays = 1...Int(Deadlines.longestAssignment.milliseconds / 86_400_000)

    /// The numbers of this file by their names in docs/protocol.md.
    package static let ranges: [String: ClosedRange<Int>] = [
        "headCount": headCount, "parties": parties, "invite": invite, "seat": seat, "version": versions,
        "instant": instants, "due": dueDays, "days": extensionDays, "items": items, "letter": letters,
        "promise": promise, "wait.minutes": waitMinutes,
        "caucus.minutes": caucusMinutes,
        "message": 1...message, "hello": 1...hello, "http.body": 0...httpBody, "description": 0...description,
        "candidate": 0...candidate, "candidates": 0...candidates, "depth": 1...depth,
        "reissue": 0...linkChangesAnHour, "revoke": 0...linkChangesAnHour,
        "invitations": 0...invitationsAnHour, "launches": 0...launchesAnHour, "staffNo": StaffNumber.lengths,
        "password": PasswordRule.bytes, "phone": Telephone.lengths, "staff.file": 0...staffFile,
    ]

    package static let message = 64 * 1024
    package static let hello = 4 * 1024
    package static let httpBody = 64 * 1024
    /// Of a file of people or units: what a body holds beside its other members. A larger one is the command line's.
    package static let staffFile = 60_000
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
