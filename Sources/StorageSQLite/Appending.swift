internal import GRDB
internal import Mediation
package import Storage

extension SQLiteEngine: StorageEngine {
    @discardableResult
    package func append(_ commit: SealedCommit) async throws -> Committed {
        try await commits.commit { db in try Self.apply(commit, db) }
    }

    private static func apply(_ commit: SealedCommit, _ db: Database) throws -> Committed {
        if commit.caseChange?.expectedVersion != 0 { try KeyRows.require(commit.key, db) }
        if let change = commit.caseChange { try CaseRows.apply(change, key: commit.key, at: commit.at, db) }
        let session = commit.sessionChange
        var revision = try session.map { try judged($0, of: commit.key.caseID, db) }
        if let answer = commit.answering { try RequestRows.insert(answer, db) }
        if let session { try apply(session, db) }
        let entries = try JournalRows.append(commit.entries, chaining: commit.chaining, db)
        if let session, let last = entries.last(where: { $0.sessionID == session.id }) {
            revision?.lastEntry = last.sequence
        }
        if let session, !session.drafts.isEmpty {
            revision?.drafts = try SessionRows.drafted(of: session.id, db)
        }
        return Committed(
            caseVersion: commit.caseChange.map { $0.expectedVersion + 1 }, sessionRevision: revision?.sum)
    }

    /// Keeps the session's row, and throws unless the session is the case's and stands where the commit expects it.
    private static func judged(
        _ change: SealedSessionChange, of caseID: CaseID, _ db: Database
    ) throws -> SessionRows.Revision {
        if let row = change.row { try SessionRows.upsert(row, db) }
        guard try SessionRows.caseID(of: change.id, db) == caseID else {
            throw StorageError(.notFound, "no such session of this case")
        }
        let revision = try SessionRows.revision(of: change.id, db)
        guard revision.sum == change.expectedRevision else {
            throw StorageError(.conflict, "the session was changed since revision \(change.expectedRevision)")
        }
        return revision
    }

    private static func apply(_ change: SealedSessionChange, _ db: Database) throws {
        if change.forgetsResults { try SessionRows.forgetResults(of: change.id, db) }
        if let result = change.result { try SessionRows.insert(result, of: change.id, db) }
        for draft in change.drafts { try SessionRows.put(draft, of: change.id, db) }
        if let minutes = change.minutes { try SessionRows.insert(minutes, db) }
    }
}
