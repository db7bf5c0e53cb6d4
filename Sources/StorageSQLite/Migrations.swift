internal import GRDB
internal import Mediation

/// The schema's history: named steps, only ever added to. A step that has been released is never edited.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001 accounts") { try $0.execute(sql: accounts) }
        migrator.registerMigration("0002 cases and sessions") { try $0.execute(sql: casesAndSessions) }
        migrator.registerMigration("0003 journal") { try $0.execute(sql: journal) }
        migrator.registerMigration("0004 immutable rows") { try $0.execute(sql: immutableRows) }
        migrator.registerMigration("0005 journal of a case") { try $0.execute(sql: journalOfCase) }
        migrator.registerMigration("0006 answered requests") { try $0.execute(sql: answeredRequests) }
        migrator.registerMigration("0007 cases without a body") { try $0.execute(sql: casesWithoutBody) }
        // One spelling of a staff number (Mediation, StaffNumber): capitals, as the sign-in page always sent it.
        migrator.registerMigration("0008 staff numbers in capitals") {
            try $0.execute(sql: "UPDATE OR IGNORE account SET staff_no = upper(staff_no)")
        }
        // From here on the commit that ends a session takes them along.
        migrator.registerMigration("0009 answers of sessions that are over") {
            try $0.execute(
                sql: """
                    DELETE FROM command_result
                    WHERE session_id IN (SELECT id FROM session WHERE ended_at IS NOT NULL)
                    """)
        }
        migrator.registerMigration("0010 bureaus") {
            try $0.execute(sql: bureaus)
            let first = Bureau.first
            try $0.execute(
                sql: "INSERT INTO bureau (id, name, phone, mark) VALUES (?, ?, ?, ?)",
                arguments: [first.id.text, first.name, first.phone, first.mark])
        }
        migrator.registerMigration("0011 one tree over all entries") { db in
            try db.execute(sql: tree)
            try CarryOver.run(db)
        }
        migrator.registerMigration("0012 projections of cases") {
            try $0.execute(sql: ProjectionSchema.caseColumns)
            try $0.execute(sql: ProjectionSchema.caseMarks)
        }
        migrator.registerMigration("0013 sums of rows that are written over") {
            try $0.execute(sql: KeptRows.schema)
        }
        migrator.registerMigration("0014 units") { try $0.execute(sql: units) }
        migrator.registerMigration("0015 lawyers") { try $0.execute(sql: LawyerRows.schema) }
        migrator.registerMigration("0016 what cases count as by month") {
            try $0.execute(sql: MonthRows.schema)
        }
        return migrator
    }

    private static let accounts = """
        CREATE TABLE store_value (
            name TEXT NOT NULL PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT;

        CREATE TABLE account (
            id TEXT NOT NULL PRIMARY KEY,
            staff_no TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            unit TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            profile BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            disabled_at INTEGER
        ) STRICT;

        CREATE TABLE sign_in (
            token_digest BLOB NOT NULL PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sign_in_by_account ON sign_in (account_id);
        CREATE INDEX sign_in_by_expiry ON sign_in (expires_at);
        """

    /// `body` is null once the case is erased. The partial indexes give each kind of list its order.
    private static let casesAndSessions = """
        CREATE TABLE case_key (
            case_id TEXT NOT NULL PRIMARY KEY,
            wrapped BLOB,
            created_at INTEGER NOT NULL,
            destroyed_at INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE case_number (
            year INTEGER NOT NULL PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE case_file (
            id TEXT NOT NULL PRIMARY KEY,
            case_no TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL,
            status TEXT NOT NULL,
            level TEXT,
            officer_id TEXT NOT NULL,
            content_class TEXT NOT NULL,
            due_at INTEGER,
            due_order INTEGER NOT NULL GENERATED ALWAYS AS (COALESCE(due_at, 9223372036854775807)) STORED,
            updated_at INTEGER NOT NULL,
            body BLOB
        ) STRICT;
        CREATE INDEX case_by_due ON case_file (due_order, id) WHERE body IS NOT NULL;
        CREATE INDEX case_by_status ON case_file (status, due_order, id) WHERE body IS NOT NULL;
        CREATE INDEX case_by_officer ON case_file (officer_id, due_order, id) WHERE body IS NOT NULL;
        CREATE INDEX case_by_officer_status ON case_file (officer_id, status, due_order, id)
            WHERE body IS NOT NULL;

        CREATE TABLE session (
            id TEXT NOT NULL PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES case_file (id),
            number INTEGER NOT NULL,
            status TEXT NOT NULL,
            host_id TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            UNIQUE (case_id, number)
        ) STRICT;
        CREATE INDEX session_open ON session (created_at, id) WHERE ended_at IS NULL;

        CREATE TABLE draft (
            session_id TEXT NOT NULL REFERENCES session (id),
            section TEXT NOT NULL,
            revision INTEGER NOT NULL,
            text BLOB NOT NULL,
            PRIMARY KEY (session_id, section)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE command_result (
            position INTEGER NOT NULL PRIMARY KEY,
            session_id TEXT NOT NULL REFERENCES session (id),
            seat INTEGER NOT NULL,
            command_id TEXT NOT NULL,
            digest BLOB NOT NULL,
            result BLOB NOT NULL,
            UNIQUE (session_id, seat, command_id)
        ) STRICT;

        CREATE TABLE minutes (
            session_id TEXT NOT NULL REFERENCES session (id),
            version INTEGER NOT NULL,
            case_id TEXT NOT NULL,
            digest BLOB NOT NULL,
            frozen_at INTEGER NOT NULL,
            label TEXT NOT NULL,
            PRIMARY KEY (session_id, version)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE minutes_document (
            session_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            case_id TEXT NOT NULL,
            document BLOB NOT NULL,
            PRIMARY KEY (session_id, version),
            FOREIGN KEY (session_id, version) REFERENCES minutes (session_id, version)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX minutes_document_by_case ON minutes_document (case_id);
        """

    /// It refers to no other table: it outlives them.
    private static let journal = """
        CREATE TABLE journal (
            sequence INTEGER NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL,
            case_id TEXT NOT NULL,
            session_id TEXT,
            kind TEXT NOT NULL,
            payload BLOB NOT NULL,
            previous BLOB NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX journal_by_case ON journal (case_id, sequence);
        CREATE INDEX journal_by_session ON journal (session_id, sequence) WHERE session_id IS NOT NULL;
        """

    /// The triggers before an insertion are there for INSERT OR REPLACE, which deletes without a deletion's
    /// triggers. The text of minutes may go once its case's key is gone, and not before.
    private static let immutableRows = """
        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER journal_in_sequence BEFORE INSERT ON journal
        WHEN NEW.sequence IS NOT (SELECT COALESCE(MAX(sequence), 0) + 1 FROM journal)
        BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;

        CREATE TRIGGER minutes_no_update BEFORE UPDATE ON minutes
        BEGIN SELECT RAISE(ABORT, 'minutes never change'); END;
        CREATE TRIGGER minutes_no_delete BEFORE DELETE ON minutes
        BEGIN SELECT RAISE(ABORT, 'minutes are never deleted'); END;
        CREATE TRIGGER minutes_no_replace BEFORE INSERT ON minutes
        WHEN EXISTS (SELECT 1 FROM minutes WHERE session_id = NEW.session_id AND version = NEW.version)
        BEGIN SELECT RAISE(ABORT, 'minutes never change'); END;

        CREATE TRIGGER minutes_document_no_update BEFORE UPDATE ON minutes_document
        BEGIN SELECT RAISE(ABORT, 'minutes never change'); END;
        CREATE TRIGGER minutes_document_no_delete BEFORE DELETE ON minutes_document
        WHEN NOT EXISTS (SELECT 1 FROM case_key WHERE case_id = OLD.case_id AND wrapped IS NULL)
        BEGIN SELECT RAISE(ABORT, 'minutes are never deleted'); END;
        CREATE TRIGGER minutes_document_no_replace BEFORE INSERT ON minutes_document
        WHEN EXISTS (
            SELECT 1 FROM minutes_document WHERE session_id = NEW.session_id AND version = NEW.version)
        BEGIN SELECT RAISE(ABORT, 'minutes never change'); END;
        """

    /// Which request of an account made what (docs/protocol.md, 1.0): in the transaction that made it.
    private static let answeredRequests = """
        CREATE TABLE answered_request (
            account_id TEXT NOT NULL,
            request TEXT NOT NULL,
            digest BLOB NOT NULL,
            case_id TEXT NOT NULL,
            session_id TEXT,
            status INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (account_id, request)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX answered_request_by_case ON answered_request (case_id);
        """

    /// A session's entries are found by the session, and its case's by its sessions: one index less to write with each
    /// step of a room, each time on another page.
    private static let journalOfCase = """
        DROP INDEX journal_by_case;
        CREATE INDEX journal_of_case ON journal (case_id, sequence) WHERE session_id IS NULL;
        """

    /// Erased cases, and any whose body was lost though its key stands: those are looked for by each list's first page.
    private static let casesWithoutBody = """
        CREATE INDEX case_without_body ON case_file (officer_id, id) WHERE body IS NULL;
        """

    /// What stood before is the first bureau's. Nothing refers to a bureau's row by a constraint: where that row is damaged, its
    /// cases go on.
    private static let bureaus = """
        CREATE TABLE bureau (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            phone TEXT NOT NULL,
            mark TEXT NOT NULL UNIQUE
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE account ADD COLUMN bureau_id TEXT NOT NULL DEFAULT 'main';
        ALTER TABLE case_file ADD COLUMN bureau_id TEXT NOT NULL DEFAULT 'main';
        DROP INDEX case_by_due;
        DROP INDEX case_by_status;
        CREATE INDEX case_by_due ON case_file (bureau_id, due_order, id) WHERE body IS NOT NULL;
        CREATE INDEX case_by_status ON case_file (bureau_id, status, due_order, id) WHERE body IS NOT NULL;

        CREATE TABLE case_number_of_bureau (
            bureau_id TEXT NOT NULL,
            year INTEGER NOT NULL,
            last INTEGER NOT NULL,
            PRIMARY KEY (bureau_id, year)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO case_number_of_bureau SELECT 'main', year, last FROM case_number;
        DROP TABLE case_number;
        ALTER TABLE case_number_of_bureau RENAME TO case_number;
        """

    /// `formerly` holds the names that a unit had before, a line each. Nothing refers to a unit by a constraint: people and cases
    /// name it by its name.
    private static let units = """
        CREATE TABLE unit (
            id TEXT NOT NULL PRIMARY KEY,
            bureau_id TEXT NOT NULL,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            formerly TEXT NOT NULL,
            closed_at INTEGER,
            UNIQUE (bureau_id, name)
        ) STRICT, WITHOUT ROWID;
        """

    /// The entries of layout 2 have three columns more, which are null in those of layout 1 (docs/record.md). The tree's
    /// hashes of level 0 are the entries' own.
    private static let tree = """
        ALTER TABLE journal ADD COLUMN position INTEGER;
        ALTER TABLE journal ADD COLUMN content BLOB;
        ALTER TABLE journal ADD COLUMN cites BLOB;

        CREATE TABLE tree_hash (
            level INTEGER NOT NULL,
            place INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (level, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tree_edge (
            one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
            size INTEGER NOT NULL,
            hashes BLOB NOT NULL
        ) STRICT;

        CREATE TRIGGER tree_hash_no_update BEFORE UPDATE ON tree_hash
        BEGIN SELECT RAISE(ABORT, 'the tree only grows'); END;
        CREATE TRIGGER tree_hash_no_delete BEFORE DELETE ON tree_hash
        BEGIN SELECT RAISE(ABORT, 'the tree only grows'); END;
        CREATE TRIGGER tree_hash_no_replace BEFORE INSERT ON tree_hash
        WHEN EXISTS (SELECT 1 FROM tree_hash WHERE level = NEW.level AND place = NEW.place)
        BEGIN SELECT RAISE(ABORT, 'the tree only grows'); END;
        """
}
