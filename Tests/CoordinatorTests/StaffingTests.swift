import Cryptography
import Foundation
import GRDB
import Mediation
import Storage
import StorageSQLite
import Testing
import Transport
import Vault

@testable import Coordinator

/// Accounts, bureaus, sign-ins and settings are what the events of their stream add up to.
@Suite(.timeLimit(.minutes(10))) struct StaffingTests {
    init() { LoopActor.startThread() }

    @Test @LoopActor func `Every change of an account, a bureau, a sign-in or a setting is an event`()
        async throws
    {
        let bench = try await RouteBench.open()
        let store = bench.store
        let now = bench.time.now
        let before = try await Staff(of: store)
        #expect(before.accounts.keys.map(\.text) == ["a-G003"] && !before.hasBegun)
        #expect(before.signIns.count == 1)
        let harbour = Bureau(id: BureauID("harbour"), name: "海港分局", phone: "110", mark: "港信")
        try await store.put(harbour, at: now)
        _ = try await bench.signedIn(.clerk, "H001", unit: "信访科", of: harbour.id)
        let (first, second) = (AccountID("a-G003"), AccountID("a-H001"))
        #expect(Set(try await Staff(of: store).signIns.values.map(\.account)) == [first, second])
        try await store.setPassword(of: first, hash: "$another", at: now)
        try await store.disable(second, at: now)
        try await store.begin(with: [.init("link-life", "8h")], at: now)
        let staff = try await Staff(of: store)
        #expect(staff.hasBegun && staff.settings == [.init("link-life", "8h")])
        #expect(staff.bureaus == [.main: .first, harbour.id: harbour])
        // A new password and a disabled account end the sign-ins of before.
        #expect(staff.signIns.isEmpty)
        for record in try await store.accounts() {
            #expect(try staff.accounts[record.id] == AccountState(record))
        }
        #expect(staff.accounts[first]?.passwordDigest == Digest.sha256(Array("$another".utf8)))
        #expect(staff.accounts[second]?.disabledAt == now)
        // Once in a store's life, and when a setting is another.
        let count = try await store.bureauEvents().count
        try await store.begin(with: [.init("link-life", "8h")], at: now)
        #expect(try await store.bureauEvents().count == count)
        try await store.begin(with: [.init("link-life", "2h")], at: now)
        #expect(try await store.bureauEvents().count == count + 1)
        try await store.enable(second, at: now)
        #expect(try await Staff(of: store).accounts[second]?.disabledAt == nil)
    }

    @Test @LoopActor func `A change that is refused leaves no event`() async throws {
        let bench = try await RouteBench.open()
        let events = try await bench.store.bureauEvents()
        let twin = try AccountRecord(
            Account(id: AccountID("a-2"), staffNo: "G003", name: "周砚", role: .clerk, unit: "信访科"),
            passwordHash: "x", createdAt: bench.time.now)
        await #expect(throws: StorageError(.taken)) { try await bench.store.add(twin) }
        await #expect(throws: StorageError(.notFound)) {
            try await bench.store.setPassword(of: AccountID("a-9"), hash: "x", at: bench.time.now)
        }
        await #expect(throws: StorageError(.notFound)) {
            try await bench.store.disable(AccountID("a-9"), at: bench.time.now)
        }
        let same = Bureau(id: BureauID("b"), name: "局", phone: "110", mark: Bureau.first.mark)
        await #expect(throws: StorageError(.taken)) { try await bench.store.put(same, at: bench.time.now) }
        #expect(try await bench.store.bureauEvents() == events)
    }

    /// What a stranger who writes the database may do, and what is said of it.
    private static let alterations: [(sql: String, words: String)] = [
        ("UPDATE account SET role = 'administrator' WHERE staff_no = 'G003'", "the role of the account G003"),
        ("UPDATE account SET name = '别人' WHERE staff_no = 'G003'", "the name of the account G003"),
        ("UPDATE account SET unit = '别处' WHERE staff_no = 'G003'", "the unit of the account G003"),
        (
            "UPDATE account SET bureau_id = 'harbour' WHERE staff_no = 'G003'",
            "the bureau of the account G003"
        ),
        (
            "UPDATE account SET staff_no = 'G004' WHERE staff_no = 'G003'",
            "the staff number of the account G003"
        ),
        (
            "UPDATE account SET profile = x'41' WHERE staff_no = 'G003'",
            "the fields of work of the account G003"
        ),
        (
            "UPDATE account SET password_hash = 'y' WHERE staff_no = 'G003'",
            "the password of the account G003"
        ),
        (
            "UPDATE account SET disabled_at = NULL WHERE staff_no = 'H001'",
            "the disabling of the account H001"
        ),
        ("UPDATE account SET disabled_at = 5 WHERE staff_no = 'G003'", "the disabling of the account G003"),
        (
            "UPDATE account SET created_at = 5 WHERE staff_no = 'G003'",
            "the day of making of the account G003"
        ),
        ("UPDATE account SET role = 'x' WHERE staff_no = 'G003'", "the role or the fields of work of G003"),
        ("DELETE FROM account WHERE staff_no = 'H001'", "the account H001 is missing"),
        (
            """
            INSERT INTO account SELECT 'a-X', 'X001', name, role, unit, password_hash, profile, created_at,
                disabled_at, bureau_id FROM account WHERE staff_no = 'G003'
            """, "an account that no history gives: \"X001\""
        ),
        (
            """
            UPDATE account SET password_hash = CASE staff_no WHEN 'G003' THEN (SELECT password_hash FROM account
                WHERE staff_no = 'H001') ELSE password_hash END
            """, "the password of the account G003"
        ),
        ("UPDATE bureau SET phone = '119' WHERE id = 'main'", "the telephone of the bureau main"),
        ("UPDATE bureau SET name = '别处' WHERE id = 'main'", "the name of the bureau main"),
        ("UPDATE bureau SET mark = '别' WHERE id = 'main'", "the mark of the bureau main"),
        ("DELETE FROM bureau WHERE id = 'harbour'", "the bureau is missing"),
        ("INSERT INTO bureau VALUES ('x', '局', '110', '别')", "a bureau that no history gives"),
        ("UPDATE unit SET name = '别处' WHERE id = 'u-1'", "the name of the unit u-1"),
        ("UPDATE unit SET kind = 'office' WHERE id = 'u-1'", "the kind of the unit u-1"),
        ("UPDATE unit SET formerly = '别处' WHERE id = 'u-1'", "the former names of the unit u-1"),
        ("UPDATE unit SET closed_at = 5 WHERE id = 'u-1'", "the closing of the unit u-1"),
        ("UPDATE unit SET bureau_id = 'harbour' WHERE id = 'u-1'", "the bureau of the unit u-1"),
        ("DELETE FROM unit WHERE id = 'u-1'", "the unit is missing"),
        ("UPDATE lawyer SET firm = '别处'", "a lawyer is not as the history gives"),
        ("DELETE FROM lawyer", "the lawyer is missing"),
        ("UPDATE lawyer SET id = 'l-9'", "a lawyer that no history gives"),
        ("INSERT INTO unit VALUES ('u-9', 'main', '别处', 'office', '', NULL)", "a unit that no history gives"),
        ("UPDATE sign_in SET token_digest = x'00'", "a sign-in that no history gives"),
        ("UPDATE sign_in SET account_id = 'a-H001'", "a sign-in of another account"),
        ("UPDATE sign_in SET expires_at = 4102444800000", "the times of a sign-in"),
        ("UPDATE sign_in SET created_at = expires_at", "the times of a sign-in"),
        ("UPDATE sign_in SET last_seen_at = 0", "the times of a sign-in"),
        (
            "INSERT INTO sign_in SELECT x'00', account_id, created_at, expires_at, last_seen_at FROM sign_in",
            "a sign-in that no history gives"
        ),
    ]

    private static let tables = ["account", "bureau", "sign_in", "unit", "lawyer"]

    @Test @LoopActor func `A row of an account, a bureau or a sign-in that was altered is told in words`()
        async throws
    {
        let bench = try await RouteBench.open()
        let (store, now) = (bench.store, bench.time.now)
        let harbour = Bureau(id: BureauID("harbour"), name: "海港分局", phone: "110", mark: "港信")
        try await store.put(harbour, at: now)
        _ = try await bench.signedIn(.clerk, "H001", unit: "信访科", of: harbour.id)
        try await store.setPassword(of: AccountID("a-H001"), hash: "$other", at: now)
        try await store.disable(AccountID("a-H001"), at: now)
        #expect(try await StaffProof(of: store).hasBegun == false)
        try await store.begin(at: now)
        let station = try UnitForm(name: "西苑派出所", kind: .station)
        try await StaffDesk(store: store, of: .main).perform(.addUnit(UnitID("u-1"), station), at: now)
        let lawyer = try LawyerForm(licenceNo: "A-1", name: "闻笛", firm: "所", capacity: .duty)
        try await LawyerDesk(store: store, of: .main).perform(.add(LawyerID("l-1"), lawyer), at: now)
        let good = try await StaffProof(of: store)
        #expect(good.faults == [] && good.accounts == 2 && good.hasBegun)
        let before = try DatabaseQueue(path: bench.directory + "/trialogue.sqlite")
        try await before.write { db in
            for table in Self.tables {
                try db.execute(sql: "CREATE TABLE kept_\(table) AS SELECT * FROM \(table)")
            }
        }
        try before.close()
        for (sql, words) in Self.alterations {
            // Each alone: the rows are put back after it.
            let queue = try DatabaseQueue(path: bench.directory + "/trialogue.sqlite")
            try await queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF") }
            try await queue.writeWithoutTransaction { db in
                try db.execute(sql: sql)
                #expect(db.changesCount > 0, "\(sql)")
            }
            let found = try await StaffProof(of: store)
            #expect(found.faults.contains { $0.hasPrefix(words) }, "\(sql): \(found.faults)")
            try await queue.writeWithoutTransaction { db in
                for table in Self.tables {
                    try db.execute(
                        sql: "DELETE FROM \(table); INSERT INTO \(table) SELECT * FROM kept_\(table)")
                }
            }
            try queue.close()
        }
        #expect(try await StaffProof(of: store).faults == [])
        // A row as it was before: the former password, and the sign-in that the new one ended.
        let ended = try await store.signIns()
        try await store.setPassword(of: AccountID("a-G003"), hash: "$new", at: now)
        let queue = try DatabaseQueue(path: bench.directory + "/trialogue.sqlite")
        try await queue.write { db in
            try db.execute(sql: "UPDATE account SET password_hash = 'x' WHERE staff_no = 'G003'")
            for row in ended {
                try db.execute(
                    sql: "INSERT INTO sign_in VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        Data(row.tokenDigest), row.accountID.text, row.createdAt.milliseconds,
                        row.expiresAt.milliseconds, row.lastSeenAt.milliseconds,
                    ])
            }
        }
        try queue.close()
        let back = try await StaffProof(of: store).faults
        #expect(back.contains { $0.hasPrefix("the password of the account G003") })
        #expect(back.contains { $0.hasPrefix("a sign-in that no history gives, or that was ended") })
    }

    @Test(arguments: ["payload = x'00'", "kind = 'bureau.signed_in'", "payload = NULL"]) @LoopActor
    func `An entry that can't be read is told, and keeps no server from starting`(change: String) async throws
    {
        let bench = try await RouteBench.open()
        let now = bench.time.now
        try await bench.store.begin(at: now)
        let queue = try DatabaseQueue(path: bench.directory + "/trialogue.sqlite")
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "DROP TRIGGER journal_no_update")
            try db.execute(
                sql: """
                    UPDATE OR IGNORE journal SET \(change)
                    WHERE sequence = (SELECT MIN(sequence) FROM journal WHERE kind = 'bureau.account_added')
                    """)
        }
        try queue.close()
        // Some values SQLite itself takes for none.
        guard try await bench.store.bureauEvents().unreadable.count == 1 else {
            #expect(change == "payload = NULL")
            return
        }
        try await bench.store.begin(with: [.init("link-life", "2h")], at: now)
        let proof = try await StaffProof(of: bench.store)
        #expect(proof.faults.count == 1 && proof.faults[0].hasPrefix("an entry can't be read"))
    }
}
