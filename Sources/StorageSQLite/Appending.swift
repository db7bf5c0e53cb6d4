internal import GRDB
internal import Mediation
package import Storage

extension SQLiteEngine: StorageEngine {
    @discardableResult
    package func append(_ commit: SealedCommit) async throws -> UInt64 {
        try await commits.commit { db in try Self.apply(commit, db) }
    }

    private static func apply(_ commit: SealedCommit, _ db: Database) throws -> UInt64 {
        if commit.caseStep?.expectedVersion != 0 { try KeyRows.require(commit.key, db) }
        if let step = commit.caseStep { try CaseRows.apply(step, key: commit.key, at: commit.at, db) }
        if let step = commit.sessionStep { try requireSession(step, of: commit.key.caseID, db) }
        if let answer = commit.answering { try RequestRows.insert(answer, db) }
        if let step = commit.sessionStep { try apply(step, db) }
        return try JournalRows.append(commit.entries, chaining: commit.chaining, db)
    }

    private static func requireSession(
        _ step: SealedSessionStep, of caseID: CaseID, _ db: Database
    ) throws {
        if let row = step.row { try SessionRows.upsert(row, db) }
        guard try SessionRows.caseID(of: step.id, db) == caseID else {
            throw StorageError(.notFound, "no such session of this case")
        }
    }

    private static func apply(_ step: SealedSessionStep, _ db: Database) throws {
        if step.forgetsResults { try SessionRows.forgetResults(of: step.id, db) }
        if let result = step.result { try SessionRows.insert(result, of: step.id, db) }
        for draft in step.drafts { try SessionRows.put(draft, of: step.id, db) }
        if let minutes = step.minutes { try SessionRows.insert(minutes, db) }
    }
}
