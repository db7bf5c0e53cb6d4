import Foundation
import Mediation
import Testing

@testable import Records

/// What was written before is read for ever, and what is written today is what a golden line says. How a line comes about:
/// docs/how-to.md, "A change of what is stored".
@Suite(.timeLimit(.minutes(10))) struct GoldenLinesTests {
    private static func numbered(_ samples: [[(kind: String, bytes: [UInt8])]])
        -> [(kind: String, sample: Int, bytes: [UInt8])]
    {
        samples.flatMap { each in
            each.enumerated().map { (kind: $1.kind, sample: $0, bytes: $1.bytes) }
        }
    }

    // MARK: Written

    @Test func `every kind of a room's events is written as its golden line says`() throws {
        var golden = try GoldenFile("room-events.txt")
        try golden.compare(
            with: Self.numbered(
                RoomEvent.Name.allCases.map { name in
                    try RoomEventSamples.of(name).map { (kind: $0.storedKind, bytes: try $0.encoded()) }
                }))
    }

    @Test func `every kind of a case's events is written as its golden line says`() throws {
        var golden = try GoldenFile("case-events.txt")
        try golden.compare(
            with: Self.numbered(
                CaseEvent.Change.Name.allCases.map { name in
                    try CaseSamples.of(name).map { (kind: $0.storedKind, bytes: try $0.encoded()) }
                }))
    }

    @Test func `every kind of the bureaus' events is written as its golden line says`() throws {
        var golden = try GoldenFile("bureau-events.txt")
        try golden.compare(
            with: Self.numbered(
                BureauEvent.Name.allCases.map { name in
                    try BureauEventSamples.of(name).map { (kind: $0.storedKind, bytes: try $0.encoded()) }
                }))
    }

    @Test func `every row that holds a record is written as its golden line says`() throws {
        let file = try #require(CaseSamples.file)
        let bare = try #require(CaseSamples.bareFile)
        let late = try #require(CaseSamples.lateFile)
        let promised = try #require(CaseSamples.promisedFile)
        let joint = try #require(CaseSamples.jointFile)
        var golden = try GoldenFile("rows.txt")
        try golden.compare(
            with: Self.numbered([
                try [file, bare, late, promised, joint].map {
                    (kind: "case_file.body", bytes: try $0.encoded())
                },
                try [file, bare, late, promised, joint].map {
                    (kind: "case_file.summary", bytes: GoldenFile.hexadecimal(try $0.summary.encoded()))
                },
                try ResultSamples.all.map { (kind: "command_result.result", bytes: try $0.encoded()) },
                [
                    (
                        kind: "draft.link_tallies",
                        bytes: try StoredTallies.encoded(RoomEventSamples.tallies)
                    )
                ],
                try ResultSamples.profiles.map {
                    (kind: "account.profile", bytes: try AccountProfile.encoded($0))
                },
            ]))
    }

    // MARK: Read

    @Test func `every golden line of a room's events gives back its event`() throws {
        let samples = Dictionary(grouping: RoomEventSamples.all, by: \.storedKind)
        for line in try GoldenFile("room-events.txt").lines {
            let expected = try #require(samples[line.kind]?[line.sample])
            #expect(try RoomEvent(kind: line.kind, payload: line.bytes) == expected, "\(line.text)")
        }
    }

    @Test func `every golden line of a case's events gives back its event`() throws {
        let samples = Dictionary(grouping: CaseSamples.all, by: \.storedKind)
        for line in try GoldenFile("case-events.txt").lines {
            let expected = try #require(samples[line.kind]?[line.sample])
            #expect(try CaseEvent(kind: line.kind, payload: line.bytes) == expected, "\(line.text)")
        }
    }

    @Test func `every golden line of the bureaus' events gives back its event`() throws {
        let samples = Dictionary(grouping: BureauEventSamples.all, by: \.storedKind)
        for line in try GoldenFile("bureau-events.txt").lines {
            let expected = try #require(samples[line.kind]?[line.sample])
            #expect(try BureauEvent(kind: line.kind, payload: line.bytes) == expected, "\(line.text)")
        }
    }

    @Test func `every golden line of a row gives back its value`() throws {
        let files = [
            CaseSamples.file, CaseSamples.bareFile, CaseSamples.lateFile, CaseSamples.promisedFile,
            CaseSamples.jointFile,
        ]
        for line in try GoldenFile("rows.txt").lines {
            switch line.kind {
            case "case_file.body": #expect(try CaseFile(encoded: line.bytes) == files[line.sample])
            case "case_file.summary":
                let summary = try CaseSummary(encoded: GoldenFile.bytes(hexadecimal: line.bytes))
                #expect(summary == files[line.sample]?.summary)
            case "command_result.result":
                #expect(try CommandResult(encoded: line.bytes) == ResultSamples.all[line.sample])
            case "draft.link_tallies":
                #expect(try StoredTallies.tallies(encoded: line.bytes) == RoomEventSamples.tallies)
            case "account.profile":
                let account = ResultSamples.profiles[line.sample]
                #expect(
                    try AccountProfile.parts(of: line.bytes)
                        == AccountProfile.Parts(
                            fields: account.fields, rank: account.rank, phone: account.phone,
                            formerUnits: account.formerUnits))
            default: Issue.record("no row of ours: \(line.kind)")
            }
        }
    }

    /// The case's own events, out of the golden lines, add up to the case that its golden row holds.
    @Test func `the golden events of a case fold to its golden row`() throws {
        let lines = try GoldenFile("case-events.txt").lines
        let story = try CaseSamples.story.map { name in
            let kind = CaseEvent.storedPrefix + name.word
            let line = try #require(lines.first { $0.kind == kind && $0.sample == 0 })
            return try CaseEvent(kind: kind, payload: line.bytes)
        }
        let folded = try #require(CaseFile(folding: story + [CaseSamples.lastOfStory]))
        let row = try #require(try GoldenFile("rows.txt").lines.first { $0.kind == "case_file.body" })
        #expect(try CaseFile(encoded: row.bytes) == folded)
    }

    @Test func `the golden events of a room fold to the room of their samples`() throws {
        // Of each sample the line of the newest version, in the order of the samples.
        let lines = try GoldenFile("room-events.txt").lines
        let moment = RoomEventSamples.moment(0)
        var kept: [(event: RoomEvent, at: Instant)] = []
        for name in RoomEvent.Name.allCases {
            let kind = RoomEvent.storedPrefix + name.word
            for sample in RoomEventSamples.of(name).indices {
                let line = try #require(lines.last { $0.kind == kind && $0.sample == sample })
                kept.append((try RoomEvent(kind: kind, payload: line.bytes), moment))
            }
        }
        let made = RoomEventSamples.all.map { (event: $0, at: moment) }
        #expect(Room(folding: made) != nil)
        #expect(Room(folding: kept) == Room(folding: made))
    }

    // MARK: Words

    private static func line<Value: Spelled>(_ type: Value.Type, _ name: String) -> String {
        ([name] + Value.allCases.map(\.word)).joined(separator: " ")
    }

    /// The kinds of a case's events belong to its parts; the list has them in the order in which they came.
    private static func kinds(as kept: [String]) -> String {
        let name = "CaseEvent.Change.Name"
        let made = CaseEvent.Change.Name.allCases.map(\.word)
        let known = kept.first { $0.hasPrefix(name + " ") }?.split(separator: " ").map(String.init) ?? []
        return (known.filter { $0 == name || made.contains($0) } + made.filter { !known.contains($0) })
            .joined(separator: " ")
    }

    /// In the order in which the words are declared. A word may be added to its line; none may change or go.
    @Test func `every stored word stands in the golden list`() throws {
        let address = GoldenFile.folder.appendingPathComponent("words.txt")
        let kept = try String(contentsOf: address, encoding: .utf8).split(separator: "\n").map(String.init)
        let made = [
            Self.line(Channel.self, "Channel"), Self.line(VisitKind.self, "VisitKind"),
            Self.line(ContentClass.self, "ContentClass"), Self.line(CaseLevel.self, "CaseLevel"),
            Self.line(CaseStatus.self, "CaseStatus"), Self.line(Rating.self, "Rating"),
            Self.line(FollowUpMethod.self, "FollowUpMethod"), Self.line(Performance.self, "Performance"),
            Self.line(DueKind.self, "DueKind"), Self.line(PartyRole.self, "PartyRole"),
            Self.line(Side.self, "Side"), Self.line(Sex.self, "Sex"),
            Self.line(Notice.Kind.self, "Notice.Kind"), Self.line(ClosingPart.self, "ClosingPart"),
            Self.line(Role.self, "Role"), Self.kinds(as: kept),
            Self.line(Room.Phase.self, "Room.Phase"), Self.line(SeatRole.self, "SeatRole"),
            Self.line(Guardianship.self, "Guardianship"),
            Self.line(DeviceCheck.Verdict.self, "DeviceCheck.Verdict"),
            Self.line(IdentityCheck.Method.self, "IdentityCheck.Method"),
            Self.line(LinkReport.State.self, "LinkReport.State"), Self.line(Medium.self, "Medium"),
            Self.line(EdgeVerdict.self, "EdgeVerdict"),
            Self.line(RoomFounding.Kind.self, "RoomFounding.Kind"),
            Self.line(RoomFounding.Paths.self, "RoomFounding.Paths"), Self.line(EndReason.self, "EndReason"),
            Self.line(MinutesDocument.HeaderKey.self, "MinutesDocument.HeaderKey"),
            Self.line(MinutesSection.self, "MinutesSection"),
            Self.line(RoomEvent.Name.self, "RoomEvent.Name"),
            Self.line(BureauEvent.Name.self, "BureauEvent.Name"),
            Self.line(BureauUnit.Kind.self, "BureauUnit.Kind"),
            Self.line(Lawyer.Capacity.self, "Lawyer.Capacity"),
            Self.line(CalendarDay.Kind.self, "CalendarDay.Kind"),
        ]
        #expect(kept == made)
    }
}
