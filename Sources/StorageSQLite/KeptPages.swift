internal import GRDB
internal import Mediation
internal import Storage
internal import Synchronization

/// Pages of lists as a connection read them, as long as nothing at all was committed since: SQLite says so itself, of this program's
/// commits and of any other's ("PRAGMA data_version"), for one connection at a time.
///
/// Asking costs a small part of reading fifty rows. While commits come in between, each page is read anew.
final class KeptPages: Sendable {
    /// Which page: all that its query is made of.
    struct Place: Hashable, Sendable {
        let bureau: BureauID
        let officer: AccountID?
        let statuses: [String]
        let cursor: CaseCursor?
        let limit: Int
    }

    private struct OfConnection {
        var version: Int
        var pages: [Place: SealedCasePage] = [:]
    }

    /// Of a connection; a page is about 20 KB.
    private static let keptAtMost = 64

    private let kept = Mutex<[Int: OfConnection]>([:])
    private let shown = Atomic<Int>(0)

    /// How often a page that was kept was given.
    var given: Int { shown.load(ordering: .relaxed) }

    /// The page at `place`, read by `read` when what is kept of it is not known to be the newest.
    func page(
        _ place: Place, _ db: Database, read: () throws -> SealedCasePage
    ) throws -> SealedCasePage {
        // Of its own commits a connection that writes is told nothing.
        guard db.configuration.readonly, let connection = db.sqliteConnection.map(Int.init(bitPattern:)),
            let version = try Self.version(db)
        else { return try read() }
        let known = kept.withLock { kept -> SealedCasePage? in
            if kept[connection]?.version != version { kept[connection] = OfConnection(version: version) }
            return kept[connection]?.pages[place]
        }
        if let known {
            shown.add(1, ordering: .relaxed)
            return known
        }
        let page = try read()
        // What was committed while it was read may be in it or not.
        guard try Self.version(db) == version else { return page }
        kept.withLock { kept in
            if kept[connection]?.pages.count == Self.keptAtMost {
                kept[connection]?.pages.removeAll(keepingCapacity: true)
            }
            kept[connection]?.pages[place] = page
        }
        return page
    }

    private static func version(_ db: Database) throws -> Int? {
        try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
    }
}
