internal import Cryptography
internal import Foundation
internal import Journal
package import Mediation
internal import Storage
internal import StorageFiles

/// Bringing a backup back.
package enum Restore {
    /// What was done.
    package struct Outcome: Sendable {
        package let entries: UInt64
        package let head: String
        /// What was wrong with the store already when it was backed up.
        package let fault: String?
        /// The folder, within the store's, that holds what stood there before; nil when nothing did.
        package let aside: String?
    }

    /// Puts the backup in `folder` in place of what is in `directory`.
    ///
    /// The copy is made and verified beside what stands there, under the folder's lock; then one file says that the restore
    /// is decided, and from there on it is only finished (`RestoreIntent`): a crash before it leaves the old state whole,
    /// one after it the new.
    /// - Parameters:
    ///   - keyFile: where `master.key` is, when the backup was made without it.
    ///   - replacing: takes a folder that holds a store; what stood there is moved aside whole, its logs too.
    /// - Throws: `occupied` when the folder is not empty and `replacing` isn't said; `inUse` while a server has it;
    ///   `noStore` and `incomplete` when the backup is none; `corrupt` when it is not what its manifest says;
    ///   `wrongMasterKey`.
    package static func run(
        from folder: String, key keyFile: String? = nil, into directory: String, replacing: Bool,
        at now: Instant
    ) async throws -> Outcome {
        let manifest = try BackupManifest.read(in: folder)
        let files = StoreDirectory(path: directory)
        let name = "\(now.milliseconds)"
        do {
            let isOld = try requireRoom(files, replacing)
            try files.prepare()
            let lock = try DirectoryLock(path: files.lock)
            defer { lock.release() }
            try RestoreIntent.finishIfAny(in: files)
            let staging = StoreDirectory(path: files.file("restoring-" + name))
            do {
                try await stage(manifest, folder, keyFile, in: staging)
            } catch {
                try? FileManager.default.removeItem(atPath: staging.path)
                throw error
            }
            let aside = "before-restore-" + name
            try RestoreIntent(
                staging: "restoring-" + name, aside: aside,
                // Of blobs, the folder that holds them.
                names: Set(manifest.files.keys.map { String($0.prefix { $0 != "/" }) })
            ).decide(in: files)
            try RestoreIntent.finishIfAny(in: files)
            return Outcome(
                entries: manifest.entries, head: manifest.head, fault: manifest.fault,
                aside: isOld ? aside : nil)
        } catch {
            throw StorageError(telling: error)
        }
    }

    /// Whether something stands there that is moved aside. What is neither a store's nor a restore's is left alone.
    private static func requireRoom(_ files: StoreDirectory, _ replacing: Bool) throws -> Bool {
        let names = (try files.names() ?? []).subtracting([StoreDirectory.lock, "lost+found"])
        if names.isEmpty { return false }
        guard replacing else {
            throw StorageError(
                .occupied, "\(files.path) is not empty; --replace moves what is there aside and restores")
        }
        let isOurs = names.contains { RestoreIntent.stateNames.contains($0) || $0 == RestoreIntent.name }
        guard isOurs else {
            throw StorageError(.occupied, "\(files.path) holds other files and no store")
        }
        return true
    }

    /// Copies the backup, compares it with its manifest and opens it as a store.
    private static func stage(
        _ manifest: BackupManifest, _ folder: String, _ keyFile: String?, in staging: StoreDirectory
    ) async throws {
        try staging.prepare()
        guard manifest.files[StoreDirectory.database] != nil, manifest.files[StoreDirectory.masterKey] != nil
        else { throw StorageError(.incomplete, "the manifest names no database or no key") }
        for (name, seal) in manifest.files.sorted(by: { $0.key < $1.key }) {
            let isBlob = FileBlobs.isName(name)
            guard
                isBlob
                    || [StoreDirectory.database, StoreDirectory.masterKey, StoreDirectory.demoMark].contains(
                        name)
            else { throw StorageError(.incomplete, "the manifest names a file that is no store's") }
            if isBlob { try BlobCopies.prepare(name, in: staging) }
            var source = folder + "/" + name
            if name == StoreDirectory.masterKey, let keyFile { source = keyFile }
            guard FileManager.default.fileExists(atPath: source) else {
                throw name == StoreDirectory.masterKey
                    ? StorageError(.wrongMasterKey, "this backup is without its key: name it with --key")
                    : StorageError(.incomplete, "\(source) is missing")
            }
            guard try FileCopy.copy(source, to: staging.file(name)) == seal else {
                throw name == StoreDirectory.masterKey
                    ? StorageError(.wrongMasterKey, "\(source) is not this backup's key")
                    : StorageError(.corrupt, "\(source) is not what the manifest says")
            }
        }
        BlobCopies.settle(manifest.files.keys.filter(FileBlobs.isName), in: staging)
        staging.sync()
        let (check, fault) = try await Backup.examine(staging.path)
        guard check.entries == manifest.entries, Hex.encode(check.head) == manifest.head,
            fault == manifest.fault
        else { throw StorageError(.corrupt, "the copy does not verify as the manifest says") }
    }
}
