import Mediation
import Testing

@Suite(.timeLimit(.minutes(10))) struct StaffTests {
    private static func moment(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }

    private static func state(_ staffNo: String, password: UInt8 = 1) -> AccountState {
        AccountState(
            account: Account(
                id: AccountID("a-" + staffNo), staffNo: staffNo, name: "周砚", role: .clerk, unit: "信访科"),
            passwordDigest: [password], createdAt: moment(1))
    }

    @Test func `Accounts, bureaus and sign-ins are what their events add up to`() {
        let harbour = Bureau(id: BureauID("harbour"), name: "海港分局", phone: "110", mark: "港信")
        var renamed = Bureau.first
        renamed.name = "青禾分局"
        let first = AccountID("a-G001")
        let second = AccountID("a-G002")
        var staff = Staff()
        #expect(!staff.hasBegun)
        let events: [BureauEvent] = [
            .found([Self.state("G001")], [.first]), .bureauSet(harbour), .bureauSet(renamed),
            .accountAdded(Self.state("G002")), .passwordSet(first, digest: [2]), .accountDisabled(second),
            .signedIn(first, digest: [9]), .configured([.init("link-life", "8h")]),
            .passwordSet(AccountID("nobody"), digest: [3]),
        ]
        for (index, event) in events.enumerated() { staff.apply(event, at: Self.moment(Int64(index))) }
        #expect(staff.hasBegun)
        #expect(staff.accounts[first] == Self.state("G001", password: 2))
        #expect(staff.accounts[second]?.disabledAt == Self.moment(5))
        #expect(staff.accounts.count == 2)
        #expect(staff.bureaus == [.main: renamed, harbour.id: harbour])
        #expect(staff.signIns == [[9]: Staff.SignedIn(account: first, at: Self.moment(6))])
        #expect(staff.settings == [.init("link-life", "8h")])
        staff.apply(.accountEnabled(second), at: Self.moment(20))
        #expect(staff.accounts[second] == Self.state("G002"))
    }
}
