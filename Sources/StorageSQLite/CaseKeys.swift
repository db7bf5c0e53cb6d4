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
        let statement = try db.cachedStatement(sql: "SELECT case_id, wrapped FROM case_key WHERE case_id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.text]) else {
            throw StorageError(.notFound, "no such case")
        }
        let checked = CheckedRow(row, of: "case_key", by: "case_id")
        if checked.isNull("wrapped") { throw StorageError(.erased, "the case's key was destroyed") }
        do {
            let secret = try AESGCM.open(
                try checked.bytes("wrapped"), key: masterKey, associated: Self.associated(id))
            return CaseKey(caseID: id, key: try SealingKey(SecretBytes(copying: secret)))
        } catch is CryptographyError {
            throw checked.unreadable("wrapped")
        }
    }

    /// Whether the master key opens any of the cases' keys; nil when there is none to try.
    func opensAny(_ db: Database) throws -> Bool? {
        let rows = try Row.fetchAll(
            db, sql: "SELECT case_id, wrapped FROM case_key WHERE wrapped IS NOT NULL LIMIT 100")
        if rows.isEmpty { return nil }
        return rows.contains { row in
            let checked = CheckedRow(row, of: "case_key", by: "case_id")
            guard let id: CaseID = try? checked.identifier("case_id"),
                let wrapped = try? checked.bytes("wrapped")
            else { return false }
            return (try? AESGCM.open(wrapped, key: masterKey, associated: Self.associated(id))) != nil
        }
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

    /// The sealed value of a column.
    func open(_ row: CheckedRow, _ column: String, as place: Place) throws -> [UInt8] {
        do {
            return try open(Data(try row.bytes(column)), as: place)
        } catch is CryptographyError {
            throw row.unreadable(column)
        }
    }

    private func associated(_ place: Place) -> [UInt8] { Array("\(caseID.text)\0\(place.label)".utf8) }
}
