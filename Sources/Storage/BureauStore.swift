package import Mediation

/// The bureaus whose desks the store holds. Every verb throws `StorageError`.
package protocol BureauStore: Sendable {
    func bureau(_ id: BureauID) async throws -> Bureau?
    /// All of them, by id.
    func bureaus() async throws -> Listed<Bureau>
    /// Adds a bureau, or gives it another name, telephone or mark. Numbers that were given stay as they are. `taken` when
    /// another bureau has the mark: their cases' numbers could not be told apart.
    func put(_ bureau: Bureau) async throws
}
