internal import Mediation

/// An event of the part, as it is stored: a member named after the kind. A kind is never taken away.
enum ArchiveEventRecord: Codable, Hashable, Sendable {
    case signOffProposed
    case signedOff
    case archived
    case exported(purpose: String)
    case consultationFiled(note: String)
    case discussionFiled(note: String)
    case jointHandlingFiled(note: String)
    case bypassFiled(note: String)

    /// Whether a member is a kind of this part.
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension ArchiveEventRecord {
    init(_ event: CaseArchive.Event) {
        switch event {
        case .signOffProposed: self = .signOffProposed
        case .signedOff: self = .signedOff
        case .archived: self = .archived
        case .exported(let purpose): self = .exported(purpose: purpose)
        case .sheetFiled(.lawyerConsultation, let note): self = .consultationFiled(note: note)
        case .sheetFiled(.lawyerDiscussion, let note): self = .discussionFiled(note: note)
        case .sheetFiled(.jointHandling, let note): self = .jointHandlingFiled(note: note)
        case .sheetFiled(.bypassVisit, let note): self = .bypassFiled(note: note)
        }
    }

    func value() throws(RecordError) -> CaseArchive.Event {
        switch self {
        case .signOffProposed: .signOffProposed
        case .signedOff: .signedOff
        case .archived: .archived
        case .exported(let purpose): .exported(purpose: purpose)
        case .consultationFiled(let note): .sheetFiled(.lawyerConsultation, note: note)
        case .discussionFiled(let note): .sheetFiled(.lawyerDiscussion, note: note)
        case .jointHandlingFiled(let note): .sheetFiled(.jointHandling, note: note)
        case .bypassFiled(let note): .sheetFiled(.bypassVisit, note: note)
        }
    }
}

/// The kinds, as they stand in the journal.
extension CaseArchive.Event.Name: Spelled {
    package var word: String {
        switch self {
        case .signOffProposed: "sign_off_proposed"
        case .signedOff: "signed_off"
        case .archived: "archived"
        case .exported: "exported"
        case .consultationFiled: "consultation_filed"
        case .discussionFiled: "discussion_filed"
        case .jointHandlingFiled: "joint_handling_filed"
        case .bypassFiled: "bypass_filed"
        }
    }
}
