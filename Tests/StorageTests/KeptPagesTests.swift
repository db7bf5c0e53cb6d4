import Foundation
import GRDB
import Mediation
import Storage
import Testing
import Vault

@testable import StorageSQLite

/// Pages of lists are kept as long as nothing was committed, by whomever.
@Suite(.timeLimit(.minutes(10))) struct KeptPagesTests {
    private func ids(_ store: SQLiteStore) async throws -> [String] {
        let page = try await store.sealedCases(of: .main, officer: nil, statuses: [], after: nil, limit: 50)
        return page.cases.rows.map(\.id.text)
    }

    @Test func `A page is read again after a commit, and by nobody else's reading in between`() async throws {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            try await store.put(Sample.newCase())
            for _ in 0..<6 { #expect(try await ids(store) == ["c-1"]) }
            // One connection reads where nobody else does; where two did, each has read once.
            #expect(store.engine.keptPages.given >= 4)
            try await store.put(Sample.newCase(Sample.caseRecord("c-2")))
            for _ in 0..<3 { #expect(try await ids(store) == ["c-1", "c-2"]) }
            try await store.close()
        }
    }

    @Test func `What another program wrote is in the next page`() async throws {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            try await store.put(Sample.newCase())
            let elsewhere = try DatabaseQueue(path: directory + "/trialogue.sqlite")
            for round in 0..<8 {
                _ = try await ids(store)
                let number = "青信〔2026〕\(round)号"
                try await elsewhere.write {
                    for name in try String.fetchAll(
                        $0, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
                    {
                        try $0.execute(sql: "DROP TRIGGER \"\(name)\"")
                    }
                    try $0.execute(sql: "UPDATE case_file SET case_no = ?", arguments: [number])
                }
                let page = try await store.sealedCases(
                    of: .main, officer: nil, statuses: [], after: nil, limit: 50)
                #expect(page.cases.rows.map(\.caseNo) == [number])
            }
            try elsewhere.close()
            try await store.close()
        }
    }

    @Test func `Lists that differ in anything are kept apart`() async throws {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            try await store.put(Sample.newCase())
            for _ in 0..<3 {
                for (officer, statuses, count) in [
                    (nil, [], 1), (AccountID("a-nobody"), [], 0), (nil, ["archived"], 0),
                ] as [(AccountID?, [String], Int)] {
                    let page = try await store.sealedCases(
                        of: .main, officer: officer, statuses: statuses, after: nil, limit: 50)
                    #expect(page.cases.rows.count == count)
                }
                let none = try await store.sealedCases(
                    of: BureauID("b-other"), officer: nil, statuses: [], after: nil, limit: 50)
                #expect(none.cases.rows.isEmpty)
            }
            try await store.close()
        }
    }
}
