/// The schema of what lists, search and statistics read (docs/decisions/0015-projections.md).
enum ProjectionSchema {
    /// The table of cases, made anew: the summary stands before the body, on the row's own page, so that a list never follows
    /// the pages of a file. Rows of before have neither summary nor columns to count by, until they are made of the events.
    static let caseColumns = """
        CREATE TABLE new_case_file (
            id TEXT NOT NULL PRIMARY KEY,
            bureau_id TEXT NOT NULL DEFAULT 'main',
            case_no TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL,
            status TEXT NOT NULL,
            level TEXT,
            officer_id TEXT NOT NULL,
            content_class TEXT NOT NULL,
            due_at INTEGER,
            due_order INTEGER NOT NULL GENERATED ALWAYS AS (COALESCE(due_at, 9223372036854775807)) STORED,
            updated_at INTEGER NOT NULL,
            channel TEXT,
            unit TEXT,
            received_at INTEGER,
            accepted_at INTEGER,
            closed_at INTEGER,
            summary BLOB,
            body BLOB
        ) STRICT;
        INSERT INTO new_case_file
            (id, bureau_id, case_no, version, status, level, officer_id, content_class, due_at, updated_at, body)
            SELECT id, bureau_id, case_no, version, status, level, officer_id, content_class, due_at, updated_at, body
            FROM case_file ORDER BY rowid;
        DROP TABLE case_file;
        ALTER TABLE new_case_file RENAME TO case_file;
        CREATE INDEX case_by_due ON case_file (bureau_id, due_order, id) WHERE body IS NOT NULL;
        CREATE INDEX case_by_status ON case_file (bureau_id, status, due_order, id) WHERE body IS NOT NULL;
        CREATE INDEX case_by_officer ON case_file (officer_id, due_order, id) WHERE body IS NOT NULL;
        CREATE INDEX case_by_officer_status ON case_file (officer_id, status, due_order, id)
            WHERE body IS NOT NULL;
        CREATE INDEX case_without_body ON case_file (officer_id, id) WHERE body IS NULL;
        CREATE INDEX case_without_summary ON case_file (id) WHERE summary IS NULL AND body IS NOT NULL;
        CREATE INDEX case_by_received ON case_file (bureau_id, received_at, status, level, content_class, channel, unit, id);
        """

    /// Keyed digests of what cases are found by. The index by case is for a case that changes its people, or is erased.
    static let caseMarks = """
        CREATE TABLE case_mark (
            mark BLOB NOT NULL,
            case_id TEXT NOT NULL,
            PRIMARY KEY (mark, case_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_mark_of_case ON case_mark (case_id);
        """
}
