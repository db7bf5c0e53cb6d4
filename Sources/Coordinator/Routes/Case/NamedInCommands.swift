import Mediation
import Storage
import Transport
import Wire

/// Who and what is named in a command: the store knows whom a staff number belongs to, and which case has a number.
@LoopActor
struct NamedInCommands {
    private let services: RouteServices

    init(_ services: RouteServices) { self.services = services }

    /// The command as the core judges it. Refusals: `not_found` for a case that the account may see nothing of, before all else;
    /// `bad_field` for a staff number of nobody in the bureau, and for a number of no case that the account sees and that is still open.
    func command(
        _ said: SpokenCommand<CaseCommand>, of id: CaseID, by account: Account
    ) async throws -> CaseCommand {
        switch said {
        case .whole(let command): return command
        case .person(let number, let field, let make):
            _ = try await services.cases.open(id, for: account)
            guard let record = try await services.store.account(staffNo: number.text),
                record.bureau == account.bureau, record.disabledAt == nil
            else { throw Refusal(.badField, field: field) }
            return make(try Account(record))
        case .matter(let caseNo, let field, let make):
            _ = try await services.cases.open(id, for: account)
            guard let record = try await services.store.caseFile(caseNo: caseNo) else {
                throw Refusal(.badField, field: field)
            }
            let other = try services.cases.decode(record).file
            guard Authority.sight(of: other, for: account) != .none, other.status.isOpen else {
                throw Refusal(.badField, field: field)
            }
            return make(other.id)
        }
    }
}
