package import Mediation
package import Storage
internal import Synchronization

/// Blobs without a disk, for simulations and fast tests.
package final class MemoryBlobs: BlobEngine {
    private let places = Mutex<[CaseID: [BlobName: [UInt8]]]>([:])

    package init() {}

    /// Changes an upload.
    private func change(
        _ upload: UploadID, _ caseID: CaseID, _ body: (inout [UInt8]) throws -> Void
    ) throws {
        try places.withLock { places in
            guard places[caseID]?[.upload(upload)] != nil else {
                throw StorageError(.notFound, "no such upload")
            }
            try body(&places[caseID, default: [:]][.upload(upload), default: []])
        }
    }

    package func create(_ upload: UploadID, of caseID: CaseID, _ bytes: SealedBytes) async throws {
        try places.withLock { places in
            guard places[caseID]?[.upload(upload)] == nil else {
                throw StorageError(.taken, "an upload of this name exists")
            }
            places[caseID, default: [:]][.upload(upload)] = bytes.bytes
        }
    }

    package func append(_ bytes: SealedBytes, to upload: UploadID, of caseID: CaseID, at length: Int)
        async throws
    {
        try change(upload, caseID) { file in
            guard file.count == length else {
                throw StorageError(.conflict, "an upload is not as long as it was")
            }
            file += bytes.bytes
        }
    }

    package func settle(_ upload: UploadID, of caseID: CaseID) async throws {
        try change(upload, caseID) { _ in }
    }

    package func cut(_ upload: UploadID, of caseID: CaseID, to length: Int) async throws {
        try change(upload, caseID) { $0.removeLast(max(0, $0.count - length)) }
    }

    package func finish(_ upload: UploadID, of caseID: CaseID, as address: BlobAddress) async throws {
        try places.withLock { places in
            guard let file = places[caseID]?.removeValue(forKey: .upload(upload)) else {
                throw StorageError(.notFound, "no such upload")
            }
            places[caseID]?[.blob(address)] = file
        }
    }

    package func reopen(_ address: BlobAddress, of caseID: CaseID, as upload: UploadID) async throws {
        try places.withLock { places in
            guard let file = places[caseID]?.removeValue(forKey: .blob(address)) else {
                throw StorageError(.notFound, "no such blob")
            }
            places[caseID]?[.upload(upload)] = file
        }
    }

    package func length(of name: BlobName, of caseID: CaseID) async throws -> Int? {
        places.withLock { $0[caseID]?[name]?.count }
    }

    package func read(_ name: BlobName, of caseID: CaseID, _ range: Range<Int>) async throws
        -> [UInt8]
    {
        try places.withLock { places in
            guard let file = places[caseID]?[name] else { throw StorageError(.notFound, "no such blob") }
            return Array(file[range.clamped(to: 0..<file.count)])
        }
    }

    package func names(of caseID: CaseID) async throws -> [BlobName: Int] {
        places.withLock { $0[caseID]?.mapValues(\.count) ?? [:] }
    }

    package func remove(_ name: BlobName, of caseID: CaseID) async throws {
        places.withLock { $0[caseID]?[name] = nil }
    }

    package func removeAll(of caseID: CaseID) async throws { places.withLock { $0[caseID] = nil } }

    package func cases() async throws -> [CaseID] { places.withLock { Array($0.keys) } }

    /// For tests that play the part of a bad disk or a meddler.
    package func alter(_ name: BlobName, of caseID: CaseID, _ body: (inout [UInt8]) -> Void) {
        places.withLock { body(&$0[caseID, default: [:]][name, default: []]) }
    }
}
