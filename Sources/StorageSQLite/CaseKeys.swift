internal import Cryptography
internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The cases' own keys, each wrapped by the master key. They are unwrapped for each use (a microsecond) and kept
/// nowhere, so that a destroyed key is gone at once.
struct CaseKeys: Sendable {
    let masterKey: SealingKey

    /// The key of a case; `notFound` when the case was never stored, `erased` when its key was destroyed.
    func key(of id: CaseID, _ db: Database) throws -> CaseKey {
        let statement = try db.cachedStatement(sql: "SELECT wrapped FROM case_key WHERE case_id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.text]) else {
            throw StorageError(.notFound, "no such case")
        }
        guard let wrapped: Data = row[0] else { throw StorageError(.erased, "the case's key was destroyed") }
        let secret = try AESGCM.open(
            Array(wrapped), key: masterKey, associated: Self.associated(id))
        return CaseKey(caseID: id, key: try SealingKey(SecretBytes(copying: secret)))
    }

    /// Makes and stores the key of a new case.
    func makeKey(of id: CaseID, at: Instant, _ db: Database) throws -> CaseKey {
        let key = SealingKey()
        let wrapped = try AESGCM.seal(
            key.secret.exposed(), key: masterKey, associated: Self.associated(id))
        let statement = try db.cachedStatement(
            sql: "INSERT INTO case_key (case_id, wrapped, created_at) VALUES (?, ?, ?)")
        try statement.execute(arguments: [id.text, Data(wrapped), at.milliseconds])
        return CaseKey(caseID: id, key: key)
    }

    private static func associated(_ id: CaseID) -> [UInt8] { Array("\(id.text)\0key".utf8) }
}

/// Seals and opens what belongs to one case.
struct CaseKey {
    /// What is sealed, and where it stands: bound to the bytes, so that a value moved to another row does not open.
    enum Place {
        case event(kind: String)
        case body
        case draft(SessionID, section: String)
        case commandResult(SessionID, SeatNumber, CommandID)
        case minutes(SessionID, version: Int)

        var label: String {
            switch self {
            case .event(let kind): "event\0\(kind)"
            case .body: "body"
            case .draft(let session, let section): "draft\0\(session.text)\0\(section)"
            case .commandResult(let session, let seat, let id): "result\0\(session.text)\0\(seat)\0\(id.text)"
            case .minutes(let session, let version): "minutes\0\(session.text)\0\(version)"
            }
        }
    }

    let caseID: CaseID
    fileprivate let key: SealingKey

    func seal(_ plain: [UInt8], as place: Place) throws -> Data {
        Data(try AESGCM.seal(plain, key: key, associated: associated(place)))
    }

    func open(_ sealed: Data, as place: Place) throws -> [UInt8] {
        try AESGCM.open(Array(sealed), key: key, associated: associated(place))
    }

    private func associated(_ place: Place) -> [UInt8] { Array("\(caseID.text)\0\(place.label)".utf8) }
}
