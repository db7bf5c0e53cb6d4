/// What has happened to a case. The state of a case is the fold of its events; a change is never removed nor given
/// another meaning, for old journals are read by new programs. How it is stored: `Records`.
package struct CaseEvent: Hashable, Sendable {
    package let at: Instant
    /// Who did it; nil when the server itself did.
    package let by: StaffReference?
    package let change: Change

    package init(at: Instant, by: StaffReference?, change: Change) {
        self.at = at
        self.by = by
        self.change = change
    }

    /// What changed, by the part that it changed.
    package enum Change: Hashable, Sendable {
        case registration(CaseRegistration.Event)
        case handling(CaseHandling.Event)
        case supervision(CaseSupervision.Event)
        case followUp(CaseFollowUp.Event)
        case archive(CaseArchive.Event)
        case dialogue(CaseDialogue.Event)
    }
}

extension CaseEvent.Change {
    /// What the timeline says of it, in words of the text tables (`bureau.event`). Each part has its own.
    package enum Name: Sendable, Hashable, CaseIterable {
        case registration(CaseRegistration.Event.Name)
        case handling(CaseHandling.Event.Name)
        case supervision(CaseSupervision.Event.Name)
        case followUp(CaseFollowUp.Event.Name)
        case archive(CaseArchive.Event.Name)
        case dialogue(CaseDialogue.Event.Name)

        package static let allCases: [Name] =
            CaseRegistration.Event.Name.allCases.map(Name.registration)
            + CaseHandling.Event.Name.allCases.map(Name.handling)
            + CaseSupervision.Event.Name.allCases.map(Name.supervision)
            + CaseFollowUp.Event.Name.allCases.map(Name.followUp)
            + CaseArchive.Event.Name.allCases.map(Name.archive)
            + CaseDialogue.Event.Name.allCases.map(Name.dialogue)

        private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
    }

    package var name: Name {
        switch self {
        case .registration(let event): .registration(event.name)
        case .handling(let event): .handling(event.name)
        case .supervision(let event): .supervision(event.name)
        case .followUp(let event): .followUp(event.name)
        case .archive(let event): .archive(event.name)
        case .dialogue(let event): .dialogue(event.name)
        }
    }

    /// What people wrote about it; nil where there is nothing to read.
    var text: String? {
        switch self {
        case .registration(let event): event.text
        case .handling(let event): event.text
        case .supervision(let event): event.text
        case .followUp(let event): event.text
        case .archive(let event): event.text
        case .dialogue(let event): event.text
        }
    }

    /// The term that it tells of; nil where it tells of none.
    package var due: DueKind? {
        switch self {
        case .supervision(let event): event.due
        case .registration, .handling, .followUp, .archive, .dialogue: nil
        }
    }
}

extension CaseEvent.Change.Name: RawRepresentable, Encodable {
    package init?(rawValue: String) {
        guard let name = Self.named[rawValue] else { return nil }
        self = name
    }

    package var rawValue: String {
        switch self {
        case .registration(let name): name.rawValue
        case .handling(let name): name.rawValue
        case .supervision(let name): name.rawValue
        case .followUp(let name): name.rawValue
        case .archive(let name): name.rawValue
        case .dialogue(let name): name.rawValue
        }
    }
}
