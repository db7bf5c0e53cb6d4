internal import GRDB
internal import Journal
internal import Storage

/// A store of layout 1 becomes one whose entries all stand in one tree, in the transaction of the migration: whole, or not at
/// all and again at the next opening.
enum CarryOver {
    static func run(_ db: Database) throws {
        var carried = CarryingOver()
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM journal ORDER BY sequence")
        while let row = try rows.next() {
            let entry = (try? JournalRows.entry(row)) ?? JournalRows.unhashed(row)
            for hash in carried.take(entry) { try TreeRows.insert(hash, db) }
        }
        try TreeRows.keep([], carried.tip, db)
        try JournalRows.append(carried.entries(), chaining: Chain.chaining, db)
    }
}
