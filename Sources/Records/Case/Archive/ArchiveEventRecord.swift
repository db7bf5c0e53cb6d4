internal import Mediation

/// An event of the part, as it is stored: a member named after the kind. A kind is never taken away.
enum ArchiveEventRecord: Codable, Hashable, Sendable {
    case signOffProposed
    case signedOff
    case archived
    case exported(purpose: String)

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
        }
    }

    func value() throws(RecordError) -> CaseArchive.Event {
        switch self {
        case .signOffProposed: .signOffProposed
        case .signedOff: .signedOff
        case .archived: .archived
        case .exported(let purpose): .exported(purpose: purpose)
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
        }
    }
}
