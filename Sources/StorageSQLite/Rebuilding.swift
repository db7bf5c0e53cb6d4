internal import Foundation
internal import GRDB
internal import Mediation
package import Storage

extension SQLiteEngine {
    package func replace(_ projection: SealedProjection) async throws {
        try await commits.commit { db in
            if let file = projection.file { try Self.replace(file, db) }
            for session in projection.sessions { try Self.replace(session, db) }
            guard !projection.minutesOf.isEmpty else { return }
            try Self.withoutGuards(of: ["minutes", "minutes_document"], db) {
                for session in projection.minutesOf {
                    for table in ["minutes_document", "minutes"] {
                        try db.execute(
                            sql: "DELETE FROM \(table) WHERE session_id = ?", arguments: [session.text])
                    }
                }
                for minutes in projection.minutes { try SessionRows.insert(minutes, db) }
            }
        }
    }

    /// All columns; the row is made where it is missing. Another case's row that has its number is in the way and goes: its
    /// own turn comes.
    private static func replace(_ change: SealedCaseChange, _ db: Database) throws {
        let record = change.columns
        try db.execute(
            sql: "UPDATE case_file SET case_no = '?' || id WHERE case_no = ? AND id <> ?",
            arguments: [record.caseNo, record.id.text])
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO case_file
                    (case_no, version, status, level, officer_id, content_class, due_at, updated_at,
                    channel, unit, received_at, accepted_at, closed_at, summary, body, id, bureau_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET bureau_id = excluded.bureau_id, case_no = excluded.case_no, version = excluded.version,
                    status = excluded.status, level = excluded.level, officer_id = excluded.officer_id,
                    content_class = excluded.content_class, due_at = excluded.due_at,
                    updated_at = excluded.updated_at, channel = excluded.channel, unit = excluded.unit,
                    received_at = excluded.received_at, accepted_at = excluded.accepted_at,
                    closed_at = excluded.closed_at, summary = excluded.summary, body = excluded.body
                """)
        try statement.execute(
            arguments: CaseRows.values(change, version: change.expectedVersion) + [record.bureau.text])
        if let marks = change.marks { try MarkRows.replace(by: marks, of: record.id, db) }
        if let months = change.months { try MonthRows.replace(by: months, of: record.id, db) }
    }

    private static func replace(_ session: SessionRecord, _ db: Database) throws {
        // Another row that has its number is in the way; its own turn comes.
        try db.execute(
            sql: """
                UPDATE session SET number = -rowid
                WHERE case_id = ? AND number = ? AND id <> ?
                """,
            arguments: [session.caseID.text, session.number, session.id.text])
        try db.execute(
            sql: "UPDATE session SET case_id = ?, number = ?, created_at = ? WHERE id = ?",
            arguments: [
                session.caseID.text, session.number, session.createdAt.milliseconds, session.id.text,
            ])
        try SessionRows.upsert(session, db)
    }

    /// Rows that never change do so here alone, within this transaction: their guards are taken off and put on again.
    private static func withoutGuards(
        of tables: [String], _ db: Database, _ body: () throws -> Void
    ) throws {
        let marks = tables.map { _ in "?" }.joined(separator: ", ")
        let guards = try Row.fetchAll(
            db,
            sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN (\(marks))",
            arguments: StatementArguments(tables))
        for row in guards {
            let name: String = row["name"]
            try db.execute(sql: "DROP TRIGGER \"\(name)\"")
        }
        try body()
        for row in guards {
            let sql: String = row["sql"]
            try db.execute(sql: sql)
        }
    }

    // MARK: What belongs to nothing

    package func strays() async throws -> [StrayRow] {
        try await read { db in
            let strays = try Stray.all.flatMap { stray in
                try Row.fetchAll(db, sql: stray.sql + " LIMIT 100").map { row in
                    StrayRow(table: stray.table, id: Self.name(row), why: stray.why)
                }
            }
            let wrong = try MonthRows.wrongTotals(db).prefix(100)
            let why = "it is not the sum of its cases"
            return strays + wrong.map { StrayRow(table: "month_total", id: $0, why: why) }
        }
    }

    package func removeStrays() async throws -> Int {
        try await commits.commit { db in
            var removed = 0
            try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try Self.withoutGuards(of: ["minutes", "minutes_document"], db) {
                for delete in Stray.deletions {
                    try db.execute(sql: delete)
                    removed += db.changesCount
                }
            }
            removed += try MonthRows.makeTotalsAnew(db)
            for raise in Stray.raises {
                try db.execute(sql: raise)
                removed += db.changesCount
            }
            return removed
        }
    }

    /// Identifiers and numbers; anything else may be anything and is not told.
    private static func name(_ row: Row) -> String {
        row.databaseValues.map { value in
            switch value.storage {
            case .int64(let number): String(number)
            case .string(let text): CommandID(checking: text)?.text ?? "?"
            case .null, .double, .blob: "?"
            }
        }
        .joined(separator: "/")
    }
}

/// What no table may hold.
private struct Stray {
    let table: String
    let why: String
    let sql: String

    private static let noCase =
        "NOT EXISTS (SELECT 1 FROM journal WHERE journal.case_id = %.case_id AND journal.session_id IS NULL)"
    private static let noSession =
        "NOT EXISTS (SELECT 1 FROM journal WHERE journal.session_id = %.session_id)"

    private static func without(_ condition: String, _ table: String) -> String {
        condition.replacingOccurrences(of: "%", with: table)
    }

    static let all: [Stray] = [
        Stray(
            table: "case_file", why: "the journal tells of no such case",
            sql: "SELECT id FROM case_file WHERE " + caseOfFile),
        Stray(
            table: "case_key", why: "the journal tells of no such case",
            sql: "SELECT case_id FROM case_key WHERE " + without(noCase, "case_key")),
        Stray(
            table: "case_mark", why: "the journal tells of no such case",
            sql: "SELECT case_id FROM (SELECT DISTINCT case_id FROM case_mark) AS m WHERE "
                + without(noCase, "m")),
        Stray(
            table: "case_month", why: "the journal tells of no such case",
            sql: "SELECT case_id, month FROM case_month WHERE " + without(noCase, "case_month")),
        Stray(
            table: "session", why: "the journal tells of no such session",
            sql: "SELECT id FROM session WHERE " + sessionOfRow),
        Stray(
            table: "draft", why: "the journal tells of no such session",
            sql: "SELECT session_id, section FROM draft WHERE " + without(noSession, "draft")),
        Stray(
            table: "command_result", why: "the journal tells of no such session",
            sql: "SELECT session_id, position FROM command_result WHERE "
                + without(noSession, "command_result")),
        Stray(
            table: "minutes", why: "the journal tells of no such session",
            sql: "SELECT session_id, version FROM minutes WHERE " + without(noSession, "minutes")),
        Stray(
            table: "minutes_document", why: "there are no such minutes",
            sql: "SELECT session_id, version FROM minutes_document WHERE " + documentOfNone),
        Stray(
            table: "answered_request", why: "the journal tells of no such case",
            sql:
                "SELECT account_id, request FROM answered_request WHERE case_id <> '\(AnsweredRequest.noCase.text)' AND "
                + without(noCase, "answered_request")),
        Stray(
            table: "answered_request", why: "there is no such account",
            sql: """
                SELECT account_id, request FROM answered_request
                WHERE NOT EXISTS (SELECT 1 FROM account WHERE account.id = account_id)
                """),
        Stray(
            table: "sign_in", why: "there is no such account",
            sql: "SELECT account_id FROM sign_in WHERE account_id NOT IN (SELECT id FROM account)"),
        Stray(
            table: "case_number", why: "cases of the year have higher numbers, or it is no number",
            sql:
                "SELECT bureau_id, year FROM (\(needed)) LEFT JOIN case_number USING (bureau_id, year) WHERE \(tooLow)"
        ),
    ]

    private static let caseOfFile =
        "NOT EXISTS (SELECT 1 FROM journal WHERE journal.case_id = case_file.id AND journal.session_id IS NULL)"
    private static let sessionOfRow =
        "NOT EXISTS (SELECT 1 FROM journal WHERE journal.session_id = session.id)"
    private static let documentOfNone = """
        NOT EXISTS (SELECT 1 FROM minutes WHERE minutes.session_id = minutes_document.session_id
            AND minutes.version = minutes_document.version)
        """

    /// The highest running number of each year, out of the case numbers: 青信〔2026〕0087.
    private static let needed = """
        SELECT bureau_id, CAST(substr(case_no, instr(case_no, '〔') + 1, 4) AS INTEGER) AS year,
            MAX(CAST(substr(case_no, instr(case_no, '〕') + 1) AS INTEGER)) AS most
        FROM case_file WHERE case_no GLOB '*〔[0-9][0-9][0-9][0-9]〕[0-9]*' GROUP BY 1, 2
        """
    private static let tooLow =
        "last IS NULL OR typeof(last) <> 'integer' OR last < most OR last > 1000000000"

    /// Of what is made of events; answers and sign-ins are not.
    static let deletions = [
        "DELETE FROM minutes_document WHERE " + documentOfNone,
        "DELETE FROM minutes_document WHERE " + without(noSession, "minutes_document"),
        "DELETE FROM minutes WHERE " + without(noSession, "minutes"),
        "DELETE FROM draft WHERE " + without(noSession, "draft"),
        "DELETE FROM command_result WHERE " + without(noSession, "command_result"),
        "DELETE FROM session WHERE " + sessionOfRow,
        "DELETE FROM case_mark WHERE " + without(noCase, "case_mark"),
        "DELETE FROM case_month WHERE " + without(noCase, "case_month"),
        "DELETE FROM case_file WHERE " + caseOfFile,
        "DELETE FROM case_key WHERE " + without(noCase, "case_key"),
    ]
    static let raises = [
        """
        INSERT INTO case_number (bureau_id, year, last) SELECT bureau_id, year, most FROM (\(needed))
        LEFT JOIN case_number USING (bureau_id, year) WHERE \(tooLow)
        ON CONFLICT (bureau_id, year) DO UPDATE SET last = excluded.last
        """
    ]
}
