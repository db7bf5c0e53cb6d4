extension CaseSupervision {
    package enum Event: Hashable, Sendable {
        case extended(Extension)
        case supervised(demand: String, due: Instant)
        case interestDeclared(reason: String)
        case recusalRequested(of: StaffReference, reason: String, due: Instant)
        case recusalDecided(of: StaffReference, granted: Bool, reason: String)
        case reReviewed(opinion: String)
        /// The server found that a term has passed (rule 13).
        case deadlineMissed(DueKind, term: Instant)
    }
}

extension CaseSupervision.Event {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case extended, supervised
        case interestDeclared = "interest_declared"
        case recusalRequested = "recusal_requested"
        case recusalDecided = "recusal_decided"
        case reReviewed = "re_reviewed"
        case deadlineMissed = "deadline_missed"
    }

    var name: Name {
        switch self {
        case .extended: .extended
        case .supervised: .supervised
        case .interestDeclared: .interestDeclared
        case .recusalRequested: .recusalRequested
        case .recusalDecided: .recusalDecided
        case .reReviewed: .reReviewed
        case .deadlineMissed: .deadlineMissed
        }
    }

    var text: String? {
        switch self {
        case .extended(let granted): granted.reason
        case .supervised(let demand, _): demand
        case .interestDeclared(let reason): reason
        case .recusalRequested(let person, let reason, _), .recusalDecided(let person, _, let reason):
            CaseText.joined(person.name, reason)
        case .reReviewed(let opinion): opinion
        case .deadlineMissed: nil
        }
    }

    /// The term that it tells of; nil where it tells of none.
    var due: DueKind? {
        guard case .deadlineMissed(let kind, _) = self else { return nil }
        return kind
    }
}
