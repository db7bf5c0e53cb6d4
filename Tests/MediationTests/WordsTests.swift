import Foundation
import Mediation
import Testing

/// Every value that a page can be sent has words in both languages. The values are the program's own, so that a new one without words
/// fails here and not on a screen.
@Suite("Words for what pages are told", .timeLimit(.minutes(10)))
struct WordsTests {
    /// A group of a text table, and the values that it has to have words for.
    struct Group: Sendable, CustomStringConvertible {
        let key: String
        let values: [String]

        init<Value: RawRepresentable<String>>(_ key: String, _ values: [Value]) {
            self.key = key
            self.values = values.map(\.rawValue)
        }

        var description: String { key }
    }

    static let groups: [Group] = [
        Group("refused", Refusal.Code.allCases),
        Group("common.role", SeatRole.allCases), Group("common.role", PartyRole.allCases),
        Group("common.end_reason", EndReason.allCases),
        Group("common.identity", IdentityCheck.Method.allCases),
        Group("common.section", MinutesSection.allCases), Group("common.level", CaseLevel.allCases),
        Group("live.log", Happening.What.allCases),
        Group("live.microphone", TrackState.allCases), Group("live.camera", TrackState.allCases),
        Group("live.dock.microphone", TrackState.allCases), Group("live.dock.camera", TrackState.allCases),
        Group("live.network", EdgeVerdict.allCases), Group("live.shield", Medium.allCases),
        Group("bureau.seat", Standing.allCases), Group("bureau.phase", Room.Phase.allCases),
        Group("bureau.paths", RoomFounding.Paths.allCases),
        Group("bureau.status", CaseStatus.allCases), Group("bureau.channel", Channel.allCases),
        Group("bureau.class", ContentClass.allCases), Group("bureau.visit", VisitKind.allCases),
        Group("bureau.sex", Sex.allCases), Group("bureau.acts_for", Side.allCases),
        Group("bureau.due", DueKind.allCases), Group("bureau.grade", CaseLevel.allCases),
        Group("bureau.rating", Rating.allCases), Group("bureau.method", FollowUpMethod.allCases),
        Group("bureau.event", CaseEvent.Change.Name.allCases),
        Group("bureau.happening", RoomEvent.Name.allCases),
        Group("bureau.left_why", SessionHistory.WhyGone.allCases),
        Group("bureau.header", MinutesDocument.HeaderKey.allCases),
        Group("staff.fault", StaffTable.Fault.Code.allCases),
    ]

    private static func table(_ area: String, _ locale: String) throws -> [String: Any] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appendingPathComponent("web-static/text/\(area).\(locale).json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func words(_ key: String, _ locale: String) throws -> Any? {
        let parts = key.split(separator: ".").map(String.init)
        var place: Any? = try table(parts[0], locale)
        for part in parts.dropFirst() { place = (place as? [String: Any])?[part] }
        return place
    }

    @Test(arguments: groups, ["zh-CN", "en"])
    func `every value of a closed set has words`(_ group: Group, _ locale: String) throws {
        let words = try #require(try Self.words(group.key, locale) as? [String: Any])
        for value in group.values {
            let said = words[value] as? String
            #expect(said?.isEmpty == false, "\(group.key).\(value) has no words in \(locale)")
        }
    }

    /// A file for a spreadsheet and the page it came from call things alike.
    @Test func `tables of people and units say roles, kinds and columns as the page does`() throws {
        func said(_ key: String) throws -> String? { try Self.words("staff." + key, "zh-CN") as? String }
        for role in Role.allCases { #expect(try said("role.\(role.rawValue)") == role.title) }
        for kind in BureauUnit.Kind.allCases { #expect(try said("kind.\(kind.rawValue)") == kind.title) }
        for column in StaffTable.Column.allCases {
            #expect(try said("column.\(column.rawValue)") == column.title)
        }
    }

    /// The steps that a page offers say what they are, what they do, and that it is done.
    @Test(arguments: ["zh-CN", "en"])
    func `every step of a case that pages offer has words`(_ locale: String) throws {
        for step in CaseStep.offered where step != .dialogue(.launch) && step != .registration(.addParty) {
            for part in ["title", "says", "act", "done"] {
                let said = try Self.words("bureau.command.\(step.rawValue).\(part)", locale) as? String
                #expect(said?.isEmpty == false, "\(step) \(part)")
            }
        }
    }

    /// What keeps a link or a hello from being answered is a page of its own for an invited person.
    @Test(arguments: ["zh-CN", "en"])
    func `every reason for which a link does not open has words of its own`(_ locale: String) throws {
        let codes: [Refusal.Code] = [
            .linkUnknown, .linkExpired, .linkRevoked, .sessionOver, .otherSession, .removedFromSession,
            .openElsewhereHere, .openOnOtherDevice, .waitingForOfficer, .notPermitted, .slowDown, .fault,
        ]
        for code in codes {
            let said = try Self.words("party.problem.\(code.rawValue)", locale) as? [String: Any]
            #expect(said?["title"] is String && said?["lead"] is String, "\(code.rawValue)")
        }
    }
}
