import Cryptography
import Foundation
import Mediation
import Projections
import Storage
import StorageSQLite
import TestKit
import Testing
import Vault

@testable import Coordinator

/// `trialogue verify` on stores that somebody altered: each table and column of the schema in each way, and bytes of the file.
/// The limit is that of a campaign of 2,000 flips.
@Suite(.timeLimit(.minutes(30))) struct StoreProofTests {
    @Test func `A store that nobody altered has no fault, as it was upgraded and as it goes on`() async throws
    {
        try await ProofStore.with { store in
            for folder in [store.earlier, store.folder] {
                #expect(try await Proof(of: folder).faults == [], "\(folder.suffix(7))")
            }
            let reader = try await SQLiteStore.openReading(directory: store.folder)
            let proof = try await StoreProof(of: reader)
            #expect(proof.cases == 4 && proof.erased == 1 && proof.sessions == 2 && proof.entries > 90)
            try await reader.close()
        }
    }

    @Test func `An altered row is told in words, with where it stands`() async throws {
        try await ProofStore.with { store in
            try Self.execute(
                "UPDATE case_file SET status = 'closed' WHERE id = 'c-2'; UPDATE session SET ended_at = 5 WHERE id = 's-8'",
                in: store.folder)
            let faults = try await Proof(of: store.folder).faults
            #expect(
                faults.contains(
                    "the status of case 青信〔2026〕0088 is not what its history gives: \"closed\" instead of \"registered\" (case_file c-2, status)"
                ), "\(faults)")
            #expect(faults.count == 2, "\(faults)")
        }
    }

    // MARK: Every table and column

    private static let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/verify.md")
    private static let begin = "<!-- what is found: begin -->\n"
    private static let end = "<!-- what is found: end -->\n"

    /// The table of the document is what is found. `VERIFY_TABLE=write` writes it.
    @Test func `What verify finds, table by table and column by column, is what the document says`()
        async throws
    {
        let lines = try await ProofStore.with { store in try await Self.table(of: store) }
        let text = try String(contentsOf: Self.document, encoding: .utf8)
        let parts = text.components(separatedBy: Self.begin)
        let rest = try #require(parts.last?.components(separatedBy: Self.end))
        #expect(parts.count == 2 && rest.count == 2)
        if ProcessInfo.processInfo.environment["VERIFY_TABLE"] == "write" {
            try (parts[0] + Self.begin + lines + Self.end + rest[1])
                .write(to: Self.document, atomically: true, encoding: .utf8)
        } else {
            for (line, kept) in zip(lines.split(separator: "\n"), rest[0].split(separator: "\n")) {
                #expect(line == kept)
            }
            #expect(lines == rest[0], "VERIFY_TABLE=write writes the table anew")
        }
    }

    /// So many tables are tried side by side: the longest test of all would else end alone on one core.
    private static let atOnce = 3

    private static func table(of store: ProofStore) async throws -> String {
        let rows = AlteredRows(folder: store.folder, earlier: store.earlier)
        let tables = try AlteredRows.tables(store.folder)
        let parts = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            var waiting = tables.enumerated().makeIterator()
            func begin() {
                guard let (index, (name, columns)) = waiting.next() else { return }
                group.addTask { (index, try await lines(of: name, columns, rows)) }
            }
            for _ in 0..<atOnce { begin() }
            var parts: [Int: String] = [:]
            while let (index, lines) = try await group.next() {
                parts[index] = lines
                begin()
            }
            return parts
        }
        let head =
            "| table, column | altered | swapped | row deleted | row inserted | row put back |\n|---|---|---|---|---|---|\n"
        return tables.indices.reduce(into: head) { $0 += parts[$1] ?? "" }
    }

    private static func lines(
        of table: String, _ columns: [AlteredRows.Column], _ rows: AlteredRows
    ) async throws -> String {
        func word(_ way: AlteredRows.Way, _ column: String? = nil) async throws -> String {
            let place = AlteredRows.Place(table: table, column: column)
            switch try await rows.areFound(
                way, place, columns, by: { try await !Proof(of: $0).faults.isEmpty })
            {
            case true?: return "found"
            case false?: return "**no**"
            case nil: return ""
            }
        }
        var words: [String] = []
        for way in [AlteredRows.Way.deleted, .inserted, .rolledBack] { words.append(try await word(way)) }
        var lines = "| **\(table)** | | | \(words.joined(separator: " | ")) |\n"
        for column in columns {
            let altered = try await word(.altered, column.name)
            let swapped = try await word(.swapped, column.name)
            lines += "| \(column.name) | \(altered) | \(swapped) | | | |\n"
        }
        return lines
    }

    // MARK: Bytes

    /// A flipped byte is found, or nothing that is proven reads differently for it. `VERIFY_FLIPS` says how many are tried.
    @Test func `A flipped byte of the file is found, or changes nothing that is proven`() async throws {
        let asked = ProcessInfo.processInfo.environment["VERIFY_FLIPS"].flatMap { Int($0) }
        try await ProofStore.with { store in
            let whole = try Data(contentsOf: URL(fileURLWithPath: store.folder + "/trialogue.sqlite"))
            let picture = try await Self.picture(of: store.folder)
            var random = SplitMix(state: UInt64(asked ?? 7))
            var (found, without) = (0, 0)
            for _ in 0..<(asked ?? 100) {
                let place = Int(random.next() % UInt64(whole.count))
                let copy = store.folder + "-flipped"
                try? FileManager.default.removeItem(atPath: copy)
                try FileManager.default.copyItem(atPath: store.folder, toPath: copy)
                var bytes = whole
                bytes[place] ^= UInt8(1 << (random.next() % 8))
                try bytes.write(to: URL(fileURLWithPath: copy + "/trialogue.sqlite"))
                if try await !Proof(of: copy).faults.isEmpty {
                    found += 1
                } else {
                    without += 1
                    #expect(try await Self.picture(of: copy) == picture, "byte \(place) of \(whole.count)")
                }
            }
            print("flips: \(found) found, \(without) without effect on what is proven")
        }
    }

    /// Everything that is proven of a store, opened and in order.
    private static func picture(of folder: String) async throws -> [String] {
        let store = try await SQLiteStore.openReading(directory: folder)
        var lines: [String] = []
        for history in try await store.history() {
            let whole = try await store.whole(history)
            lines.append("\(whole.id) \(whole.key) \(whole.file.map { "\($0)" } ?? "none")")
            lines += whole.events.map { "\($0)" }
            lines += whole.answers.map { "\($0)" }
            lines += whole.marks.map { Hex.encode($0.bytes) }.sorted()
            for session in whole.sessions {
                lines.append("\(session.id) \(session.row.map { "\($0)" } ?? "none") \(session.minutes)")
                lines += session.drafts.map { "\($0)" } + session.results.map { "\($0)" }
            }
        }
        lines += try await store.strays().map { "\($0)" }
        try await store.close()
        return lines
    }

    // MARK: Made anew

    @Test func `A store whose rows were all altered, made anew, is what it was, row by row`() async throws {
        try await ProofStore.with { store in
            let before = try await Self.picture(of: store.folder)
            try Self.execute(Self.havoc, in: store.folder)
            #expect(try await Self.picture(of: store.folder) != before)
            #expect(try await Proof(of: store.folder).faults.count > 10)
            for round in 1...2 {
                let writer = try await SQLiteStore.open(directory: store.folder)
                let rebuild = try await Rebuild(of: writer)
                try await writer.close()
                #expect(rebuild.left.isEmpty && rebuild.rewritten == (round == 1 ? 3 : 0), "\(rebuild)")
            }
            let after = try await Self.picture(of: store.folder)
            #expect(after == before)
            #expect(try await Proof(of: store.folder).faults == [])
        }
    }

    /// Every row that is made of events, altered or gone; guards are put back. The version of c-1 stays: two of its steps were
    /// of one instant, and how many commits they were is nowhere but there.
    private static let havoc = """
        UPDATE case_file SET status = 'closed', level = 'level_1', officer_id = 'a-x', content_class = 'suggestion',
            due_at = 5, updated_at = 5, channel = 'fax', unit = 'x', received_at = 1, accepted_at = 2, closed_at = 3,
            summary = body WHERE body IS NOT NULL;
        UPDATE case_file SET version = 900 WHERE body IS NOT NULL AND id <> 'c-1';
        UPDATE case_file SET body = summary WHERE id = 'c-1';
        UPDATE case_file SET case_no = case_no || 'x' WHERE body IS NOT NULL;
        DELETE FROM case_file WHERE id = 'c-7';
        UPDATE case_mark SET case_id = 'c-1' WHERE case_id = 'c-2' AND mark NOT IN (SELECT mark FROM case_mark WHERE case_id = 'c-1');
        DELETE FROM case_mark WHERE case_id = 'c-7';
        INSERT INTO case_mark (mark, case_id) VALUES (x'0102030405060708', 'c-99');
        INSERT INTO session (id, case_id, number, status, host_id, created_at) VALUES ('s-99', 'c-2', 77, 'waiting', 'x', 1);
        UPDATE session SET status = 'paused', host_id = 'x', started_at = 3, ended_at = 4, created_at = 5, number = number + 9;
        DELETE FROM session WHERE id = 's-8';
        DROP TRIGGER minutes_no_update; DROP TRIGGER minutes_document_no_update;
        UPDATE minutes SET digest = zeroblob(32), frozen_at = 1, label = 'signed';
        UPDATE minutes_document SET document = x'00';
        CREATE TRIGGER minutes_no_update BEFORE UPDATE ON minutes
        BEGIN SELECT RAISE(ABORT, 'minutes never change'); END;
        CREATE TRIGGER minutes_document_no_update BEFORE UPDATE ON minutes_document
        BEGIN SELECT RAISE(ABORT, 'minutes never change'); END;
        UPDATE case_number SET last = 0;
        """

    private static func execute(_ sql: String, in folder: String) throws {
        try AlteredRows.execute(sql, in: folder)
    }
}

/// A small generator of random numbers, the same at each run.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
