import Cryptography
import Foundation
import GRDB
import Journal
import Mediation
import Storage
import Testing
import Vault

@testable import StorageSQLite

@Suite(.timeLimit(.minutes(10))) struct BackupTests {
    /// A store with `cases` cases, stopped in good order.
    private func make(_ directory: String, cases: Int = 2) async throws {
        let store = try await SQLiteStore.open(directory: directory, creating: true)
        for index in 1...cases { try await store.put(Sample.newCase(Sample.caseRecord("c-\(index)"))) }
        try await store.close()
    }

    private func caseCount(_ directory: String) async throws -> Int {
        let store = try await SQLiteStore.openReading(directory: directory)
        let count = try await store.cases(of: .main, officer: nil, statuses: [], after: nil, limit: 200).cases
            .count
        let check = try await StoreCheck(of: store)
        #expect(check.fault == nil)
        try await store.close()
        return count
    }

    private func back(_ directory: String, to folder: String, withKey: Bool = true) async throws
        -> Backup.Outcome
    {
        try await Backup.make(
            of: directory, into: folder, withKey: withKey, program: "test", at: Sample.at(1))
    }

    private func restore(
        _ folder: String, to directory: String, key: String? = nil, replacing: Bool = false
    ) async throws -> Restore.Outcome {
        try await Restore.run(
            from: folder, key: key, into: directory, replacing: replacing, at: Sample.at(2))
    }

    @Test func `A backup beside the writer is one moment of the store, and is restored as that`() async throws
    {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            for index in 1...3 { try await store.put(Sample.newCase(Sample.caseRecord("c-\(index)"))) }
            let writing = Task {
                for index in 4...40 {
                    try await store.put(Sample.newCase(Sample.caseRecord("c-\(index)")))
                }
            }
            let folder = directory + "/backup"
            let outcome = try await back(directory, to: folder)
            try await writing.value
            try await store.close()
            #expect(outcome.fault == nil && outcome.check.entries >= 3)
            let target = directory + "/restored"
            let restored = try await restore(folder, to: target)
            #expect(restored.aside == nil && restored.entries == outcome.check.entries)
            #expect(UInt64(try await caseCount(target)) == outcome.check.entries)
            for name in ["trialogue.sqlite", "master.key"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test func `A backup goes over nothing, and one of nothing leaves nothing`() async throws {
        try await withDirectory { directory in
            try await make(directory)
            let folder = directory + "/backup"
            _ = try await back(directory, to: folder)
            let before = HalfLostStoreTests.content(of: folder)
            await #expect(throws: StorageError(.occupied)) { _ = try await back(directory, to: folder) }
            #expect(HalfLostStoreTests.content(of: folder) == before)
            let other = directory + "/other"
            await #expect(throws: StorageError(.noStore)) {
                _ = try await back(directory + "/mistyped", to: other)
            }
            #expect(HalfLostStoreTests.content(of: other) == nil)
        }
    }

    @Test func `A restore over a stopped store gives the backup alone, and what was newer lies aside whole`()
        async throws
    {
        try await withDirectory { directory in
            try await make(directory)
            let folder = directory + "-backup"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            _ = try await back(directory, to: folder)
            // The newer state is in the log alone, as a kill leaves it.
            let store = try await SQLiteStore.open(directory: directory)
            for index in 7...9 { try await store.put(Sample.newCase(Sample.caseRecord("c-\(index)"))) }
            let killed = directory + "-killed"
            defer { try? FileManager.default.removeItem(atPath: killed) }
            try FileManager.default.copyItem(atPath: directory, toPath: killed)
            try await store.close()
            #expect(FileManager.default.contents(atPath: killed + "/trialogue.sqlite-wal")?.isEmpty == false)

            await #expect(throws: StorageError(.occupied)) { _ = try await restore(folder, to: killed) }
            let outcome = try await restore(folder, to: killed, replacing: true)
            #expect(try await caseCount(killed) == 2)
            let aside = try #require(outcome.aside)
            #expect(try await caseCount("\(killed)/\(aside)") == 5)
            let writer = try await SQLiteStore.open(directory: killed)
            try await writer.put(Sample.newCase(Sample.caseRecord("c-20")))
            try await writer.close()
            #expect(try await caseCount(killed) == 3)
        }
    }

    @Test func `While a server has the folder nothing is restored into it`() async throws {
        try await withDirectory { directory in
            try await make(directory)
            let folder = directory + "-backup"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            _ = try await back(directory, to: folder)
            let store = try await SQLiteStore.open(directory: directory)
            await #expect(throws: StorageError(.inUse)) {
                _ = try await restore(folder, to: directory, replacing: true)
            }
            try await store.put(Sample.newCase(Sample.caseRecord("c-9")))
            try await store.close()
            #expect(try await caseCount(directory) == 3)
        }
    }

    @Test func `A restore that is cut off after any of its steps leaves the old state or the new, whole`()
        async throws
    {
        try await withDirectory { directory in
            try await make(directory, cases: 2)
            let folder = directory + "-backup"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            _ = try await back(directory, to: folder)
            let store = try await SQLiteStore.open(directory: directory)
            for index in 5...7 { try await store.put(Sample.newCase(Sample.caseRecord("c-\(index)"))) }
            try await store.close()
            // Not decided yet: a copy lies there and nothing has happened.
            let files = StoreDirectory(path: directory)
            let names: Set = [StoreDirectory.database, StoreDirectory.masterKey]
            let staged = StoreDirectory(path: files.file("restoring-1"))
            try staged.prepare()
            for name in names { _ = try FileCopy.copy("\(folder)/\(name)", to: staged.file(name)) }
            #expect(try await caseCount(directory) == 5)

            try RestoreIntent(staging: "restoring-1", aside: "before", names: names).decide(in: files)
            await #expect(throws: StorageError(.incomplete)) {
                _ = try await SQLiteStore.openReading(directory: directory)
            }
            // Then step by step, as `finish` goes; each state is left as a crash leaves it, and opened.
            for cut in 0...4 {
                let crashed = directory + "-crashed"
                try FileManager.default.copyItem(atPath: directory, toPath: crashed)
                defer { try? FileManager.default.removeItem(atPath: crashed) }
                try FileManager.default.createDirectory(
                    atPath: crashed + "/before", withIntermediateDirectories: false)
                let steps = [StoreDirectory.database, StoreDirectory.masterKey].flatMap {
                    [
                        ("\(crashed)/\($0)", "\(crashed)/before/\($0)"),
                        ("\(crashed)/restoring-1/\($0)", "\(crashed)/\($0)"),
                    ]
                }
                for (source, target) in steps.prefix(cut) {
                    try FileManager.default.moveItem(atPath: source, toPath: target)
                }
                try await SQLiteStore.open(directory: crashed).close()
                #expect(try await caseCount(crashed) == 2)
                #expect(try await caseCount(crashed + "/before") == 5)
                #expect(!FileManager.default.fileExists(atPath: crashed + "/restoring-1"))
            }
        }
    }

    @Test(arguments: ["trialogue.sqlite", "master.key", "manifest.json"])
    func `A backup that was altered, or is not finished, is refused before anything is touched`(name: String)
        async throws
    {
        try await withDirectory { directory in
            try await make(directory)
            let before = HalfLostStoreTests.content(of: directory)
            let folder = directory + "-backup"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            _ = try await back(directory, to: folder)
            let path = "\(folder)/\(name)"
            var data = try #require(FileManager.default.contents(atPath: path))
            data[data.startIndex + data.count / 2] ^= 0x11
            try data.write(to: URL(fileURLWithPath: path))
            await #expect(throws: StorageError.self) {
                _ = try await restore(folder, to: directory, replacing: true)
            }
            try FileManager.default.removeItem(atPath: path)
            await #expect(throws: StorageError.self) {
                _ = try await restore(folder, to: directory, replacing: true)
            }
            #expect(HalfLostStoreTests.content(of: directory) == before)
        }
    }

    @Test func `A backup without its key wants that very key`() async throws {
        try await withDirectory { directory in
            try await make(directory)
            let folder = directory + "/backup"
            _ = try await back(directory, to: folder, withKey: false)
            #expect(!FileManager.default.fileExists(atPath: folder + "/master.key"))
            await #expect(throws: StorageError(.wrongMasterKey)) {
                _ = try await restore(folder, to: directory + "/a")
            }
            let wrong = directory + "/wrong.key"
            try Data(SecureRandom.bytes(32)).write(to: URL(fileURLWithPath: wrong))
            await #expect(throws: StorageError(.wrongMasterKey)) {
                _ = try await restore(folder, to: directory + "/b", key: wrong)
            }
            _ = try await restore(folder, to: directory + "/c", key: directory + "/master.key")
            #expect(try await caseCount(directory + "/c") == 2)
        }
    }

    @Test func `What is erased is in no byte of the folder, the log of a cut-off erasing included`()
        async throws
    {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            // Enough for pages to be split and cells to be moved about.
            for index in 1...300 {
                try await store.put(Sample.newCase(Sample.caseRecord("c-\(index * 7919 % 1000)")))
            }
            for index in 1...300 where index % 3 == 0 {
                let record = Sample.caseRecord(
                    "c-\(index * 7919 % 1000)", body: String(repeating: "长", count: index))
                try await store.put(Sample.changed(record))
            }
            let id = CaseID("c-\(150 * 7919 % 1000)")
            let gone = try await store.engine.pool.read { db in
                try ["wrapped FROM case_key WHERE case_id = ?", "body FROM case_file WHERE id = ?"].compactMap
                {
                    try Data.fetchOne(db, sql: "SELECT \($0)", arguments: [id.text])
                }
            }
            #expect(gone.count == 2)
            try await store.close()
            let cut = directory + "-cut"
            defer { try? FileManager.default.removeItem(atPath: cut) }
            let again = try await SQLiteStore.open(directory: directory)
            // The transaction alone, as a kill before the log is cut leaves it.
            try await again.engine.commits.commit { db in
                let entry = UnchainedEntry(
                    withoutContent: LogKind.keyDestroyed, of: .petition(id), at: Sample.at(9))
                try SQLiteEngine.erase(id, entry: entry, chaining: Chain.chaining, db)
            }
            try FileManager.default.copyItem(atPath: directory, toPath: cut)
            try await again.close()
            let finished = try await SQLiteStore.open(directory: cut)
            try await finished.destroyKey(of: id, at: Sample.at(10))
            for (name, bytes) in HalfLostStoreTests.content(of: cut) ?? [:] {
                for value in gone { #expect(bytes.range(of: value) == nil, "\(name)") }
            }
            #expect(try await finished.caseID(caseNo: "XF-\(id)") == id)
            try await finished.close()
        }
    }
}
