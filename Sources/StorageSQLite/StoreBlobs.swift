internal import Foundation
package import Mediation
package import Storage
internal import StorageFiles
package import Vault

/// The blobs of a store in a folder: files beside the database.
extension SealedStore where Engine == SQLiteEngine {
    /// - Parameter directory: the store's folder.
    package func blobs(inStore directory: String, limits: BlobLimits = BlobLimits()) -> SealedBlobs {
        blobs(
            in: FileBlobs(folder: StoreDirectory(path: directory).file(FileBlobs.folderName)),
            limits: limits)
    }

    /// Reads every blob whole, and compares it with its name and its seals; and names those that the record tells of and that are
    /// missing.
    /// - Parameter known: cases whose record tells of blobs (`StoreCheck.casesWithBlobs`); of others those alone are compared whose
    ///   files are there.
    package func checkBlobs(inStore directory: String, of known: Set<CaseID> = []) async throws
        -> BlobCheck
    {
        let files = FileBlobs(folder: StoreDirectory(path: directory).file(FileBlobs.folderName))
        let blobs = self.blobs(in: files)
        var check = BlobCheck()
        let places = Set(try await files.cases())
        for id in places.union(known).sorted() {
            do {
                for address in try await blobs.blobs(of: id) {
                    let fault = try await blobs.fault(of: address, of: id)
                    check.count += 1
                    // Removed meanwhile, it is gone as it should be.
                    if let fault, try await blobs.blobs(of: id).contains(address) {
                        check.faults.append("blob \(address) of case \(id): \(fault)")
                    }
                }
                check.unrecorded += try await blobs.unrecorded(of: id).count
            } catch let error as StorageError where error.code == .erased {
                if places.contains(id) { check.leftOver.append(id) }
            } catch let error as StorageError where error.code == .notFound {
                check.faults.append("there are blobs of case \(id), which the store does not have")
            } catch let error as StorageError where error.code == .corrupt {
                check.faults.append("blobs of case \(id) can't be compared: \(error.detail)")
            }
        }
        return check
    }
}

/// What was found of a store's blobs.
package struct BlobCheck: Sendable {
    package fileprivate(set) var count = 0
    /// What is wrong with some, in words.
    package fileprivate(set) var faults: [String] = []
    /// Whole files of which no entry tells: uploads that were cut off at their very end.
    package fileprivate(set) var unrecorded = 0
    /// Erased cases whose files a cut-off erasure has left: nobody can open them, and the next start removes them.
    package fileprivate(set) var leftOver: [CaseID] = []
}

/// Blobs in a backup: the same files under the same names.
enum BlobCopies {
    /// Copies every whole blob, also beside a running server: a blob never changes. One that is removed meanwhile is left out.
    static func copy(_ source: StoreDirectory, to target: StoreDirectory) async throws -> [String:
        FileSeal]
    {
        let files = FileBlobs(folder: source.file(FileBlobs.folderName))
        var copied: [String: FileSeal] = [:]
        for id in try await files.cases() {
            for case .blob(let address) in try await files.names(of: id).keys {
                let name = FileBlobs.name(of: address, of: id)
                try prepare(name, in: target)
                do {
                    copied[name] = try FileCopy.copy(source.file(name), to: target.file(name))
                } catch  where !source.has(name) {
                    try? FileManager.default.removeItem(atPath: target.file(name))
                }
            }
        }
        settle(copied.keys, in: target)
        return copied
    }

    /// Makes the folders that a blob's file stands in.
    static func prepare(_ name: String, in folder: StoreDirectory) throws {
        try StoreDirectory(path: folder.file(FileBlobs.folderName)).prepare()
        try StoreDirectory(path: folder.file(place(name))).prepare()
    }

    /// Makes the names durable.
    static func settle(_ names: some Sequence<String>, in folder: StoreDirectory) {
        for place in Set(names.map(place)) { StoreDirectory(path: folder.file(place)).sync() }
        StoreDirectory(path: folder.file(FileBlobs.folderName)).sync()
    }

    private static func place(_ name: String) -> String {
        name.split(separator: "/").dropLast().joined(separator: "/")
    }
}
