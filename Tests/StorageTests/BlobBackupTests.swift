import Cryptography
import Foundation
import Journal
import Mediation
import Storage
import StorageSQLite
import Testing
import Vault

/// Blobs of a store in a folder: they go where the store goes, and what is wrong with them is told.
@Suite(.timeLimit(.minutes(10))) struct BlobBackupTests {
    private static let content = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 / 5) }
    private static let one = CaseID("c-1")

    /// A store with one case and one blob.
    private func with(
        _ body: (_ folder: String, _ store: SQLiteStore, StoredBlob) async throws -> Void
    )
        async throws
    {
        try await withDirectory { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            let store = try await SQLiteStore.open(directory: folder + "/data", creating: true)
            try await store.commit(Sample.newCase())
            let writer = try await store.blobs(inStore: folder + "/data").begin(for: Self.one)
            try await writer.append(Self.content)
            try await body(folder, store, try await writer.finish(at: Sample.at(8)))
        }
    }

    private func path(_ blob: StoredBlob, in folder: String) -> URL {
        URL(fileURLWithPath: "\(folder)/blobs/case-c-1/\(blob.address)")
    }

    private func alter(_ file: URL) throws {
        var bytes = try Data(contentsOf: file)
        bytes[100_000] ^= 1
        try bytes.write(to: file)
    }

    private func back(_ folder: String, _ store: SQLiteStore) async throws -> Backup.Outcome {
        try await Backup.make(
            of: folder + "/data", into: folder + "/backup", withKey: true, program: "1", at: Sample.at(9))
    }

    private func restore(_ folder: String, into place: String, replacing: Bool = false) async throws
        -> Restore.Outcome
    {
        try await Restore.run(
            from: folder + "/backup", into: folder + "/" + place, replacing: replacing, at: Sample.at(10))
    }

    private func code(_ body: () async throws -> Void) async -> StorageError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? StorageError)?.code
        }
    }

    @Test
    func `a backup brings blobs along, and a restore puts them in place and the old ones aside`()
        async throws
    {
        try await with { folder, store, blob in
            let unfinished = try await store.blobs(inStore: folder + "/data").begin(for: Self.one)
            try await unfinished.append(Self.content)
            #expect(try await back(folder, store).fault == nil)
            let later = try await store.blobs(inStore: folder + "/data").begin(for: Self.one)
            let laterBlob = try await later.finish(at: Sample.at(8))
            try await store.close()
            _ = try await restore(folder, into: "new")
            let copy = try await SQLiteStore.open(directory: folder + "/new")
            let reader = try await copy.blobs(inStore: folder + "/new").read(blob.address, of: Self.one)
            #expect(try await reader.bytes(0..<reader.count) == Self.content)
            #expect(try await copy.checkBlobs(inStore: folder + "/new").count == 1)
            try await copy.close()
            let outcome = try await restore(folder, into: "data", replacing: true)
            let aside = try #require(outcome.aside)
            #expect(
                FileManager.default.fileExists(atPath: path(laterBlob, in: "\(folder)/data/\(aside)").path))
            #expect(!FileManager.default.fileExists(atPath: path(laterBlob, in: folder + "/data").path))
            #expect(FileManager.default.fileExists(atPath: path(blob, in: folder + "/data").path))
        }
    }

    @Test func `what is wrong with a blob is told by verify and by a backup`() async throws {
        try await with { folder, store, blob in
            try alter(path(blob, in: folder + "/data"))
            let check = try await store.checkBlobs(inStore: folder + "/data")
            let fault = "blob \(blob.address) of case c-1: its bytes are not those of its name"
            #expect(check.faults == [fault])
            #expect(try await back(folder, store).fault == fault)
            try await store.close()
            #expect(try await restore(folder, into: "new").fault == fault)
        }
    }

    @Test
    func
        `a blob that is missing is named by verify and by a backup, and one that was removed is not`()
        async throws
    {
        try await with { folder, store, blob in
            let removed = try await store.blobs(inStore: folder + "/data").begin(for: Self.one)
            let other = try await removed.finish(at: Sample.at(8))
            try await store.blobs(inStore: folder + "/data").remove(
                other.address, of: Self.one, at: Sample.at(8))
            func faults() async throws -> [String] {
                let check = try await StoreCheck(of: store)
                #expect(check.fault == nil)
                return try await store.checkBlobs(inStore: folder + "/data", of: check.casesWithBlobs)
                    .faults
            }
            #expect(try await faults() == [])
            let fault = "blob \(blob.address) of case c-1: it is missing"
            try FileManager.default.removeItem(at: path(blob, in: folder + "/data"))
            #expect(try await faults() == [fault])
            #expect(try await back(folder, store).fault == fault)
            // With the folder of all, too.
            try FileManager.default.removeItem(atPath: folder + "/data/blobs")
            #expect(try await faults() == [fault])
            try await store.destroyKey(of: Self.one, at: Sample.at(20))
            #expect(try await faults() == [])
            try await store.close()
        }
    }

    @Test func `a backup whose blob is missing or altered is not restored`() async throws {
        try await with { folder, store, blob in
            #expect(try await back(folder, store).fault == nil)
            try await store.close()
            try alter(path(blob, in: folder + "/backup"))
            #expect(await code { _ = try await restore(folder, into: "new") } == .corrupt)
            try FileManager.default.removeItem(at: path(blob, in: folder + "/backup"))
            #expect(await code { _ = try await restore(folder, into: "new") } == .incomplete)
            #expect(!FileManager.default.fileExists(atPath: folder + "/new/trialogue.sqlite"))
        }
    }

    @Test func `blobs of a case that the store does not have stay, and verify tells of them`()
        async throws
    {
        try await with { folder, store, blob in
            try await store.close()
            let stray = "\(folder)/data/blobs/case-c-9"
            try FileManager.default.createDirectory(atPath: stray, withIntermediateDirectories: false)
            try FileManager.default.copyItem(
                atPath: path(blob, in: folder + "/data").path, toPath: "\(stray)/\(blob.address)")
            let again = try await SQLiteStore.open(directory: folder + "/data")
            let check = try await again.checkBlobs(inStore: folder + "/data")
            #expect(check.count == 1)
            #expect(check.faults == ["there are blobs of case c-9, which the store does not have"])
            try await again.close()
        }
    }

    @Test func `an erasure that was cut off before its blobs went is finished by the next opening`()
        async throws
    {
        try await with { folder, store, blob in
            try await store.destroyKey(of: Self.one, at: Sample.at(20))
            #expect(try await store.checkBlobs(inStore: folder + "/data").leftOver == [Self.one])
            try await store.close()
            #expect(FileManager.default.fileExists(atPath: path(blob, in: folder + "/data").path))
            let again = try await SQLiteStore.open(directory: folder + "/data")
            #expect(!FileManager.default.fileExists(atPath: path(blob, in: folder + "/data").path))
            let check = try await again.checkBlobs(inStore: folder + "/data")
            #expect(check.count == 0 && check.leftOver.isEmpty && check.faults.isEmpty)
            try await again.close()
        }
    }
}
