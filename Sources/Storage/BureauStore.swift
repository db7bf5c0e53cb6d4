package import Mediation

/// An event of the bureaus' stream and when it happened: what a change of their rows, accounts and sign-ins is kept with.
package struct BureauNote: Hashable, Sendable {
    package let event: EventRecord
    package let at: Instant

    package init(_ event: EventRecord, at: Instant) {
        self.event = event
        self.at = at
    }
}

/// Reads the bureaus whose desks the store holds. Every verb throws `StorageError`.
package protocol BureauReading: Sendable {
    func bureau(_ id: BureauID) async throws -> Bureau?
    /// All of them, by id.
    func bureaus() async throws -> Listed<Bureau>
    /// The units of all bureaus, closed ones too, by id.
    func units() async throws -> Listed<BureauUnit>
    /// The registries of lawyers of all bureaus, who left them too, by id.
    func lawyers() async throws -> Listed<Lawyer>
}

/// The bureaus. Each change is kept with its event, in one transaction. Every verb throws `StorageError`.
package protocol BureauStore: BureauReading {
    /// Adds a bureau, or gives it another name, telephone or mark. Numbers that were given stay as they are. `taken` when
    /// another bureau has the mark: their cases' numbers could not be told apart.
    func put(_ bureau: Bureau, noting note: BureauNote) async throws
}
