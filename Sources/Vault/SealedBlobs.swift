internal import Cryptography
package import Mediation
package import Storage
internal import Synchronization

extension SealedStore {
    /// Blobs of this store's cases in an engine of their own, sealed under the cases' keys.
    package func blobs(in files: any BlobEngine, limits: BlobLimits = BlobLimits()) -> SealedBlobs {
        SealedBlobs(files, limits) { [self] id in
            // Of the rows, each time: a key that is kept may be destroyed by now.
            try await told { try keys.unwrap(try await engine.wrappedKey(of: id)) }
        }
    }
}

/// A blob store: the vault over a blob engine. What goes in is sealed chunk by chunk, what comes out is opened, and no more than a chunk
/// of any blob is held.
package final class SealedBlobs: BlobStore {
    let files: any BlobEngine
    let limits: BlobLimits
    private let caseKey: @Sendable (CaseID) async throws -> CaseKey
    private let state = Mutex(State())

    private struct State {
        var written: Set<UploadID> = []
        /// Bytes of the cases that are written to.
        var used: [CaseID: Int] = [:]
    }

    init(
        _ files: any BlobEngine, _ limits: BlobLimits,
        caseKey: @escaping @Sendable (CaseID) async throws -> CaseKey
    ) {
        self.files = files
        self.limits = limits
        self.caseKey = caseKey
    }

    package func begin(for caseID: CaseID) async throws -> any BlobWriter {
        let seal = try BlobSeal(new: try await caseKey(caseID))
        let id = UploadID(Hex.encode(SecureRandom.bytes(16)))
        try await count(of: caseID)
        try take(seal.head.count, of: caseID)
        try await files.create(id, of: caseID, SealedBytes(seal.head))
        do {
            // Erased meanwhile, nobody would ever ask for it.
            _ = try await caseKey(caseID)
        } catch {
            try await files.remove(.upload(id), of: caseID)
            throw error
        }
        try hold(id)
        return BlobUpload(id, caseID, seal, self)
    }

    package func resume(_ upload: UploadID, of caseID: CaseID) async throws -> any BlobWriter {
        let key = try await caseKey(caseID)
        guard let length = try await files.length(of: .upload(upload), of: caseID) else {
            throw StorageError(.notFound, "no such upload")
        }
        let head = try await files.read(.upload(upload), of: caseID, 0..<BlobSeal.headCount)
        let writer = BlobUpload(upload, caseID, try BlobSeal(head: head, key), self)
        try hold(upload)
        do {
            try await writer.readBack(length)
            try await count(of: caseID)
        } catch {
            release(upload)
            throw error
        }
        return writer
    }

    package func read(_ address: BlobAddress, of caseID: CaseID) async throws -> any BlobReader {
        try await SealedBlobReader(address, caseID, try await caseKey(caseID), files)
    }

    package func blobs(of caseID: CaseID) async throws -> [BlobAddress] {
        try await files.names(of: caseID).keys.compactMap {
            if case .blob(let address) = $0 { address } else { nil }
        }.sorted()
    }

    package func remove(_ address: BlobAddress, of caseID: CaseID) async throws {
        try await remove(.blob(address), of: caseID)
    }

    package func abandon(_ upload: UploadID, of caseID: CaseID) async throws {
        try await remove(.upload(upload), of: caseID)
    }

    private func remove(_ name: BlobName, of caseID: CaseID) async throws {
        let length = try await files.length(of: name, of: caseID) ?? 0
        try await files.remove(name, of: caseID)
        state.withLock { state in
            if let used = state.used[caseID] { state.used[caseID] = max(0, used - length) }
        }
    }

    package func collect() async throws -> [CaseID] {
        var collected: [CaseID] = []
        for id in try await files.cases().sorted() {
            do {
                _ = try await caseKey(id)
            } catch let error as StorageError where error.code == .erased {
                try await files.removeAll(of: id)
                state.withLock { $0.used[id] = nil }
                collected.append(id)
            } catch let error as StorageError where error.code == .corrupt || error.code == .notFound {
                // The damage may be mended from a backup, or an older database stands here by mistake: the blobs wait.
                continue
            }
        }
        return collected
    }

    package func fault(of address: BlobAddress, of caseID: CaseID) async throws -> String? {
        let blob = BlobName.blob(address)
        guard let length = try await files.length(of: blob, of: caseID) else { return "it is missing" }
        let digest = DigestStream()
        var place = 0
        while place < length {
            let bytes = try await files.read(blob, of: caseID, place..<min(place + (1 << 20), length))
            guard !bytes.isEmpty else { break }
            bytes.withUnsafeBytes { digest.update($0) }
            place += bytes.count
        }
        guard Hex.encode(digest.finish()) == address.text else {
            return "its bytes are not those of its name"
        }
        do {
            let reader = try await read(address, of: caseID)
            for start in stride(from: 0, through: reader.count, by: BlobSeal.chunk) {
                _ = try await reader.bytes(start..<min(start + BlobSeal.chunk, reader.count))
            }
        } catch let error as StorageError where error.code == .corrupt {
            return "it does not open under its case's key"
        }
        return nil
    }

    // MARK: Writers

    /// One writer an upload: two would write over each other.
    private func hold(_ id: UploadID) throws(BlobRefusal) {
        guard state.withLock({ $0.written.insert(id).inserted }) else { throw .isBeingWritten }
    }

    func release(_ id: UploadID) { state.withLock { _ = $0.written.remove(id) } }

    /// Finds out how much a case has, once.
    private func count(of caseID: CaseID) async throws {
        guard state.withLock({ $0.used[caseID] }) == nil else { return }
        let used = try await files.names(of: caseID).values.reduce(0, +)
        state.withLock { $0.used[caseID] = max($0.used[caseID] ?? 0, used) }
    }

    /// Counts bytes that are about to be written.
    func take(_ bytes: Int, of caseID: CaseID) throws(BlobRefusal) {
        let fits = state.withLock { state in
            let used = (state.used[caseID] ?? 0) + bytes
            guard used <= limits.ofCase else { return false }
            state.used[caseID] = used
            return true
        }
        guard fits else { throw .caseIsFull }
    }
}
