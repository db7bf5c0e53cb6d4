extension Paper {
    /// What has happened to the minutes. An edit of the draft is none: it replaces a row.
    package enum Event: Sendable, Hashable {
        case presented(on: Bool)
        /// The whole document stands in the event: what is attached later is what was frozen, whoever comes or goes then.
        case frozen(version: Int, digest: String, document: MinutesDocument)
        case reopened(version: Int)

        var name: RoomEvent.Name {
            switch self {
            case .presented: .presented
            case .frozen: .frozen
            case .reopened: .reopened
            }
        }
    }
}
