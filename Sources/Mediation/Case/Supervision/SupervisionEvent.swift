extension CaseSupervision {
    package enum Event: Hashable, Sendable {
        case extended(Extension)
        /// A handler asked for more time; the petitioner was told why.
        case extensionRequested(days: Int, reason: String)
        case extensionDecided(granted: Bool, reason: String)
        /// `unit`: which one is urged; nil, as in journals of before there were co-units: the responsible one.
        case supervised(demand: String, due: Instant, unit: String?)
        case interestDeclared(reason: String)
        case recusalRequested(of: StaffReference, reason: String, due: Instant)
        case recusalDecided(of: StaffReference, granted: Bool, reason: String)
        case reReviewed(opinion: String)
        /// The server found that a term has passed (rule 13).
        case deadlineMissed(DueKind, term: Instant)
        /// The server found that a term draws near.
        case deadlineNear(DueKind, term: Instant)
        /// The calendar says another day than it did when the term was reckoned.
        case termMoved(DueKind, from: Instant, to: Instant)
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
        case deadlineNear = "deadline_near"
        case termMoved = "term_moved"
        case extensionRequested = "extension_requested"
        case extensionDecided = "extension_decided"
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
        case .deadlineNear: .deadlineNear
        case .termMoved: .termMoved
        case .extensionRequested: .extensionRequested
        case .extensionDecided: .extensionDecided
        }
    }

    var text: String? {
        switch self {
        case .extended(let granted): granted.reason
        case .extensionRequested(let days, let reason): CaseText.joined("\(days)", reason)
        case .extensionDecided(_, let reason): reason
        case .supervised(let demand, _, _): demand
        case .interestDeclared(let reason): reason
        case .recusalRequested(let person, let reason, _), .recusalDecided(let person, _, let reason):
            CaseText.joined(person.name, reason)
        case .reReviewed(let opinion): opinion
        case .termMoved(_, let term, let other):
            "\(LocalTime(term).dayInWords) → \(LocalTime(other).dayInWords)"
        case .deadlineMissed, .deadlineNear: nil
        }
    }

    /// The term that it tells of; nil where it tells of none.
    var due: DueKind? {
        switch self {
        case .deadlineMissed(let kind, _), .deadlineNear(let kind, _), .termMoved(let kind, _, _): kind
        case .extended, .extensionRequested, .extensionDecided, .supervised, .interestDeclared,
            .recusalRequested, .recusalDecided, .reReviewed:
            nil
        }
    }
}
