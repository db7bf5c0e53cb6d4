internal import GRDB
internal import Mediation
internal import Storage

/// What cases count as by month, and the sums of it. A case's rows are made of its events; the sums are those of the rows, changed
/// with them in one transaction.
enum MonthRows {
    static let schema = """
        CREATE TABLE case_month (
            bureau_id TEXT NOT NULL,
            month INTEGER NOT NULL,
            case_id TEXT NOT NULL,
            facts INTEGER NOT NULL,
            again INTEGER NOT NULL,
            persons INTEGER NOT NULL,
            consultations INTEGER NOT NULL,
            talks INTEGER NOT NULL,
            talks_agreed INTEGER NOT NULL,
            talks_with_lawyer INTEGER NOT NULL,
            unit TEXT NOT NULL,
            prior_id TEXT,
            PRIMARY KEY (bureau_id, month, case_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_month_of_case ON case_month (case_id, month, facts);
        CREATE INDEX case_month_repeats ON case_month (bureau_id, month, prior_id) WHERE prior_id IS NOT NULL;
        CREATE INDEX case_month_of_prior ON case_month (prior_id) WHERE prior_id IS NOT NULL;

        CREATE TABLE month_total (
            bureau_id TEXT NOT NULL,
            month INTEGER NOT NULL,
            unit TEXT NOT NULL,
            tally INTEGER NOT NULL,
            cases INTEGER NOT NULL,
            again INTEGER NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (bureau_id, month, unit, tally)
        ) STRICT, WITHOUT ROWID;

        -- Cases of before get their rows with their summaries, at the next start of the server.
        UPDATE case_file SET summary = NULL WHERE body IS NOT NULL;
        """

    /// By `Tally.numbered`, in its order.
    static let numbers = ["persons", "consultations", "talks", "talks_agreed", "talks_with_lawyer"]

    /// What the sums of a row are kept by.
    struct Place: Hashable {
        let month: CivilMonth
        let unit: String
        let tally: Tally
    }

    struct Sum: Hashable {
        var cases = 0
        var again = 0
        var number = 0

        var isZero: Bool { cases == 0 && again == 0 && number == 0 }
    }

    // MARK: Reading

    static func ofCase(_ id: CaseID, _ db: Database) throws -> Listed<MonthRow> {
        let statement = try db.cachedStatement(
            sql: """
                SELECT case_month.*, case_file.bureau_id AS case_bureau FROM case_month
                LEFT JOIN case_file ON case_file.id = case_month.case_id
                WHERE case_month.case_id = ? ORDER BY case_month.month
                """)
        return try Listed(Row.fetchAll(statement, arguments: [id.text]), row)
    }

    private static func row(_ row: Row) throws -> MonthRow {
        let row = CheckedRow(row, of: "case_month", by: "case_id", "month")
        // A row that stands among another bureau's counts there.
        guard try row.text("bureau_id") == row.text(ifAny: "case_bureau") else {
            throw row.unreadable("bureau_id")
        }
        return MonthRow(
            month: try month(row), facts: try facts("facts", row), again: try facts("again", row),
            numbers: try numbers.map { try row.count($0) }, unit: try row.text("unit"),
            prior: try row.identifier(ifAny: "prior_id"))
    }

    static func month(_ row: CheckedRow) throws(UnreadableRow) -> CivilMonth {
        guard let month = CivilMonth(serial: try row.count("month")) else { throw row.unreadable("month") }
        return month
    }

    private static func facts(_ column: String, _ row: CheckedRow) throws(UnreadableRow) -> TallySet {
        let facts = TallySet(rawValue: try row.count(column))
        guard facts.isSubset(of: .all) else { throw row.unreadable(column) }
        return facts
    }

    static func total(_ row: Row) throws -> MonthTotal {
        let row = CheckedRow(row, of: "month_total", by: "bureau_id", "month", "tally")
        guard let tally = Tally(rawValue: try row.count("tally")) else { throw row.unreadable("tally") }
        return MonthTotal(
            month: try month(row), unit: try row.text("unit"), tally: tally, cases: try row.count("cases"),
            again: try row.count("again"), number: try row.count("number"))
    }

    // MARK: Writing

    /// The rows of a case become these, and the sums follow. What can't be read of what stood goes with nothing taken off: the sums
    /// are then found to be none, and made anew.
    static func replace(by rows: [MonthRow], of id: CaseID, _ db: Database) throws {
        let stood = try ofCase(id, db)
        guard stood.rows != rows || !stood.unreadable.isEmpty else { return }
        var change: [Place: Sum] = [:]
        for row in stood.rows { add(row, -1, to: &change) }
        for row in rows { add(row, 1, to: &change) }
        let bureau = "(SELECT bureau_id FROM case_file WHERE id = ?)"
        try db.cachedStatement(sql: "DELETE FROM case_month WHERE case_id = ?").execute(arguments: [id.text])
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO case_month (bureau_id, month, case_id, facts, again, \(numbers.joined(separator: ", ")), unit, prior_id)
                VALUES (\(bureau), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for row in rows {
            var arguments: StatementArguments = [
                id.text, row.month.serial, id.text, row.facts.rawValue, row.again.rawValue,
            ]
            arguments += StatementArguments(row.numbers)
            arguments += [row.unit, row.prior?.text]
            try insert.execute(arguments: arguments)
        }
        let raise = try db.cachedStatement(
            sql: """
                INSERT INTO month_total (bureau_id, month, unit, tally, cases, again, number)
                VALUES (\(bureau), ?, ?, ?, MAX(0, ?), MAX(0, ?), MAX(0, ?))
                ON CONFLICT (bureau_id, month, unit, tally) DO UPDATE SET
                    cases = \(raised("cases")), again = \(raised("again")), number = \(raised("number"))
                """)
        for (place, sum) in change where !sum.isZero {
            try raise.execute(arguments: [
                id.text, place.month.serial, place.unit, place.tally.rawValue, sum.cases, sum.again,
                sum.number,
                sum.cases, sum.again, sum.number,
            ])
        }
    }

    /// One that can't be read begins anew; a sum that is damaged keeps nobody from working on a case.
    private static func raised(_ column: String) -> String {
        """
        MAX(0, ? + CASE WHEN typeof(\(column)) = 'integer' AND \(column) BETWEEN 0 AND 1000000000000
            THEN \(column) ELSE 0 END)
        """
    }

    static func add(_ row: MonthRow, _ sign: Int, to sums: inout [Place: Sum]) {
        for tally in row.facts.members {
            let place = Place(month: row.month, unit: row.unit, tally: tally)
            var sum = sums[place] ?? Sum()
            sum.cases += sign
            sum.again += row.again.has(tally) ? sign : 0
            sum.number += sign * row.number(of: tally)
            sums[place] = sum
        }
    }

    // MARK: Sums beside their rows

    private struct BureauPlace: Hashable {
        let bureau: String
        let place: Place
    }

    /// Where a sum is not that of its rows, by bureau, month and tally.
    static func wrongTotals(_ db: Database) throws -> [String] {
        var made = try sums(db)
        var wrong: [String] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT * FROM month_total ORDER BY bureau_id, month, unit, tally")
        while let row = try rows.next() {
            let checked = CheckedRow(row, of: "month_total", by: "bureau_id", "month", "tally")
            guard let total = try? total(row), let bureau = try? checked.text("bureau_id") else {
                wrong.append(checked.unreadable("").id)
                continue
            }
            let place = BureauPlace(
                bureau: bureau, place: Place(month: total.month, unit: total.unit, tally: total.tally))
            let sum = made.removeValue(forKey: place) ?? Sum()
            if sum != Sum(cases: total.cases, again: total.again, number: total.number) {
                wrong.append(checked.unreadable("").id)
            }
        }
        return wrong
            + made.filter { !$0.value.isZero }.keys.map {
                "\(BureauID(checking: $0.bureau)?.text ?? "?")/\($0.place.month.serial)/\($0.place.tally.rawValue)"
            }.sorted()
    }

    /// Puts the sums of the rows in place of what stands; returns how many were wrong.
    static func makeTotalsAnew(_ db: Database) throws -> Int {
        let wrong = try wrongTotals(db).count
        guard wrong > 0 else { return 0 }
        try db.execute(sql: "DELETE FROM month_total")
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO month_total (bureau_id, month, unit, tally, cases, again, number)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        for (place, sum) in try sums(db) where !sum.isZero {
            try insert.execute(arguments: [
                place.bureau, place.place.month.serial, place.place.unit, place.place.tally.rawValue,
                sum.cases,
                sum.again, sum.number,
            ])
        }
        return wrong
    }

    /// Of the rows that can be read: those that can't are told, and made anew, by their cases.
    private static func sums(_ db: Database) throws -> [BureauPlace: Sum] {
        var made: [BureauPlace: Sum] = [:]
        let same = "bureau_id, month, unit, facts, again"
        let added = numbers.map { "SUM(\($0)) AS \($0)" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(same), COUNT(*) AS cases, \(added) FROM case_month GROUP BY \(same)")
        while let row = try rows.next() {
            let row = CheckedRow(row, of: "case_month", by: "month")
            guard let bureau = try? row.text("bureau_id"), let month = try? month(row),
                let unit = try? row.text("unit"), let facts = try? facts("facts", row),
                let again = try? self.facts("again", row), let count = try? row.count("cases")
            else { continue }
            for tally in facts.members {
                let place = BureauPlace(
                    bureau: bureau, place: Place(month: month, unit: unit, tally: tally))
                var sum = made[place] ?? Sum()
                sum.cases += count
                sum.again += again.has(tally) ? count : 0
                if let number = Tally.numbered.firstIndex(of: tally) {
                    sum.number += (try? row.count(numbers[number])) ?? 0
                }
                made[place] = sum
            }
        }
        return made
    }
}
