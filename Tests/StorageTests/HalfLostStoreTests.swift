import Foundation
import Mediation
import Storage
import StorageSQLite
import Testing
import Vault

/// A folder that holds no store, or half of one, is refused in words and left as it was.
@Suite(.timeLimit(.minutes(10))) struct HalfLostStoreTests {
    /// What was lost, and how it is refused.
    struct Loss: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: StorageError.Code
        let lose: @Sendable (_ directory: String) throws -> Void
    }

    private static func remove(_ names: String...) -> @Sendable (String) throws -> Void {
        { directory in
            for name in names { try FileManager.default.removeItem(atPath: "\(directory)/\(name)") }
        }
    }

    static let losses = [
        Loss(testDescription: "the folder", code: .noStore) {
            try FileManager.default.removeItem(atPath: $0)
        },
        Loss(
            testDescription: "all in it", code: .noStore,
            lose: remove("trialogue.sqlite", "trialogue.sqlite-wal", "trialogue.sqlite-shm", "master.key")),
        Loss(
            testDescription: "the database", code: .incomplete,
            lose: remove("trialogue.sqlite", "trialogue.sqlite-wal", "trialogue.sqlite-shm")),
        Loss(
            testDescription: "the database, not its log", code: .incomplete, lose: remove("trialogue.sqlite")),
        Loss(
            testDescription: "all but the log", code: .incomplete,
            lose: remove("trialogue.sqlite", "master.key")),
        Loss(testDescription: "the key", code: .wrongMasterKey, lose: remove("master.key")),
        Loss(testDescription: "the database's content", code: .incomplete) {
            try Data().write(to: URL(fileURLWithPath: $0 + "/trialogue.sqlite"))
            try Data().write(to: URL(fileURLWithPath: $0 + "/trialogue.sqlite-wal"))
        },
        Loss(testDescription: "another folder's files are there", code: .noStore) {
            try FileManager.default.removeItem(atPath: $0)
            try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false)
            try Data("x".utf8).write(to: URL(fileURLWithPath: $0 + "/letter.txt"))
        },
        Loss(testDescription: "a new store was begun and not finished", code: .incomplete) {
            try Data().write(to: URL(fileURLWithPath: $0 + "/trialogue.making"))
        },
    ]

    /// Everything under a folder with its bytes; nil when there is no folder.
    static func content(of directory: String) -> [String: Data]? {
        guard let names = FileManager.default.enumerator(atPath: directory),
            FileManager.default.fileExists(atPath: directory)
        else { return nil }
        var content: [String: Data] = [:]
        for case let name as String in names {
            content[name] = FileManager.default.contents(atPath: directory + "/" + name) ?? Data()
        }
        return content
    }

    @Test(arguments: losses)
    func `Nothing is made where a store or half of one was lost, neither to read nor to write`(loss: Loss)
        async throws
    {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            try await store.put(Sample.newCase())
            try await store.close()
            try loss.lose(directory)
            let before = Self.content(of: directory)
            await #expect(throws: StorageError(loss.code)) {
                _ = try await SQLiteStore.openReading(directory: directory)
            }
            await #expect(throws: StorageError(loss.code)) {
                _ = try await SQLiteStore.open(directory: directory)
            }
            #expect(Self.content(of: directory) == before)
        }
    }

    @Test func `A database whose log was left behind is no store, and stays as it was copied`() async throws {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            let copy = directory + "/copy"
            try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
            // A file of SQLite's without any table, as the first second of a store gives to who copies it.
            var header = Data("SQLite format 3\0".utf8)
            header.append(Data(count: 4080))
            try header.write(to: URL(fileURLWithPath: copy + "/trialogue.sqlite"))
            try FileManager.default.copyItem(
                atPath: directory + "/master.key", toPath: copy + "/master.key")
            let before = Self.content(of: copy)
            await #expect(throws: StorageError.self) { _ = try await SQLiteStore.open(directory: copy) }
            await #expect(throws: StorageError.self) {
                _ = try await SQLiteStore.openReading(directory: copy)
            }
            #expect(Self.content(of: copy) == before)
            try await store.close()
        }
    }

    @Test
    func `A new store is made where it is asked for: absent, empty, or begun and cut off; nowhere else`()
        async throws
    {
        try await withDirectory { directory in
            try await SQLiteStore.open(directory: directory, creating: true).close()
            // What is there already is opened, not made anew.
            let again = try await SQLiteStore.open(directory: directory, creating: true)
            try await again.put(Sample.newCase())
            try await again.close()
            #expect(try await SQLiteStore.open(directory: directory, creating: true).head() != nil)
        }
        try await withDirectory { directory in
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
            try Data().write(to: URL(fileURLWithPath: directory + "/trialogue.making"))
            try Data([1]).write(to: URL(fileURLWithPath: directory + "/master.key"))
            try await SQLiteStore.open(directory: directory, creating: true).close()
            try await SQLiteStore.open(directory: directory).close()
        }
        try await withDirectory { directory in
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
            try Data().write(to: URL(fileURLWithPath: directory + "/letter.txt"))
            await #expect(throws: StorageError(.occupied)) {
                _ = try await SQLiteStore.open(directory: directory, creating: true)
            }
            #expect(Self.content(of: directory)?.keys.sorted() == ["letter.txt"])
        }
    }

    @Test func `A reader stands beside the writer, changes nothing, and writes nothing where all is still`()
        async throws
    {
        try await withDirectory { directory in
            let writer = try await SQLiteStore.open(directory: directory, creating: true)
            try await writer.put(Sample.newCase())
            let beside = try await SQLiteStore.openReading(directory: directory)
            #expect(try await beside.head()?.sequence == 1)
            await #expect(throws: StorageError.self) { try await beside.commit(Sample.opened()) }
            try await writer.put(Sample.opened())
            #expect(try await beside.head()?.sequence == 2)
            try await beside.close()
            try await writer.close()
            let before = Self.content(of: directory)
            let still = try await SQLiteStore.openReading(directory: directory)
            #expect(try await still.head()?.sequence == 2)
            #expect(Self.content(of: directory) == before)
            try await still.close()
            #expect(Self.content(of: directory) == before)
        }
    }

    @Test func `After a clean stop the log is empty, and two copied files are the whole store`() async throws
    {
        try await withDirectory { directory in
            let store = try await SQLiteStore.open(directory: directory, creating: true)
            try await store.put(Sample.newCase())
            try await store.put(Sample.opened())
            try await store.close()
            let log = FileManager.default.contents(atPath: directory + "/trialogue.sqlite-wal")
            #expect(log?.isEmpty ?? true)
            let copy = directory + "/copy"
            try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
            for name in ["trialogue.sqlite", "master.key"] {
                try FileManager.default.copyItem(atPath: "\(directory)/\(name)", toPath: "\(copy)/\(name)")
            }
            let copied = try await SQLiteStore.openReading(directory: copy)
            #expect(try await copied.head()?.sequence == 2)
            #expect(try await copied.caseFile(CaseID("c-1"))?.body == Sample.caseRecord().body)
            try await copied.close()
        }
    }
}
