/// A command without its content: what stands in the table of transitions, and what `may` lists. Each part has its own.
package enum CaseStep: Hashable, Sendable, CaseIterable {
    case dialogue(CaseDialogue.Step)
    case registration(CaseRegistration.Step)
    case handling(CaseHandling.Step)
    case supervision(CaseSupervision.Step)
    case followUp(CaseFollowUp.Step)
    case archive(CaseArchive.Step)

    /// In the order in which `may` lists them.
    package static let allCases: [CaseStep] =
        CaseDialogue.Step.allCases.map(CaseStep.dialogue)
        + CaseRegistration.Step.allCases.map(CaseStep.registration)
        + CaseHandling.Step.allCases.map(CaseStep.handling)
        + CaseSupervision.Step.allCases.map(CaseStep.supervision)
        + CaseFollowUp.Step.allCases.map(CaseStep.followUp)
        + CaseArchive.Step.allCases.map(CaseStep.archive)

    /// The steps that docs/protocol.md offers to pages: all of them. One that no page reaches nobody can take.
    package static let offered = allCases

    private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// Its row of the table.
    package var row: CaseStepRow {
        switch self {
        case .dialogue(let step): step.row
        case .registration(let step): step.row
        case .handling(let step): step.row
        case .supervision(let step): step.row
        case .followUp(let step): step.row
        case .archive(let step): step.row
        }
    }
}

/// The word of a step, as the wire and the text tables have it.
extension CaseStep: RawRepresentable {
    package init?(rawValue: String) {
        guard let step = Self.named[rawValue] else { return nil }
        self = step
    }

    package var rawValue: String {
        switch self {
        case .dialogue(let step): step.rawValue
        case .registration(let step): step.rawValue
        case .handling(let step): step.rawValue
        case .supervision(let step): step.rawValue
        case .followUp(let step): step.rawValue
        case .archive(let step): step.rawValue
        }
    }
}

/// A row of the table of transitions (docs/rules.md, "Steps of a case"), read by its left side: a step from any other
/// status is refused. Whose the step is and what it needs stand with the part that it belongs to.
package struct CaseStepRow: Hashable, Sendable {
    package let starts: Set<CaseStatus>
    /// The rows of the table of authority that it needs. Some steps are taken by two roles, each with its own act.
    package let acts: [Act]
    /// Whoever takes it first is first officer (rule 3).
    package let takesUp: Bool

    static func offered(_ starts: Set<CaseStatus>, _ acts: Act..., takesUp: Bool = false) -> CaseStepRow {
        CaseStepRow(starts: starts, acts: acts, takesUp: takesUp)
    }

}

extension Set<CaseStatus> {
    static let all = Set(CaseStatus.allCases)
    static let open = all.filter(\.isOpen)
    static let notOver = all.filter { !$0.isOver }
}
