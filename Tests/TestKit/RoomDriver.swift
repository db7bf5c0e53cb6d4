package import Mediation

/// Plays a room by hand: one place for the clock, the notice and the people of most tests.
package struct RoomDriver {
    package var room: Room
    package private(set) var now = Instant(milliseconds: 1_773_282_000_000)
    /// Everything that was committed, in order: the journal of this play.
    package private(set) var journal: [(event: RoomEvent, at: Instant)] = []

    package static let founding = RoomFounding(
        sessionID: SessionID("s-1"), caseID: CaseID("c-1"), caseNo: "青信〔2026〕0001", title: "测试事项", number: 1,
        kind: .petitionTalk, paths: .relay, office: "青禾区公安分局", phone: "100-0000-0110",
        hostAccount: AccountID("a-G003"), hostName: "周砚", hostStaffNo: "G003",
        expiresAt: Instant(milliseconds: 1_773_310_800_000))

    package static func seat(_ number: Int) -> SeatNumber { SeatNumber(number) ?? .bureau }

    /// A room with `guests` invited people on seats 2, 3, …; on the seat `minor`, where there is one, somebody of 17.
    package init(guests: Int = 2, minor: Int? = nil) {
        room = Room(founding: Self.founding, at: Instant(milliseconds: 1_773_282_000_000))
        journal = [(.created(Self.founding), now)]
        let roles: [SeatRole] = [
            .petitioner, .respondent, .lawyer, .witness, .interpreter, .guardian, .agent,
        ]
        for index in 0..<guests {
            let invitation = SeatInvitation(
                seat: Self.seat(index + 2), partyID: PartyID("p-\(index)"), role: roles[index % roles.count],
                name: "来人\(index)", phone: "100-0000-000\(index)", needs: "",
                guardianship: index + 2 == minor ? .mayBeDeclined : .notNeeded)
            _ = try? handle(.invite(invitation))
        }
    }

    package mutating func wait(_ span: Span) { now = now.adding(span) }

    /// Feeds an input; commits go to the journal of the play.
    @discardableResult
    package mutating func handle(_ input: RoomInput) throws(Refusal) -> [RoomEffect] {
        let effects = try room.handle(input, in: context)
        for case .commit(let change) in effects { journal += change.events.map { ($0, now) } }
        return effects
    }

    private var context: RoomContext {
        RoomContext(now: now, notice: "2026-11") { bytes in "digest-of-\(bytes.count)" }
    }

    /// Whether the room would take it now.
    package func takes(_ input: RoomInput) -> Bool {
        var room = room
        return (try? room.handle(input, in: context)) != nil
    }

    @discardableResult
    package mutating func hello(
        _ seat: Int, page: String = "", device: String = "", generation: Int = 1, takeOver: Bool = false,
        approved: Bool = false, holds: [Int] = []
    ) throws(Refusal) -> [RoomEffect] {
        try handle(
            .hello(
                RoomHello(
                    seat: Self.seat(seat), generation: generation,
                    page: PageID(page.isEmpty ? "page-\(seat)" : page),
                    device: DeviceID(device.isEmpty ? "device-\(seat)" : device),
                    browser: "Chrome 120, Linux",
                    takeOver: takeOver, approved: approved, holds: holds.map(Self.seat))))
    }

    @discardableResult
    package mutating func say(_ seat: Int, _ command: RoomCommand) throws(Refusal) -> [RoomEffect] {
        try handle(.command(seat: Self.seat(seat), command))
    }

    @discardableResult
    package mutating func say(_ seat: Int, _ command: Table.Command) throws(Refusal) -> [RoomEffect] {
        try say(seat, .table(command))
    }

    @discardableResult
    package mutating func say(_ seat: Int, _ command: Wall.Command) throws(Refusal) -> [RoomEffect] {
        try say(seat, .wall(command))
    }

    @discardableResult
    package mutating func say(_ seat: Int, _ command: Links.Command) throws(Refusal) -> [RoomEffect] {
        try say(seat, .links(command))
    }

    @discardableResult
    package mutating func say(_ seat: Int, _ command: Paper.Command) throws(Refusal) -> [RoomEffect] {
        try say(seat, .paper(command))
    }

    package mutating func lose(_ seat: Int) throws(Refusal) {
        guard let page = room.seat(Self.seat(seat))?.page else { return }
        try handle(.disconnected(seat: Self.seat(seat), page: page))
    }

    /// Brings a guest from the link to the waiting room.
    package mutating func bring(_ seat: Int) throws(Refusal) {
        try hello(seat)
        try say(seat, .consent(notice: "2026-11"))
        try say(seat, .ready)
    }

    /// The host and the guests at the table.
    package mutating func seatEveryone() throws(Refusal) {
        try hello(1)
        for seat in room.seats where seat.number != .bureau {
            try bring(Int(seat.number.rawValue))
            let declined = seat.guardianship == .mayBeDeclined ? "自食其力" : nil
            try say(1, .admit(seat.number, guardianDeclined: declined))
        }
    }
}

/// A small generator with a seed, so that a failing history can be played again.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
