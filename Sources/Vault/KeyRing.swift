internal import Cryptography
internal import Mediation
internal import Storage
internal import Synchronization

/// The cases' keys, wrapped by the master key.
///
/// The keys of the cases that are written to are kept unwrapped, so that sealing needs neither the writer nor a look into
/// the store. A key that is kept is believed by nobody: each commit carries the wrapped bytes that it was unwrapped of,
/// and the engine compares them in its own transaction with those that stand there. So nothing can be sealed under a
/// destroyed key, and one is forgotten here as soon as it is destroyed.
final class KeyRing: Sendable {
    let masterKey: SealingKey
    private let kept = Mutex<[CaseID: CaseKey]>([:])

    /// What pages of lists open again and again; each is about 300 bytes.
    private static let keptAtMost = 8192

    /// Digests what cases are found by: the same mark gives the same digest in every case, which no case's own key could do.
    private let searchKey: SecretBytes

    init(masterKey: SealingKey) {
        self.masterKey = masterKey
        searchKey = masterKey.derived("search 1")
    }

    /// The first eight bytes of HMAC-SHA256: enough that two marks of a million cases never meet.
    func digest(_ mark: SearchMark) -> MarkDigest {
        let message = Array("\(mark.kind.rawValue)\0\(mark.text)".utf8)
        return MarkDigest(Array(HMAC.sha256(message, key: searchKey).prefix(MarkDigest.count)))
    }

    /// The key behind wrapped bytes. Throws the damaged row when they don't open.
    func unwrap(_ wrapped: WrappedKey) throws(UnreadableRow) -> CaseKey {
        if let key = kept(wrapped.caseID), key.wrapped == wrapped { return key }
        guard let key = Self.opened(wrapped, by: masterKey) else {
            throw UnreadableRow(table: "case_key", id: wrapped.caseID.text, column: "wrapped")
        }
        return CaseKey(key, wrapped: wrapped)
    }

    /// A key for a new case, not kept.
    func makeKey(of id: CaseID) throws(StorageError) -> CaseKey {
        let key = SealingKey()
        do {
            let wrapped = try AESGCM.seal(
                key.secret.exposed(), key: masterKey, associated: Self.associated(id))
            return CaseKey(key, wrapped: WrappedKey(caseID: id, bytes: wrapped))
        } catch {
            throw StorageError(.failed, "a key can't be wrapped")
        }
    }

    func kept(_ id: CaseID) -> CaseKey? { kept.withLock { $0[id] } }

    /// In the order of `ids`; nil for one that is not kept.
    func kept(_ ids: [CaseID]) -> [CaseKey?] { kept.withLock { kept in ids.map { kept[$0] } } }

    func keep(_ key: CaseKey) {
        kept.withLock { kept in
            if kept.count >= Self.keptAtMost { kept.removeAll(keepingCapacity: true) }
            kept[key.wrapped.caseID] = key
        }
    }

    func forget(_ id: CaseID) { kept.withLock { $0[id] = nil } }

    func forgetAll() { kept.withLock { $0 = [:] } }

    static func opened(_ wrapped: WrappedKey, by masterKey: SealingKey) -> SealingKey? {
        let secret = try? AESGCM.open(
            wrapped.bytes, key: masterKey, associated: associated(wrapped.caseID))
        return secret.flatMap { try? SealingKey(SecretBytes(copying: $0)) }
    }

    private static func associated(_ id: CaseID) -> [UInt8] { Array("\(id.text)\0key".utf8) }
}
