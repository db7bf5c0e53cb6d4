import Mediation

/// One value or more of every kind of the bureaus' events, as `RoomEventSamples` has them of a room's.
enum BureauEventSamples {
    static let all = BureauEvent.Name.allCases.flatMap(of)

    private static let officer = AccountState(
        account: Account(
            id: AccountID("a-G003"), bureau: .main, staffNo: "G003", name: "周砚", role: .seniorOfficer,
            unit: "信访科", fields: "邻里纠纷、治安调解"),
        passwordDigest: [0, 1, 254, 255], createdAt: RoomEventSamples.moment(1))
    private static let former = AccountState(
        account: Account(
            id: AccountID("a-H001"), bureau: harbour.id, staffNo: "H001", name: "李四", role: .clerk,
            unit: "信访科"),
        passwordDigest: [], createdAt: RoomEventSamples.moment(2), disabledAt: RoomEventSamples.moment(3))
    private static let moved = AccountState(
        account: Account(
            id: AccountID("a-L001"), staffNo: "L001", name: "覃远", role: .liaison, unit: "西苑派出所",
            formerUnits: ["西苑治安派出所"], rank: "一级警督", phone: "100-0000-4751", fields: ""),
        passwordDigest: [], createdAt: RoomEventSamples.moment(4))
    private static let station = BureauUnit(
        id: UnitID("u-4f2a"), bureau: .main, name: "西苑派出所", kind: .station, formerly: ["西苑治安派出所"],
        closedAt: RoomEventSamples.moment(5))
    private static let harbour = Bureau(
        id: BureauID("harbour"), name: "海港分局", phone: "100-0000-0220", mark: "港信")

    static func of(_ name: BureauEvent.Name) -> [BureauEvent] {
        switch name {
        case .found: [.found([officer, former], [.first, harbour]), .found([], [])]
        case .bureauSet: [.bureauSet(harbour)]
        case .accountAdded: [.accountAdded(officer), .accountAdded(former), .accountAdded(moved)]
        case .passwordSet: [.passwordSet(officer.account.id, digest: [16, 171])]
        case .accountDisabled: [.accountDisabled(officer.account.id)]
        case .accountEnabled: [.accountEnabled(officer.account.id)]
        case .signedIn: [.signedIn(officer.account.id, digest: [7])]
        case .configured:
            [
                .configured([.init("origin", "https://host.example"), .init("link-life", "8h")]),
                .configured([]),
            ]
        case .accountChanged: [.accountChanged(moved.account), .accountChanged(former.account)]
        case .unitSet:
            [
                .unitSet(station),
                .unitSet(BureauUnit(id: UnitID("u-1"), bureau: harbour.id, name: "信访科", kind: .office)),
            ]
        case .ordered: [.ordered(by: officer.account.id, changes: 2)]
        case .lawyerSet:
            [
                .lawyerSet(
                    Lawyer(
                        id: LawyerID("l-1"), bureau: .main, licenceNo: "A-123", name: "闻笛",
                        firm: "东陌派出所驻所律师室", capacity: .station, station: "东陌派出所",
                        phone: "100-0000-3359", endedAt: RoomEventSamples.moment(6))),
                .lawyerSet(
                    Lawyer(
                        id: LawyerID("l-2"), bureau: .main, licenceNo: "B-1", name: "苏见微", firm: "值班站",
                        capacity: .duty)),
            ]
        case .calendarSet:
            [
                .calendarSet(
                    .main,
                    [
                        CalendarDay(CivilDay(serial: 20_727), .holiday, name: "国庆节"),
                        CalendarDay(CivilDay(serial: 20_736), .workday, name: "国庆节"),
                    ])
            ]
        }
    }
}
