import Coordinator
import Cryptography
import Mediation
import Storage

/// One talk, from launch to end: what each page says and when, and every commit that follows.
struct TalkPlay {
    /// What came of it.
    struct Sum: Sendable {
        var commits = 0
        var entries = 0
        var edits = 0
        var reports = 0
        var bytes = 0
    }

    /// Characters of the minutes: an officer who types 100 a minute, half of the time, saved every 3 s.
    static let letters = 3000
    private static let lettersASave = 5
    private static let guests = 3
    private static let sections: [MinutesSection] = [
        .petitioner, .respondent, .lawyer, .undisputedFacts, .proposals, .result,
    ]

    private let store: any Store
    private let codec = RoomCodec()
    private var room: Room
    private var now: Instant
    private var sum = Sum()
    private var random: UInt64
    private var commands = 0
    private let caseCommit: Commit
    /// Of the session, by its last commit.
    private var revision: UInt64 = 0

    /// The hour of talk number `index`, with its launch, its waiting room, a caucus, two lost networks and its end.
    static func hour(_ index: Int, in store: any Store, writing text: [Unicode.Scalar]) async throws -> Sum {
        var play = TalkPlay(index, store)
        try await play.launch()
        try await play.bringEverybody()
        try await play.talk(text)
        try await play.say(.bureau, .paper(.freeze))
        try await play.say(.bureau, .table(.end(.agreement, note: "")))
        return play.sum
    }

    private init(_ index: Int, _ store: any Store) {
        self.store = store
        random = UInt64(index) &+ 77
        let number = UInt64(index)
        let caseID = CaseID("c-" + StoredCases.name(number, salt: 11))
        caseCommit = StoredCases.newCase(caseID, number: index)
        now = caseCommit.at
        let founding = RoomFounding(
            sessionID: SessionID("s-" + StoredCases.name(number, salt: 12)), caseID: caseID,
            caseNo: StoredCases.number(index), title: "西苑小区 3 号楼加装电梯施工推搡纠纷", number: 1, kind: .petitionTalk,
            paths: .relay, office: "青禾区公安分局", phone: "100-0000-0110", hostAccount: AccountID("a-1"),
            hostName: "周砚", hostStaffNo: "G003", expiresAt: caseCommit.at.adding(.hours(8)))
        room = Room(founding: founding, at: caseCommit.at)
    }

    // MARK: The course of it

    private mutating func launch() async throws {
        try await store.commit(caseCommit)
        var events = [RoomEvent.created(room.founding)]
        for (index, person) in [("林晚舟", SeatRole.petitioner), ("贺长风", .respondent), ("苏见微", .lawyer)]
            .enumerated()
        {
            guard let seat = SeatNumber(index + 2) else { throw BenchFault("no seat") }
            let invitation =
                SeatInvitation(
                    seat: seat, partyID: PartyID("p-\(index)"), role: person.1, name: person.0,
                    phone: "100-0000-2046", needs: "")
            let event = RoomEvent.table(.invited(invitation))
            room.apply(event, at: now)
            events.append(event)
        }
        let founded = try codec.commit(
            RoomChange(events: events), of: room, result: nil, to: nil, at: now)
        guard var commit = founded else { throw BenchFault("nothing was founded") }
        commit.caseChange = caseChange(version: 1)
        try await keep(commit)
    }

    private mutating func bringEverybody() async throws {
        let mediaCheck = DeviceCheck(
            camera: .ok, microphone: .ok, speaker: .ok,
            network: DeviceCheck.Network(ms: 180, lossPercent: 0, kbps: 900, relayed: true))
        try await hello(.bureau)
        for seat in seats where seat != .bureau {
            wait(.seconds(40))
            try await hello(seat)
            try await say(seat, .table(.consent(notice: "2026-11")))
            wait(.seconds(30))
            try await say(seat, .table(.check(mediaCheck)))
            try await say(seat, .table(.ready))
            wait(.seconds(20))
            try await say(.bureau, .table(.identify(seat, .document, note: "")))
            try await say(.bureau, .table(.admit(seat)))
        }
        for seat in seats {
            let print = (0..<32).map { _ in
                String(UInt8(truncatingIfNeeded: next()) | 16, radix: 16).uppercased()
            }
            try await feed(.fingerprint(seat: seat, "sha-256 " + print.joined(separator: ":")))
        }
    }

    /// An hour in steps of a second.
    private mutating func talk(_ text: [Unicode.Scalar]) async throws {
        var written = 0
        for second in 0..<3600 {
            wait(.seconds(1))
            if second.isMultiple(of: 5) { try await report(second) }
            // A minute of typing, a minute of listening.
            if (second / 60).isMultiple(of: 2), second.isMultiple(of: 3) {
                written += Self.lettersASave
                try await save(text, upTo: written)
            }
            switch second {
            case 700, 2900: try await loseNetwork(of: 3, for: .seconds(8))
            case 1200: try await raiseWall()
            case 1800: try await say(.bureau, .wall(.endCaucus))
            case 2400: try await say(.bureau, .paper(.present(true)))
            case 3000: try await say(.bureau, .paper(.present(false)))
            default: break
            }
        }
    }

    /// What all four pages measured. The lawyer's network is bad twice for two minutes.
    private mutating func report(_ second: Int) async throws {
        let isBad = (900..<1020).contains(second) || (2600..<2720).contains(second)
        for seat in seats {
            let reports = room.links(of: seat).map { link in
                LinkReport(
                    peer: link.peer, epoch: link.epoch, state: .connected, path: "relay/udp",
                    rttMs: Double(30 + next() % 20) + (isBad && link.peer.rawValue == 4 ? 500 : 0),
                    jitterMs: Double(next() % 8), lossPercent: Double(next() % 20) / 10,
                    audioKbps: Double(24 + next() % 8), videoKbps: Double(500 + next() % 200),
                    framesDecoded: second * 15, framesPerSecond: 15, freezes: second / 900,
                    concealedPercent: Double(next() % 10) / 10)
            }
            sum.reports += reports.count
            if !reports.isEmpty { try await feed(.statistics(seat: seat, reports)) }
        }
    }

    /// The whole section goes to the store with each save. Ten minutes belong to a section.
    private mutating func save(_ text: [Unicode.Scalar], upTo written: Int) async throws {
        let share = Self.letters / Self.sections.count
        let place = min((written - 1) / share, Self.sections.count - 1)
        var words = String.UnicodeScalarView()
        words.append(contentsOf: text[(place * share)..<written])
        let section = Self.sections[place]
        sum.edits += 1
        try await say(
            .bureau,
            .paper(.edit(section: section, text: String(words), base: room.paper.draft.revision(of: section)))
        )
    }

    private mutating func loseNetwork(of number: Int, for span: Span) async throws {
        guard let seat = SeatNumber(number), let page = room.seat(seat)?.page else { return }
        try await feed(.disconnected(seat: seat, page: page))
        wait(span)
        try await hello(seat)
    }

    private mutating func raiseWall() async throws {
        guard let guest = SeatNumber(2) else { return }
        try await say(.bureau, .wall(.caucus(members: [guest], minutes: 10)))
        for seat in [.bureau, guest] { try await say(seat, .wall(.wallClosed(room.wall.number))) }
    }

    // MARK: One step

    private var seats: [SeatNumber] { room.seats.map(\.number) }

    private mutating func wait(_ span: Span) { now = now.adding(span) }

    private mutating func next() -> UInt64 {
        random &+= 1
        return StoredCases.mixed(random)
    }

    private mutating func hello(_ seat: SeatNumber) async throws {
        try await feed(
            .hello(
                RoomHello(
                    seat: seat, page: PageID("page-\(seat)-0123456789abcdef"),
                    device: DeviceID("device-\(seat)-0123456789abcdef"), browser: "Chrome 120, Android",
                    takeOver: false)))
    }

    private mutating func say(_ seat: SeatNumber, _ command: RoomCommand) async throws {
        commands += 1
        let id = CommandID(StoredCases.name(UInt64(commands), salt: 13))
        let digest = [UInt8](repeating: UInt8(truncatingIfNeeded: commands), count: 32)
        try await feed(
            .command(seat: seat, command), asked: RoomCodec.Asked(id: id, seat: seat, digest: digest))
    }

    private mutating func feed(_ input: RoomInput, asked: RoomCodec.Asked? = nil) async throws {
        let context = RoomContext(now: now, notice: "2026-11") { Hex.encode(Digest.sha256($0)) }
        let effects = try room.handle(input, in: context)
        var result: CommandResult?
        for case .answer(let answer) in effects { result = answer }
        let change = codec.change(in: effects)
        guard var commit = try codec.commit(change, of: room, result: result, to: asked, at: now) else {
            return
        }
        if room.phase == .ended { commit.caseChange = caseChange(version: 2) }
        try await keep(commit)
    }

    private func caseChange(version: Int) -> CaseChange? {
        caseCommit.caseChange.map { CaseChange(record: $0.record, expectedVersion: version) }
    }

    private mutating func keep(_ commit: Commit) async throws {
        var commit = commit
        commit.sessionChange?.expectedRevision = revision
        sum.commits += 1
        if let change = commit.sessionChange {
            sum.entries += change.events.count
            sum.bytes += change.events.reduce(0) { $0 + $1.payload.count }
            sum.bytes += change.drafts.reduce(0) { $0 + ($1.text?.utf8.count ?? 0) }
            sum.bytes += (change.commandResult?.result.count ?? 0) + (change.minutes?.document.count ?? 0)
        }
        revision = try await store.commit(commit).sessionRevision ?? revision
    }
}
