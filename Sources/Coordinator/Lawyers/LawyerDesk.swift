internal import Cryptography
package import Mediation
package import Storage

/// The registry of lawyers of a bureau: the one way by which it is changed.
package struct LawyerDesk: Sendable {
    private let store: any AccountStore & BureauStore
    private let bureau: BureauID

    package init(store: any AccountStore & BureauStore, of bureau: BureauID) {
        self.store = store
        self.bureau = bureau
    }

    /// What stands now.
    package func roll() async throws -> LawyerRoll {
        let lawyers = try await store.lawyers().filter { $0.bureau == bureau }
        let units = try await store.units().filter { $0.bureau == bureau }
        return LawyerRoll(of: bureau, lawyers: lawyers, units: units)
    }

    /// Judges and keeps an order.
    ///
    /// Refusals: those of `LawyerRoll.decide`; `staff_changed` too when another change came in between. Throws `StorageError`.
    package func perform(
        _ order: LawyerOrder, by asker: AccountID? = nil, seen version: String? = nil, at now: Instant,
        answering answer: AnsweredRequest? = nil
    ) async throws {
        let roll = try await roll()
        let lawyer = try roll.decide(order, seen: version, at: now)
        guard lawyer != nil || answer != nil else { return }
        let events = lawyer.map { [BureauEvent.lawyerSet($0)] } ?? []
        let order = events.isEmpty ? [] : asker.map { [BureauEvent.ordered(by: $0, changes: 1)] } ?? []
        do {
            try await store.change(
                lawyer.map { [.lawyer($0, from: roll.lawyers[$0.id])] } ?? [],
                noting: try (order + events).map { try BureauNote($0, at: now) }, answering: answer)
        } catch let error as StorageError where error.code == .conflict {
            throw Refusal(.staffChanged)
        } catch let error as StorageError where error.code == .taken {
            throw Refusal(.taken, field: "licenceNo")
        }
    }

    /// The id of a lawyer that is added.
    package static func newID() -> LawyerID { LawyerID("l-" + SecureRandom.identifier().lowercased()) }
}
