internal import Cryptography
internal import Mediation
internal import Storage

/// The sealed form of one blob: a head, then chunks of 64 KiB, each sealed by itself, and one last chunk that is shorter, perhaps empty.
/// As in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) a chunk is bound to its place and to whether it is the last:
/// chunks can't be changed, left out, repeated, moved within a blob or to another one, nor the end be cut off.
struct BlobSeal {
    static let chunk = 65_536
    static let sealedChunk = chunk + AESGCM.overhead
    private static let magic = Array("TRBLOB1\n".utf8)
    private static let saltCount = 16
    static let headCount = magic.count + saltCount

    let head: [UInt8]
    private let key: SealingKey
    private let caseID: CaseID

    /// A new blob's. Its own key is made of the case's, so that no two blobs share one.
    init(new caseKey: CaseKey) throws(StorageError) {
        try self.init(head: Self.magic + SecureRandom.bytes(Self.saltCount), caseKey)
    }

    /// Throws `corrupt` when this is no head.
    init(head: [UInt8], _ caseKey: CaseKey) throws(StorageError) {
        guard head.count == Self.headCount, head.starts(with: Self.magic) else {
            throw StorageError(.corrupt, "a blob doesn't begin as one")
        }
        self.head = head
        caseID = caseKey.wrapped.caseID
        let salt = Hex.encode(Array(head.suffix(Self.saltCount)))
        do {
            key = try SealingKey(caseKey.derived("blob 1\0\(caseID.text)\0\(salt)"))
        } catch {
            throw StorageError(.failed, "a blob's key can't be made")
        }
    }

    /// The upload's name: the random bytes of its head, so that it is found by them.
    var upload: UploadID { UploadID(Hex.encode(Array(head.suffix(Self.saltCount)))) }

    static func upload(ofHead head: [UInt8]) -> UploadID? {
        guard head.count == headCount, head.starts(with: magic) else { return nil }
        return UploadID(Hex.encode(Array(head.suffix(saltCount))))
    }

    func seal(_ plain: [UInt8], at index: Int, isLast: Bool) throws(StorageError) -> SealedBytes {
        do {
            return SealedBytes(try AESGCM.seal(plain, key: key, associated: associated(index, isLast)))
        } catch {
            throw StorageError(.failed, "a chunk can't be sealed")
        }
    }

    /// nil: it was sealed for another place, or altered.
    func open(_ sealed: [UInt8], at index: Int, isLast: Bool) -> [UInt8]? {
        try? AESGCM.open(sealed, key: key, associated: associated(index, isLast))
    }

    private func associated(_ index: Int, _ isLast: Bool) -> [UInt8] {
        let place = (0..<8).reversed().map { UInt8(truncatingIfNeeded: index >> ($0 * 8)) }
        return Array("\(caseID.text)\0blob\0".utf8) + head + place + [isLast ? 1 : 0]
    }

    /// Where a chunk begins in the file.
    static func place(of index: Int) -> Int { headCount + index * sealedChunk }

    /// Whole chunks before the last one and the bytes of the last one's content; nil when a file of this length was cut.
    static func shape(length: Int) -> (chunks: Int, last: Int)? {
        let (chunks, rest) = (length - headCount).quotientAndRemainder(dividingBy: sealedChunk)
        guard length >= headCount, rest >= AESGCM.overhead else { return nil }
        return (chunks, rest - AESGCM.overhead)
    }
}
