internal import Cryptography
internal import Foundation
package import Journal
package import Mediation
package import Storage
internal import StorageFiles
internal import Vault

/// Backing up a store into a folder of its own, also beside a running server.
package enum Backup {
    /// What was written.
    package struct Outcome: Sendable {
        package let check: StoreCheck
        /// What is wrong with the store, in words; the backup is as good as the store is.
        package let fault: String?
    }

    /// Copies the store in `directory` into `folder`, which must be absent or empty, and reads the copy back. The manifest
    /// is written last: until it stands the folder is no backup, and when this throws nothing is left of it.
    /// - Parameters:
    ///   - withKey: whether `master.key` goes along.
    ///   - program: the program's version, for the manifest.
    package static func make(
        of directory: String, into folder: String, withKey: Bool, program: String, at now: Instant
    ) async throws -> Outcome {
        let target = StoreDirectory(path: folder)
        let wasThere = try requireRoom(target)
        let store = try await SQLiteStore.openReading(directory: directory)
        do {
            try target.prepare()
            let outcome = try await fill(
                target, from: store, StoreDirectory(path: directory), withKey: withKey, program, now)
            try await store.close()
            return outcome
        } catch {
            try? await store.close()
            clear(target, folderToo: !wasThere)
            throw StorageError(telling: error)
        }
    }

    /// Whether the folder is there already; `occupied` unless it is empty.
    private static func requireRoom(_ target: StoreDirectory) throws -> Bool {
        guard let names = try target.names() else { return false }
        guard names.subtracting(["lost+found"]).isEmpty else {
            throw StorageError(.occupied, "\(target.path) is not empty; a backup wants a folder of its own")
        }
        return true
    }

    private static func fill(
        _ target: StoreDirectory, from store: SQLiteStore, _ source: StoreDirectory, withKey: Bool,
        _ program: String, _ now: Instant
    ) async throws -> Outcome {
        try await store.engine.copyDatabase(to: target.database)
        try FileCopy.settle(target.database)
        var files = [StoreDirectory.database: try FileCopy.read(target.database)]
        // The key goes along at first in any case: the copy is read back as a store.
        files[StoreDirectory.masterKey] = try FileCopy.copy(source.masterKey, to: target.masterKey)
        if source.has(StoreDirectory.demoMark) {
            files[StoreDirectory.demoMark] = try FileCopy.copy(
                source.file(StoreDirectory.demoMark), to: target.file(StoreDirectory.demoMark))
        }
        files.merge(try await BlobCopies.copy(source, to: target)) { first, _ in first }
        let (check, fault) = try await examine(target.path)
        if !withKey { unlinkKey(target) }
        try BackupManifest(
            program: program, madeAt: now.milliseconds, files: files, holdsKey: withKey,
            entries: check.entries, documents: check.documents, head: Hex.encode(check.head), fault: fault
        ).write(in: target.path)
        return Outcome(check: check, fault: fault)
    }

    /// Walks a closed copy of a store as `verify` does.
    static func examine(_ folder: String) async throws -> (check: StoreCheck, fault: String?) {
        let copy = try await SQLiteStore.openReading(directory: folder)
        do {
            let check = try await StoreCheck(of: copy)
            let pages = try await copy.damagedPages()
            let blobs = try await copy.checkBlobs(inStore: folder, of: check.casesWithBlobs)
            try await copy.close()
            return (check, check.fault ?? pages.first ?? blobs.faults.first)
        } catch {
            try? await copy.close()
            throw error
        }
    }

    private static func unlinkKey(_ target: StoreDirectory) {
        try? FileManager.default.removeItem(atPath: target.masterKey)
    }

    private static func clear(_ target: StoreDirectory, folderToo: Bool) {
        for name in [
            StoreDirectory.database, StoreDirectory.masterKey, StoreDirectory.demoMark, BackupManifest.name,
            BackupManifest.name + ".new", FileBlobs.folderName,
        ] + StoreDirectory.logs {
            try? FileManager.default.removeItem(atPath: target.file(name))
        }
        if folderToo { try? FileManager.default.removeItem(atPath: target.path) }
    }
}
