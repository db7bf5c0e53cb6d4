internal import Cryptography
internal import Journal
package import Mediation
package import Storage
internal import Synchronization

extension SealedStore {
    /// Blobs of this store's cases in an engine of their own, sealed under the cases' keys.
    package func blobs(in files: any BlobEngine, limits: BlobLimits = BlobLimits()) -> SealedBlobs {
        SealedBlobs(files, limits, in: self)
    }
}

/// What blobs need of the store whose cases they belong to.
protocol BlobRecord: Sendable {
    /// Of the rows, each time: a key that is kept may be destroyed by now.
    func caseKey(_ id: CaseID) async throws -> CaseKey
    /// Makes an entry of the case's stream durable, whose content is the address.
    func note(_ kind: String, _ address: BlobAddress, under key: CaseKey, at: Instant) async throws
    /// What the entries say that the case has.
    func recorded(of id: CaseID) async throws -> [BlobAddress]
}

extension SealedStore: BlobRecord {
    func caseKey(_ id: CaseID) async throws -> CaseKey {
        try await told { try keys.unwrap(try await engine.wrappedKey(of: id)) }
    }

    func note(_ kind: String, _ address: BlobAddress, under key: CaseKey, at: Instant) async throws {
        let (payload, content) = try key.seal(
            EventRecord(kind: kind, payload: Array(address.text.utf8)))
        let entry = UnchainedEntry(
            at: at, stream: .petition(key.wrapped.caseID), kind: kind, payload: payload, content: content)
        let commit = SealedCommit(
            at: at, key: key.wrapped, caseChange: nil, sessionChange: nil, answering: nil,
            entries: [entry],
            chaining: Chain.chaining)
        _ = try await told { try await engine.append(commit) }
    }

    func recorded(of id: CaseID) async throws -> [BlobAddress] {
        guard let sealed = try await told({ try await engine.eventRows(ofCase: id) }) else {
            throw StorageError(.notFound, "no such case")
        }
        return try await told { try keys.unwrap(sealed.key) }.blobs(in: sealed.rows)
    }
}

/// A blob store: the vault over a blob engine. What goes in is sealed chunk by chunk, what comes out is opened, and no more than a chunk
/// of any blob is held.
package final class SealedBlobs: BlobStore {
    let files: any BlobEngine
    let limits: BlobLimits
    let record: any BlobRecord
    private let state = Mutex(State())

    private struct State {
        var written: Set<UploadID> = []
        /// Bytes of the cases that are written to.
        var used: [CaseID: Int] = [:]
    }

    init(_ files: any BlobEngine, _ limits: BlobLimits, in record: any BlobRecord) {
        self.files = files
        self.limits = limits
        self.record = record
    }

    package func begin(for caseID: CaseID) async throws -> any BlobWriter {
        let seal = try BlobSeal(new: try await record.caseKey(caseID))
        let id = seal.upload
        try await count(of: caseID)
        try take(seal.head.count, of: caseID)
        try await files.create(id, of: caseID, SealedBytes(seal.head))
        do {
            // Erased meanwhile, nobody would ever ask for it.
            _ = try await record.caseKey(caseID)
        } catch {
            try await files.remove(.upload(id), of: caseID)
            throw error
        }
        try hold(id)
        return BlobUpload(id, caseID, seal, self)
    }

    package func resume(_ upload: UploadID, of caseID: CaseID) async throws -> any BlobWriter {
        let key = try await record.caseKey(caseID)
        try hold(upload)
        let writer: BlobUpload
        do {
            let length = try await length(of: upload, caseID)
            let head = try await files.read(.upload(upload), of: caseID, 0..<BlobSeal.headCount)
            writer = BlobUpload(upload, caseID, try BlobSeal(head: head, key), self)
            try await writer.readBack(length)
            try await count(of: caseID)
        } catch {
            release(upload)
            throw error
        }
        return writer
    }

    /// Of an upload that is kept; of one whose end was cut off between its name and its entry, once it is an upload again. It is
    /// found by its head, which has the upload's own name.
    private func length(of upload: UploadID, _ caseID: CaseID) async throws -> Int {
        if let length = try await files.length(of: .upload(upload), of: caseID) { return length }
        for address in try await unrecorded(of: caseID) {
            let head = try await files.read(.blob(address), of: caseID, 0..<BlobSeal.headCount)
            guard BlobSeal.upload(ofHead: head) == upload else { continue }
            try await files.reopen(address, of: caseID, as: upload)
            if let length = try await files.length(of: .upload(upload), of: caseID) { return length }
        }
        throw StorageError(.notFound, "no such upload")
    }

    package func read(_ address: BlobAddress, of caseID: CaseID) async throws -> any BlobReader {
        try await SealedBlobReader(address, caseID, try await record.caseKey(caseID), files)
    }

    package func blobs(of caseID: CaseID) async throws -> [BlobAddress] {
        try await record.recorded(of: caseID)
    }

    /// Whole files of which no entry tells: their uploads were cut off at the very end, and nobody was told of them.
    package func unrecorded(of caseID: CaseID) async throws -> [BlobAddress] {
        let recorded = Set(try await record.recorded(of: caseID))
        return try await files.names(of: caseID).keys.compactMap {
            if case .blob(let address) = $0, !recorded.contains(address) { address } else { nil }
        }.sorted()
    }

    package func remove(_ address: BlobAddress, of caseID: CaseID, at: Instant) async throws {
        let key = try await record.caseKey(caseID)
        if try await record.recorded(of: caseID).contains(address) {
            try await record.note(LogKind.blobRemoved, address, under: key, at: at)
        }
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
                _ = try await record.caseKey(id)
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
        guard let length = try await files.length(of: blob, of: caseID) else {
            // Where the case was erased meanwhile, it is gone as it should be.
            _ = try await record.caseKey(caseID)
            return "it is missing"
        }
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
