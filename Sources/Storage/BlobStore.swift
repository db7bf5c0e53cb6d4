package import Mediation

/// The name of a blob: SHA-256 of its sealed bytes, 64 lower-case hexadecimal digits. It tells nothing of the content, so that an erased
/// case leaves nothing to guess at, and anyone may compare it with the bytes without a key.
package struct BlobAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// nil: those are no 64 digits.
    package init?(checking text: String) {
        guard text.utf8.count == 64, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 })
        else {
            return nil
        }
        self.text = text
    }

    package var description: String { text }
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// A blob that is on its way into the store: 128 random bits, no secret.
package struct UploadID: Identifier {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A blob as it is kept.
package struct StoredBlob: Hashable, Sendable {
    package let address: BlobAddress
    /// Bytes of its content.
    package let count: Int
    /// SHA-256 of its content, as a client computes it of its file. To be kept where content is: it tells whoever has the same file.
    package let digest: [UInt8]

    package init(address: BlobAddress, count: Int, digest: [UInt8]) {
        self.address = address
        self.count = count
        self.digest = digest
    }
}

/// How much may be kept.
package struct BlobLimits: Sendable {
    /// Bytes of one blob's content.
    package var blob: Int
    /// Bytes of all that is kept for a case, sealed, unfinished uploads among them.
    package var ofCase: Int

    package init(blob: Int = 2 << 30, ofCase: Int = 20 << 30) {
        self.blob = blob
        self.ofCase = ofCase
    }
}

/// Why a blob is not taken.
package enum BlobRefusal: Error, Hashable, Sendable {
    /// `BlobLimits.blob`.
    case tooLong
    /// `BlobLimits.ofCase`.
    case caseIsFull
    /// Another writer has this upload.
    case isBeingWritten
}

/// Large things of a case, one stream each: evidence, portraits, papers, recordings. Besides what is said below every verb throws
/// `erased` when the case's key was destroyed, `notFound` without such a case, `full` and `failed` as the disk is.
package protocol BlobStore: Sendable {
    /// Begins an upload. Once it returns, the upload survives the process and can be resumed by its name.
    func begin(for caseID: CaseID) async throws -> any BlobWriter
    /// Goes on with an upload from where it is kept: `BlobWriter.offset`. Throws `notFound` without such an upload, or when it is
    /// finished. One whose end was cut off between the last byte and its entry in the record is not: its last chunk is sent again.
    func resume(_ upload: UploadID, of caseID: CaseID) async throws -> any BlobWriter
    /// Throws `notFound`, or `corrupt` when the file was cut.
    func read(_ address: BlobAddress, of caseID: CaseID) async throws -> any BlobReader
    /// What the record says that the case has, by address; uploads that aren't finished are none of it.
    func blobs(of caseID: CaseID) async throws -> [BlobAddress]
    /// Forgets one blob, and the record says so first. Nothing happens when it isn't there.
    func remove(_ address: BlobAddress, of caseID: CaseID, at: Instant) async throws
    /// Gives an unfinished upload up.
    func abandon(_ upload: UploadID, of caseID: CaseID) async throws
    /// Removes everything of cases whose key was destroyed: after an erasure, and at a start for one that was cut off. Tells which. What
    /// belongs to a case that the store doesn't have stays: an older database may stand there by mistake.
    func collect() async throws -> [CaseID]
    /// Reads a whole blob and compares it with its name and its seals. nil: it is as it was written. Else what is wrong, in words.
    func fault(of address: BlobAddress, of caseID: CaseID) async throws -> String?
}

/// One upload. Calls follow one another.
package protocol BlobWriter: Sendable {
    var id: UploadID { get }
    /// Bytes of the content that are kept, and survive a killed process; after a power cut it may be 4 MiB less. A multiple of 64 KiB. A
    /// client that comes again sends from here.
    var offset: Int { get async }
    /// Takes the next bytes. Throws `BlobRefusal.tooLong` or `caseIsFull`, and what was kept stays.
    func append(_ bytes: [UInt8]) async throws
    /// The content is whole. Once it returns, the blob survives a power cut, and an entry of the case's stream tells of it: from
    /// then on it is missed when it is gone.
    func finish(at: Instant) async throws -> StoredBlob
}

/// One blob, from any place in it.
package protocol BlobReader: Sendable {
    /// Bytes of its content.
    var count: Int { get }
    /// The bytes of a range within it. Throws `corrupt` when they were altered, cut, moved or brought from another blob.
    func bytes(_ range: Range<Int>) async throws -> [UInt8]
}
