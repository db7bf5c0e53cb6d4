import Mediation
import TestKit
import Testing

@testable import Coordinator

extension HTTPContractPlay {
    /// People and units, by orders and by a file with faults and one without.
    func people(_ bench: RouteBench) async throws {
        let administrator = try await bench.signedIn(.administrator, "S001", unit: "科信科")
        let desk = StaffDesk(store: bench.store, of: .main)
        func version(_ id: AccountID) async throws -> String {
            try #require(try await desk.roll().people[id]).version
        }
        let seen = "9ae16a3b2f90404f"
        let officer = AccountID("a-G003")
        try await send("staff-add-person", to: "/api/staff", by: administrator)
        try await send(
            "staff-change-person", to: "/api/staff", [seen: try await version(officer)], by: administrator)
        try await send("staff-set-password", to: "/api/staff", by: administrator)
        try await send("staff-lock", to: "/api/staff", [seen: try await version(officer)], by: administrator)
        try await send("staff-add-unit", to: "/api/staff", by: administrator)
        let unit = try #require(try await desk.roll().unitsInOrder.first)
        try await send(
            "staff-change-unit", to: "/api/staff",
            ["u-4f2a": unit.id.text, "7f3e2d1c0b9a8877": unit.version], by: administrator)
        try await ask("GET", "/api/staff", by: administrator)
        try await send("staff-import", to: "/api/staff/import", ["东陌派出所": "东陌路派出所"], by: administrator)
        let bad = #"工号,姓名,角色,单位\r\nL013,谷雨,联络,东陌路派出所\r\nL014,谷雨,联络,东陌路派出所,多\r\n"#
        try await ask(
            "POST", "/api/staff/import",
            body: #"{"request":"q-file","table":"people","text":"\#(bad)","trial":true}"#, by: administrator)
        try await lawyers(bench)
        for table in StaffTable.allCases {
            try await ask("GET", "/api/staff/\(table.rawValue).csv", by: administrator)
        }
    }

    private func lawyers(_ bench: RouteBench) async throws {
        let clerk = try await bench.signedIn(.clerk, "K009", unit: "信访科")
        try await send("lawyer-add", to: "/api/lawyers", by: clerk)
        let roll = try await LawyerDesk(store: bench.store, of: .main).roll()
        let lawyer = try #require(roll.inOrder.first)
        let names = ["l-7b1c": lawyer.id.text, "5d4c3b2a19080706": lawyer.version]
        try await send("lawyer-change", to: "/api/lawyers", names, by: clerk)
        let changed = try await LawyerDesk(store: bench.store, of: .main).roll().inOrder.first
        try await send(
            "lawyer-retire", to: "/api/lawyers",
            ["l-7b1c": lawyer.id.text, "5d4c3b2a19080706": try #require(changed).version], by: clerk)
        // Who keeps no registry reads it.
        let liaison = try await bench.signedIn(.liaison, "L019", unit: "东陌路派出所")
        try await ask("GET", "/api/lawyers", by: liaison)
        let refused = try await ask(
            "POST", "/api/lawyers", body: #"{"request":"q-l9","order":"retire","id":"l-1","version":"1"}"#,
            by: liaison)
        #expect(refused.code == "not_permitted")
    }
}
