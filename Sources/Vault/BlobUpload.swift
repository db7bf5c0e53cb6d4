internal import Cryptography
internal import Journal
internal import Mediation
internal import Storage

/// One blob on its way in.
actor BlobUpload: BlobWriter {
    nonisolated let id: UploadID
    private let caseID: CaseID
    private let seal: BlobSeal
    private let store: SealedBlobs
    /// Chunks that are written.
    private var chunks = 0
    /// What is no whole chunk yet.
    private var rest: [UInt8] = []
    private let content = DigestStream()
    private let sealed: DigestStream
    private var unsettled = 0
    /// Set by a failure: what stands in the file isn't known then, but by resuming.
    private var isOver = false

    /// Bytes after which the file is made durable.
    private static let settled = 4 << 20

    init(_ id: UploadID, _ caseID: CaseID, _ seal: BlobSeal, _ store: SealedBlobs) {
        self.id = id
        self.caseID = caseID
        self.seal = seal
        self.store = store
        let sealed = DigestStream()
        seal.head.withUnsafeBytes { sealed.update($0) }
        self.sealed = sealed
    }

    deinit { store.release(id) }

    var offset: Int { chunks * BlobSeal.chunk }

    /// Goes over what is kept, and cuts off what is no whole chunk.
    func readBack(_ length: Int) async throws {
        while BlobSeal.place(of: chunks + 1) <= length {
            let start = BlobSeal.place(of: chunks)
            let bytes = try await store.files.read(
                .upload(id), of: caseID, start..<start + BlobSeal.sealedChunk)
            guard let plain = seal.open(bytes, at: chunks, isLast: false) else { break }
            bytes.withUnsafeBytes { sealed.update($0) }
            plain.withUnsafeBytes { content.update($0) }
            chunks += 1
        }
        let end = BlobSeal.place(of: chunks)
        if end < length { try await store.files.cut(id, of: caseID, to: end) }
    }

    func append(_ bytes: [UInt8]) async throws {
        try requireLife()
        guard bytes.count <= store.limits.blob - offset - rest.count else { throw BlobRefusal.tooLong }
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let part = bytes.prefix(BlobSeal.chunk - rest.count)
            rest += part
            bytes = bytes.dropFirst(part.count)
            guard rest.count == BlobSeal.chunk else { break }
            try await write(isLast: false)
        }
    }

    func finish(at: Instant) async throws -> StoredBlob {
        try requireLife()
        // Before anything is put in place under it.
        let key = try await store.record.caseKey(caseID)
        let count = offset + rest.count
        try await write(isLast: true)
        isOver = true
        try await store.files.settle(id, of: caseID)
        guard let address = BlobAddress(checking: Hex.encode(sealed.finish())) else {
            throw StorageError(.failed, "a digest has 64 digits")
        }
        try await store.files.finish(id, of: caseID, as: address)
        try await store.record.note(LogKind.blobKept, address, under: key, at: at)
        store.release(id)
        return StoredBlob(address: address, count: count, digest: content.finish())
    }

    private func requireLife() throws {
        guard !isOver else {
            throw StorageError(.closed, "an upload that ended or failed is resumed, not written to")
        }
    }

    private func write(isLast: Bool) async throws {
        let chunk = try seal.seal(rest, at: chunks, isLast: isLast)
        try store.take(chunk.bytes.count, of: caseID)
        // Until it is known to stand there.
        isOver = true
        try await store.files.append(chunk, to: id, of: caseID, at: BlobSeal.place(of: chunks))
        rest.withUnsafeBytes { content.update($0) }
        chunk.bytes.withUnsafeBytes { sealed.update($0) }
        rest.removeAll(keepingCapacity: true)
        if !isLast { chunks += 1 }
        unsettled += chunk.bytes.count
        if unsettled >= Self.settled {
            try await store.files.settle(id, of: caseID)
            unsettled = 0
        }
        isOver = false
    }
}

/// One blob on its way out.
struct SealedBlobReader: BlobReader {
    let count: Int
    private let address: BlobAddress
    private let caseID: CaseID
    private let seal: BlobSeal
    private let chunks: Int
    private let last: Int
    private let files: any BlobEngine

    init(_ address: BlobAddress, _ caseID: CaseID, _ key: CaseKey, _ files: any BlobEngine)
        async throws
    {
        guard let length = try await files.length(of: .blob(address), of: caseID) else {
            throw StorageError(.notFound, "no such blob")
        }
        guard let shape = BlobSeal.shape(length: length) else { throw Self.corrupt(address) }
        let head = try await files.read(.blob(address), of: caseID, 0..<BlobSeal.headCount)
        seal = try BlobSeal(head: head, key)
        self.address = address
        self.caseID = caseID
        self.files = files
        (chunks, last) = shape
        count = shape.chunks * BlobSeal.chunk + shape.last
    }

    func bytes(_ range: Range<Int>) async throws -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range lies within its blob")
        var found: [UInt8] = []
        found.reserveCapacity(range.count)
        var place = range.lowerBound
        // Of an empty blob too, the one chunk is looked at.
        repeat {
            let index = min(place / BlobSeal.chunk, chunks)
            let plain = try await chunk(index)
            let start = index * BlobSeal.chunk
            let end = min(range.upperBound, start + plain.count)
            found += plain[(place - start)..<(end - start)]
            guard end > place else { break }
            place = end
        } while place < range.upperBound
        return found
    }

    private func chunk(_ index: Int) async throws -> [UInt8] {
        let isLast = index == chunks
        let start = BlobSeal.place(of: index)
        let length = isLast ? last + AESGCM.overhead : BlobSeal.sealedChunk
        let sealed = try await files.read(.blob(address), of: caseID, start..<start + length)
        guard let plain = seal.open(sealed, at: index, isLast: isLast) else {
            throw Self.corrupt(address)
        }
        return plain
    }

    private static func corrupt(_ address: BlobAddress) -> StorageError {
        StorageError(.corrupt, "blob \(address.text)")
    }
}
