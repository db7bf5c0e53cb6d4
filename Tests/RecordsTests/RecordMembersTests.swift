import Mediation
import Testing

@testable import Records

/// What the compiler doesn't see: a member that the domain's type has gained with a default, and that its record doesn't
/// carry. It would be lost with the first restart.
@Suite(.timeLimit(.minutes(10))) struct RecordMembersTests {
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

    /// The same for a value that keeps some of its record's members in values of its own, which are `whole` too.
    private static func compare(
        _ whole: [Any], without nested: Set<String>, _ record: Any, renamed: [String: String],
        _ at: SourceLocation = #_sourceLocation
    ) {
        let names = whole.reduce(into: Set<String>()) { $0.formUnion(members(of: $1)) }.subtracting(nested)
        #expect(
            Set(names.map { renamed[$0] ?? $0 }) == members(of: record),
            "\(type(of: record)) has parted from its value: map the new member both ways", sourceLocation: at)
    }

    @Test func `a record of a room's events carries every member of its value`() throws {
        let invitation = try #require(RoomEventSamples.of(.invited).first)
        guard case .table(.invited(let person)) = invitation else { return }
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

    @Test func `a record of a promise carries every member of its value`() {
        Self.compare(CaseSamples.promise, PromiseRecord(CaseSamples.promise))
        Self.compare(CaseSamples.finding, PromiseRecord.Finding(CaseSamples.finding))
    }

    @Test func `a record of a case carries every member of its value`() throws {
        let file = try #require(CaseSamples.file)
        // The record has the members of all parts side by side, and takes an acceptance and a level apart.
        let parts: [Any] = [
            file, file.course, file.registration, file.handling, try #require(file.handling.grade),
            try #require(file.registration.acceptance),
            file.supervision, file.followUp, file.archive, file.dialogue,
        ]
        Self.compare(
            parts,
            without: [
                "course", "registration", "handling", "grade", "supervision", "followUp", "archive",
                "dialogue", "acceptance",
            ],
            CaseFileRecord(file),
            renamed: [
                "form": "registration", "reason": "levelReason", "replies": "notices", "at": "acceptedAt",
            ])
        let form = file.registration.form
        Self.compare(form, RegistrationRecord(form))
        Self.compare(try #require(form.prior), try #require(RegistrationRecord(form).prior))
        Self.compare(CaseSamples.petitioner, PartyRecord(CaseSamples.petitioner))
        Self.compare(CaseSamples.officer, StaffRecord(CaseSamples.officer))
        let joint = try #require(CaseSamples.jointFile)
        let assignment = CaseSamples.joint
        Self.compare(assignment, AssignmentRecord(assignment))
        let item = assignment.items[0]
        Self.compare(item, OrderItemRecord(item))
        Self.compare(item.progress[0], RemarkRecord(item.progress[0]))
        Self.compare(assignment.receipts[0], ReceiptRecord(assignment.receipts[0]))
        Self.compare(assignment.objections[0], ObjectionRecord(assignment.objections[0]))
        let letter = try #require(joint.handling.letters.first)
        Self.compare(letter, LetterRecord(letter))
        let request = try #require(joint.supervision.extensionRequests.first)
        Self.compare(request, ExtensionRequestRecord(request))
        let reply = file.handling.replies[0]
        Self.compare(reply, NoticeRecord(reply))
        let granted = file.supervision.extensions[0]
        Self.compare(granted, ExtensionRecord(granted))
        Self.compare(file.followUp.followUps[0], FollowUpRecord(file.followUp.followUps[0]))
        let session = file.dialogue.sessions[0]
        let end = try #require(session.end)
        Self.compare(
            [session, end], without: ["end"], LinkedSessionRecord(session), renamed: ["at": "endedAt"])
        let minutes = try #require(end.minutes)
        Self.compare(minutes, AttachedMinutesRecord(minutes))
        Self.compare(file.course.due[0], DueItemRecord(file.course.due[0]))
        Self.compare(file.course.stages[0], StageRecord(file.course.stages[0]))
        Self.compare(file.timeline[0], TimelineRecord(file.timeline[0]))
        Self.compare(file.supervision.recusals[0], RecusalRecord(file.supervision.recusals[0]))
        let event = try #require(CaseSamples.all.first)
        Self.compare(
            event, CaseEventRecord(at: 0, by: nil, change: CaseEventRecord.Change(event.change)))
        Self.compare(
            ResultSamples.all[0], CommandAnswerRecord(revision: nil, version: nil, digest: nil))
    }

    /// Otherwise a part of the sample could be left out of its record and nobody would see.
    @Test func `the sample of a case has something in each of its members`() throws {
        var empty: Set<String>?
        for file in [try #require(CaseSamples.promisedFile), try #require(CaseSamples.jointFile)] {
            let found = try Self.emptyMembers(of: file)
            empty = empty?.intersection(found) ?? found
        }
        #expect(empty == [])
    }

    private static func emptyMembers(of file: CaseFile) throws -> Set<String> {
        let parts: [Any] = [
            file, file.course, file.registration, file.handling, try #require(file.handling.grade),
            try #require(file.registration.acceptance),
            file.supervision, file.followUp, file.archive, file.dialogue,
        ]
        var empty: Set<String> = []
        for (label, value) in parts.flatMap({ Mirror(reflecting: $0).children }) {
            let mirror = Mirror(reflecting: value)
            let isEmpty =
                mirror.displayStyle != .struct && mirror.displayStyle != .enum && mirror.displayStyle != nil
                && mirror.children.isEmpty
            if isEmpty || value as? String == "" || value as? Bool == false { empty.insert(label ?? "?") }
        }
        return empty
    }
}
