internal import Cryptography
internal import Mediation
internal import Storage
internal import TransparencyLog

/// Seals and opens what belongs to one case.
struct CaseKey: Sendable {
    /// What is sealed, and where it stands: bound to the bytes, so that a value moved to another row does not open.
    enum Place {
        /// Of layout 1, as it is.
        case event(kind: String)
        /// Of layout 2, behind its salt.
        case entry(kind: String)
        case body
        case summary
        case draft(SessionID, section: String)
        case commandResult(SessionID, SeatNumber, CommandID)
        case minutes(SessionID, version: Int)

        var label: String {
            switch self {
            case .event(let kind): "event\0\(kind)"
            case .entry(let kind): "entry\0\(kind)"
            case .body: "body"
            case .summary: "summary"
            case .draft(let session, let section): "draft\0\(session.text)\0\(section)"
            case .commandResult(let session, let seat, let id): "result\0\(session.text)\0\(seat)\0\(id.text)"
            case .minutes(let session, let version): "minutes\0\(session.text)\0\(version)"
            }
        }
    }

    /// The key as the engine keeps it.
    let wrapped: WrappedKey
    private let key: SealingKey

    init(_ key: SealingKey, wrapped: WrappedKey) {
        self.key = key
        self.wrapped = wrapped
    }

    /// Throws `failed` when the library does: then nothing can be kept.
    func seal(_ plain: [UInt8], as place: Place) throws(StorageError) -> SealedBytes {
        do {
            return SealedBytes(try AESGCM.seal(plain, key: key, associated: associated(place)))
        } catch {
            throw StorageError(.failed, "a value can't be sealed")
        }
    }

    /// The plain bytes; nil when they were sealed under another key, for another place, or altered.
    func open(_ sealed: SealedBytes, as place: Place) -> [UInt8]? {
        try? AESGCM.open(sealed.bytes, key: key, associated: associated(place))
    }

    /// An event's payload behind a salt of its own, and the digest of both.
    func seal(_ event: EventRecord) throws(StorageError) -> (payload: SealedBytes, content: [UInt8]) {
        let salted = SaltedContent(event.payload)
        return (try seal(salted.bytes, as: .entry(kind: event.kind)), salted.digest.bytes)
    }

    /// A secret for another purpose that goes with the key (`SealingKey.derived`).
    func derived(_ label: String) -> SecretBytes { key.derived(label) }

    private func associated(_ place: Place) -> [UInt8] {
        Array("\(wrapped.caseID.text)\0\(place.label)".utf8)
    }
}
