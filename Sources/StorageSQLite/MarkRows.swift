internal import Foundation
internal import GRDB
internal import Mediation
internal import Storage

/// The rows by which cases are found.
enum MarkRows {
    /// The marks of a case become these. What stands already is left alone.
    static func replace(by marks: Set<MarkDigest>, of id: CaseID, _ db: Database) throws {
        let known = try db.cachedStatement(sql: "SELECT mark FROM case_mark WHERE case_id = ?")
        var extra: [DatabaseValue] = []
        var missing = marks
        for row in try Row.fetchAll(known, arguments: [id.text]) {
            let value: DatabaseValue = row[0]
            guard case .blob(let data) = value.storage, missing.remove(MarkDigest(Array(data))) != nil else {
                extra.append(value)
                continue
            }
        }
        let delete = try db.cachedStatement(sql: "DELETE FROM case_mark WHERE mark IS ? AND case_id = ?")
        for value in extra { try delete.execute(arguments: [value, id.text]) }
        let insert = try db.cachedStatement(sql: "INSERT INTO case_mark (mark, case_id) VALUES (?, ?)")
        for mark in missing { try insert.execute(arguments: [Data(mark.bytes), id.text]) }
    }

    static func delete(of id: CaseID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM case_mark WHERE case_id = ?", arguments: [id.text])
    }
}
