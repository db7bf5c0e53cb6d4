/// A sequence of entries that one writer adds to, each bound to the one before it.
package enum EntryStream: Hashable, Sendable {
    /// The bureau's own: accounts, configuration, the log's beginning.
    case bureau
    /// A case's own: its registration, its steps, and where its sessions stand at launch and end.
    case petition(CaseID)
    /// One session's, which its room alone writes.
    case session(SessionID, of: CaseID)

    /// The case that its entries concern; nil for the bureau's.
    package var caseID: CaseID? {
        switch self {
        case .bureau: nil
        case .petition(let id), .session(_, of: let id): id
        }
    }

    /// The session whose it is; nil for the others.
    package var sessionID: SessionID? {
        if case .session(let id, of: _) = self { id } else { nil }
    }
}
