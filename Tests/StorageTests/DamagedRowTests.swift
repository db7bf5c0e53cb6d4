import Cryptography
import Foundation
import GRDB
import Journal
import Mediation
import Storage
import Testing
import Vault

@testable import StorageSQLite

/// One damaged row is one row: every column (but the journal's `sequence`, which is the tree's own key: damage to that is a
/// damaged page, which SQLite tells) of every table is altered in turn, and every verb is called. A trap would end
/// the test program; a list that does not come, or a neighbour that is gone, fails the test.
@Suite(.timeLimit(.minutes(10))) struct DamagedRowTests {
    /// What a flipped bit or a stranger's hand may leave in a column.
    private static let values: [DatabaseValue] = [
        .null, "fremd \u{202E}".databaseValue, Int64.min.databaseValue, Int64.max.databaseValue,
        Data([0xFF, 0, 0x80, 7]).databaseValue,
    ]

    @Test(arguments: [
        "account", "sign_in", "case_key", "case_number", "case_file", "session", "draft", "command_result",
        "minutes", "minutes_document", "journal", "store_value", "answered_request", "bureau", "tree_edge",
        "case_mark", "case_month", "month_total", "kept_sum", "unit", "lawyer",
    ])
    func `A damaged row takes nothing else with it`(table: String) async throws {
        try await withDirectory { template in
            try await DamagedStore.make(in: template)
            for column in try DamagedStore.columns(of: table, in: template) where column != "sequence" {
                for value in Self.values {
                    try await withDirectory { directory in
                        try FileManager.default.copyItem(atPath: template, toPath: directory)
                        guard try DamagedStore.alter(table, column, to: value, in: directory) else { return }
                        try await DamagedStore.useEverything(in: directory, after: "\(table).\(column)")
                    }
                }
            }
        }
    }

    @Test func `The last entry's hash being damaged keeps nobody from writing, and is found`() async throws {
        for value in Self.values {
            try await withDirectory { directory in
                try await DamagedStore.make(in: directory)
                let queue = try DatabaseQueue(path: directory + "/trialogue.sqlite")
                try await queue.write { db in
                    try db.execute(
                        sql:
                            "UPDATE journal SET hash = ? WHERE sequence = (SELECT MAX(sequence) FROM journal)",
                        arguments: [value])
                }
                try queue.close()
                let store = try await SQLiteStore.open(directory: directory)
                try await store.put(Sample.newCase(Sample.caseRecord("c-7")))
                let check = try await StoreCheck(of: store)
                #expect(check.fault?.hasPrefix("entry ") == true)
                try await store.close()
            }
        }
    }

    @Test func `A row that can't be read is told once, by its place, and its content never`() async throws {
        try await withDirectory { directory in
            try await DamagedStore.make(in: directory)
            _ = try DamagedStore.alter(
                "account", "role", to: Data("geheim".utf8).databaseValue, in: directory)
            let told = ToldRows()
            let store = try await SQLiteStore.open(directory: directory) { told.add($0) }
            for _ in 0..<3 {
                let accounts = try await store.accounts()
                #expect(accounts.map(\.staffNo) == ["G002"])
                #expect(accounts.unreadable.map(\.name) == ["G001"])
            }
            await #expect(throws: StorageError(.corrupt)) { _ = try await store.account(AccountID("a-1")) }
            #expect(told.all.map(\.description) == ["account a-1: role can't be read"])
            try await store.close()
        }
    }

    @Test func `A case whose body was taken away does not vanish from the list; an erased one does`()
        async throws
    {
        try await withDirectory { directory in
            try await DamagedStore.make(in: directory)
            #expect(try DamagedStore.alter("case_file", "body", to: .null, in: directory))
            let store = try await SQLiteStore.open(directory: directory)
            for officer in [Sample.officer, nil] {
                let page = try await store.cases(
                    of: .main, officer: officer, statuses: [], after: nil, limit: 10)
                #expect(page.cases.map(\.id.text) == ["c-2"])
                #expect(
                    page.cases.unreadable.map(\.id) == ["c-1"]
                        && page.cases.unreadable.map(\.name) == ["XF-c-1"])
            }
            try await store.destroyKey(of: CaseID("c-1"), at: Sample.at(9))
            let page = try await store.cases(of: .main, officer: nil, statuses: [], after: nil, limit: 10)
            #expect(page.cases.unreadable.isEmpty && page.cases.count == 1)
            try await store.close()
        }
    }

    @Test func `A command whose answer is damaged is known to have run, and a draft keeps its revision`()
        async throws
    {
        try await withDirectory { directory in
            try await DamagedStore.make(in: directory)
            let junk = Data([1, 2, 3]).databaseValue
            _ = try DamagedStore.alter("command_result", "result", to: junk, in: directory)
            _ = try DamagedStore.alter("draft", "text", to: junk, in: directory)
            let store = try await SQLiteStore.open(directory: directory)
            let results = try await store.commandResults(ofSession: SessionID("s-1"))
            #expect(results.map(\.commandID.text) == ["k1", "k2"])
            #expect(results.first?.result == [] && results.unreadable.map(\.column) == ["result"])
            let drafts = try await store.drafts(ofSession: SessionID("s-1"))
            #expect(drafts.map(\.text) == [nil, "b"] && drafts.map(\.revision) == [3, 1])
            try await store.close()
        }
    }
}

/// Rows that were told.
private final class ToldRows: @unchecked Sendable {
    private let lock = NSLock()
    private var rows: [UnreadableRow] = []
    var all: [UnreadableRow] { lock.withLock { rows } }
    func add(_ row: UnreadableRow) { lock.withLock { rows.append(row) } }
}
