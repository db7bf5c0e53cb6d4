/// What can be asked of a registered case, by the part that answers. Registering itself is `CaseFile.register`.
package enum CaseCommand: Hashable, Sendable {
    case dialogue(CaseDialogue.Command)
    case registration(CaseRegistration.Command)
    case handling(CaseHandling.Command)
    case supervision(CaseSupervision.Command)
    case followUp(CaseFollowUp.Command)
    case archive(CaseArchive.Command)

    /// Its row of the table; nil for what its part judges alone.
    package var step: CaseStep? {
        switch self {
        case .dialogue(let command): command.step.map(CaseStep.dialogue)
        case .registration(let command): .registration(command.step)
        case .handling(let command): .handling(command.step)
        case .supervision(let command): .supervision(command.step)
        case .followUp(let command): .followUp(command.step)
        case .archive(let command): .archive(command.step)
        }
    }
}
