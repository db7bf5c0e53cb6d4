package import Mediation

/// A command as a page says it: whole, or with somebody or something in it that only the store can tell.
package enum SpokenCommand<Command: Sendable>: Sendable {
    case whole(Command)
    /// Names someone of the bureau by staff number, in the member `field`.
    case person(StaffNumber, field: String, @Sendable (Account) -> Command)
    /// Names another case by its number, in the member `field`.
    case matter(caseNo: String, field: String, @Sendable (CaseID) -> Command)

    /// The same of a larger list of commands.
    func map<Other: Sendable>(_ change: @escaping @Sendable (Command) -> Other) -> SpokenCommand<Other> {
        switch self {
        case .whole(let command): .whole(change(command))
        case .person(let number, let field, let make): .person(number, field: field) { change(make($0)) }
        case .matter(let caseNo, let field, let make):
            .matter(caseNo: caseNo, field: field) { change(make($0)) }
        }
    }
}

extension Body {
    /// Someone of the bureau, by staff number in any width and case.
    func staffNumber(_ name: String) throws -> StaffNumber {
        guard let number = StaffNumber(typed: try word(name)) else { throw Refusal(.badField, field: name) }
        return number
    }
}
