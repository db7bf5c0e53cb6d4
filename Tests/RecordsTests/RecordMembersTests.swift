import Mediation
import Testing

@testable import Records

/// What the compiler doesn't see: a member that the domain's type has gained with a default, and that its record doesn't
/// carry. It would be lost with the first restart.
@Suite struct RecordMembersTests {
    private static func members(of value: Any) -> Set<String> {
        Set(Mirror(reflecting: value).children.compactMap(\.label))
    }

    /// Each pair holds the same members; `renamed` gives the record's name of a member that has another in the domain.
    private static func compare(
        _ value: Any, _ record: Any, renamed: [String: String] = [:], _ at: SourceLocation = #_sourceLocation
    ) {
        let expected = Set(members(of: value).map { renamed[$0] ?? $0 })
        #expect(
            expected == members(of: record),
            "\(type(of: value)) and \(type(of: record)) have parted: map the new member both ways",
            sourceLocation: at)
    }

    @Test func `a record of a room's events carries every member of its value`() throws {
        let invitation = try #require(RoomEventSamples.of(.invited).first)
        guard case .invited(let person) = invitation else { return }
        Self.compare(RoomEventSamples.founding, FoundingRecord(RoomEventSamples.founding))
        Self.compare(person, InvitationRecord(person))
        Self.compare(RoomEventSamples.deviceCheck, DeviceCheckRecord(RoomEventSamples.deviceCheck))
        Self.compare(
            try #require(RoomEventSamples.deviceCheck.network),
            try #require(DeviceCheckRecord(RoomEventSamples.deviceCheck).network))
        Self.compare(RoomEventSamples.report, LinkReportRecord(RoomEventSamples.report))
        Self.compare(RoomEventSamples.tallies[0], LinkTallyRecord(RoomEventSamples.tallies[0]))
        let pair = SeatPair(RoomEventSamples.seat(2), RoomEventSamples.seat(3))
        Self.compare(pair, SeatPairRecord(pair))
        let shield = Shield(RoomEventSamples.seat(2), from: RoomEventSamples.seat(3), by: .face)
        Self.compare(shield, ShieldRecord(shield), renamed: ["reader": "from"])
        let document = RoomEventSamples.document
        Self.compare(document, MinutesDocumentRecord(document))
        Self.compare(document.header[0], MinutesDocumentRecord(document).header[0])
        Self.compare(document.sections[0], MinutesDocumentRecord(document).sections[0])
    }

    @Test func `a record of a case carries every member of its value`() throws {
        let file = try #require(CaseSamples.file)
        Self.compare(file, CaseFileRecord(file))
        Self.compare(file.registration, RegistrationRecord(file.registration))
        Self.compare(
            try #require(file.registration.prior), try #require(RegistrationRecord(file.registration).prior))
        Self.compare(CaseSamples.petitioner, PartyRecord(CaseSamples.petitioner))
        Self.compare(CaseSamples.officer, StaffRecord(CaseSamples.officer))
        Self.compare(file.assignments[0], AssignmentRecord(file.assignments[0]))
        Self.compare(file.notices[0], NoticeRecord(file.notices[0]))
        Self.compare(file.extensions[0], ExtensionRecord(file.extensions[0]))
        Self.compare(file.followUps[0], FollowUpRecord(file.followUps[0]))
        Self.compare(file.sessions[0], LinkedSessionRecord(file.sessions[0]))
        let minutes = try #require(file.sessions[0].minutes)
        Self.compare(minutes, AttachedMinutesRecord(minutes))
        Self.compare(file.due[0], DueItemRecord(file.due[0]))
        Self.compare(file.stages[0], StageRecord(file.stages[0]))
        Self.compare(file.timeline[0], TimelineRecord(file.timeline[0]))
        Self.compare(file.recusals[0], RecusalRecord(file.recusals[0]))
        let event = try #require(CaseSamples.all.first)
        Self.compare(
            event, CaseEventRecord(at: 0, by: nil, change: CaseEventRecord.Change(event.change)))
        Self.compare(
            ResultSamples.all[0], CommandAnswerRecord(revision: nil, version: nil, digest: nil))
    }

    /// Otherwise a part of the sample could be left out of its record and nobody would see.
    @Test func `the sample of a case has something in each of its members`() throws {
        let file = try #require(CaseSamples.file)
        for (label, value) in Mirror(reflecting: file).children {
            let mirror = Mirror(reflecting: value)
            let isEmpty =
                mirror.displayStyle != .struct && mirror.displayStyle != .enum && mirror.displayStyle != nil
                && mirror.children.isEmpty
            #expect(!isEmpty && value as? String != "" && value as? Bool != false, "\(label ?? "?")")
        }
    }
}
