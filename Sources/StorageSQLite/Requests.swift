internal import Foundation
internal import GRDB
package import Mediation
package import Storage

extension SQLiteEngine: RequestStore {
    package func answered(_ request: CommandID, of account: AccountID) async throws -> AnsweredRequest? {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT * FROM answered_request WHERE account_id = ? AND request = ?")
            guard let row = try Row.fetchOne(statement, arguments: [account.text, request.text]) else {
                return nil
            }
            return try RequestRows.answer(row)
        }
    }

    @discardableResult
    package func forgetAnswers(before: Instant) async throws -> Int {
        try await commits.commit { db in
            try db.execute(
                sql: "DELETE FROM answered_request WHERE at < ? AND digest <> X''",
                arguments: [before.milliseconds])
            return db.changesCount
        }
    }

    package func keep(_ answer: AnsweredRequest) async throws {
        try await commits.commit { db in try RequestRows.insert(answer, db) }
    }
}

/// The rows of answered requests: what every commit that answers one writes too.
enum RequestRows {
    static func answer(_ row: Row) throws -> AnsweredRequest {
        let row = CheckedRow(row, of: "answered_request", by: "account_id", "request")
        return AnsweredRequest(
            account: try row.identifier("account_id"), request: try row.identifier("request"),
            digest: try row.bytes("digest"), caseID: try row.identifier("case_id"),
            sessionID: try row.identifier(ifAny: "session_id"),
            status: Int(try row.integer("status", in: 200...299)), at: try row.instant("at"))
    }

    static func insert(_ answer: AnsweredRequest, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO answered_request (account_id, request, digest, case_id, session_id, status, at)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, request) DO NOTHING
                """)
        try statement.execute(arguments: [
            answer.account.text, answer.request.text, Data(answer.digest), answer.caseID.text,
            answer.sessionID?.text, answer.status, answer.at.milliseconds,
        ])
        guard db.changesCount == 1 else {
            throw StorageError(.commandRepeated, "the request was answered")
        }
    }

    /// The ids stay, so that an erased case is not made again by a late repetition; what could be guessed by the
    /// digests goes.
    static func forgetBodies(of id: CaseID, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE answered_request SET digest = X'' WHERE case_id = ?", arguments: [id.text])
    }
}
