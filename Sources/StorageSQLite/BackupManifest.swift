internal import Foundation
internal import Storage

/// What a backup holds, written last: a folder without it is no finished backup.
struct BackupManifest: Codable, Equatable {
    static let name = "manifest.json"

    /// The layout of the folder; another one gets another number.
    var format = 1
    /// The program that wrote it.
    let program: String
    /// Milliseconds since the epoch.
    let madeAt: Int64
    /// By name. A backup without the key names it all the same: its digest tells whether the key that is brought is it.
    let files: [String: FileSeal]
    let holdsKey: Bool
    let entries: UInt64
    let documents: Int
    /// The journal's head, hexadecimal: what to note elsewhere.
    let head: String
    /// What was wrong with the store already when it was backed up; nil when nothing was.
    let fault: String?

    static func read(in folder: String) throws -> BackupManifest {
        let path = folder + "/" + name
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StorageError(.noStore, "there is no finished backup in \(folder): \(name) is missing")
        }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data), manifest.format == 1
        else { throw StorageError(.incomplete, "\(path) can't be read") }
        return manifest
    }

    func write(in folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try FileCopy.put(Array(try encoder.encode(self)) + [0x0A], at: folder + "/" + Self.name)
        StoreDirectory(path: folder).sync()
    }
}
