extension Paper {
    /// What the officer asks of the minutes and the notes (docs/protocol.md, 2.4).
    package enum Command: Sendable, Hashable {
        case edit(section: MinutesSection, text: String, base: Int)
        case present(Bool)
        case freeze
        case reopen
        case privateNote(text: String, base: Int)

        /// Whether only the bureau's seat may say it.
        package var isHosts: Bool {
            switch self {
            case .edit, .present, .freeze, .reopen, .privateNote: true
            }
        }
    }
}
