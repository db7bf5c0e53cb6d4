internal import Foundation
internal import Storage
internal import StorageFiles

/// A restore that is decided: a file in the store's folder that names the verified copy and where the old state goes.
/// Before it stands, the old state is in force; once it does, whoever opens the store for writing finishes the restore
/// first, step by step, each of which may already have been done.
struct RestoreIntent: Codable {
    static let name = "trialogue.restore"
    /// All that is a store's state.
    static let stateNames =
        [StoreDirectory.database, StoreDirectory.masterKey, StoreDirectory.demoMark, StoreDirectory.making]
        + StoreDirectory.logs + [FileBlobs.folderName]

    /// Folders within the store's.
    let staging: String
    let aside: String
    /// What the copy holds.
    let names: Set<String>

    /// Makes it so.
    func decide(in files: StoreDirectory) throws {
        let bytes = Array(try JSONEncoder().encode(self))
        try FileCopy.put(bytes, at: files.file(Self.name))
        files.sync()
    }

    /// Finishes a restore that is decided. Only under the folder's lock.
    static func finishIfAny(in files: StoreDirectory) throws {
        guard let data = FileManager.default.contents(atPath: files.file(name)) else { return }
        guard let intent = try? JSONDecoder().decode(RestoreIntent.self, from: data) else {
            throw StorageError(.incomplete, "\(files.file(name)) can't be read")
        }
        try intent.finish(in: files)
    }

    /// A new file leaves the staging folder by the one step that puts it in place: as long as it is there, what stands in
    /// its place is old. Nobody opens the store meanwhile, so what the copy does not hold is old too.
    private func finish(in files: StoreDirectory) throws {
        let staged = StoreDirectory(path: files.file(staging))
        let old = StoreDirectory(path: files.file(aside))
        for name in Self.stateNames {
            if names.contains(name), !staged.has(name) { continue }
            if files.has(name) {
                try old.prepare()
                try move(files.file(name), to: old.file(name))
            }
            if names.contains(name) { try move(staged.file(name), to: files.file(name)) }
        }
        old.sync()
        files.sync()
        try FileManager.default.removeItem(atPath: files.file(Self.name))
        files.sync()
        try? FileManager.default.removeItem(atPath: staged.path)
    }

    private func move(_ source: String, to target: String) throws {
        guard rename(source, target) == 0 else { throw FileCopy.failure("\(source) can't be moved") }
    }
}
