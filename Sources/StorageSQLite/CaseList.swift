internal import GRDB
internal import Mediation
internal import Storage

/// The query of a page of cases. For each status one range of an index is read, `limit` entries at most, and the
/// ranges are merged: what a page costs depends on neither its place nor the size of the table. An index knows its rows by
/// their place in the table, so that each is found at once.
struct CaseList: Sendable {
    let sql: String
    private let values: [any DatabaseValueConvertible & Sendable]

    var arguments: StatementArguments { StatementArguments(values) }

    init(bureau: BureauID, officer: AccountID?, statuses: [String], cursor: CaseCursor?, limit: Int) {
        var ranges: [String] = []
        var values: [any DatabaseValueConvertible & Sendable] = []
        let wanted: [String?] = statuses.isEmpty ? [nil] : Set(statuses).sorted()
        for status in wanted {
            // The partial indexes serve only a query that repeats their condition.
            var conditions = ["body IS NOT NULL"]
            // An officer is of one bureau, and so are the officer's cases.
            if let officer {
                conditions.append("officer_id = ?")
                values.append(officer.text)
            } else {
                conditions.append("bureau_id = ?")
                values.append(bureau.text)
            }
            if let status {
                conditions.append("status = ?")
                values.append(status)
            }
            if let cursor {
                conditions.append("(due_order, id) > (?, ?)")
                values.append(cursor.dueOrder)
                values.append(cursor.id.text)
            }
            values.append(limit)
            ranges.append(
                """
                SELECT * FROM (SELECT due_order, id, rowid AS place FROM case_file WHERE \(conditions.joined(separator: " AND "))
                ORDER BY due_order, id LIMIT ?)
                """)
        }
        values.append(limit)
        sql = """
            WITH page AS (\(ranges.joined(separator: " UNION ALL ")) ORDER BY due_order, id LIMIT ?)
            SELECT case_file.id, case_file.case_no, case_file.due_order, case_file.summary
            FROM page CROSS JOIN case_file ON case_file.rowid = page.place
            ORDER BY page.due_order, page.id
            """
        self.values = values
    }

    /// Cases that have a key and no body: nobody erased them, something took the body. No range of the list's own indexes
    /// holds them, and they must not vanish.
    static func lost(of officer: AccountID?) -> String {
        """
        SELECT \(CaseRows.columns) FROM case_file INDEXED BY case_without_body JOIN case_key ON case_key.case_id = case_file.id
        WHERE case_file.body IS NULL AND case_key.wrapped IS NOT NULL \(officer == nil ? "" : "AND case_file.officer_id = ?") AND case_file.bureau_id = ?
        ORDER BY case_file.id LIMIT 200
        """
    }
}
