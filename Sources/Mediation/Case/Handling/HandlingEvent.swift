extension CaseHandling {
    package enum Event: Hashable, Sendable {
        case graded(CaseLevel, reason: String, localDue: Instant?)
        case endorsed(reason: String)
        case assigned(Assignment)
        case received
        case objected(reason: String)
        /// The first officer agreed with the unit's objection.
        case unassigned(reason: String)
        case noted(text: String)
        case reported(result: String)
        case closingApproved(ClosingPart, reason: String)
        case closed(reason: String, notice: Notice, followUpDue: Instant)
        case returned(reason: String)
    }
}

extension CaseHandling.Event {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case graded, endorsed, assigned, received, objected, unassigned, noted, reported
        case closingApproved = "closing_approved"
        case closed, returned
    }

    var name: Name {
        switch self {
        case .graded: .graded
        case .endorsed: .endorsed
        case .assigned: .assigned
        case .received: .received
        case .objected: .objected
        case .unassigned: .unassigned
        case .noted: .noted
        case .reported: .reported
        case .closingApproved: .closingApproved
        case .closed: .closed
        case .returned: .returned
        }
    }

    var text: String? {
        switch self {
        case .received: nil
        case .graded(_, let reason, _), .endorsed(let reason), .objected(let reason),
            .unassigned(let reason), .closingApproved(_, let reason), .closed(let reason, _, _),
            .returned(let reason):
            reason
        case .assigned(let assignment): CaseText.joined(assignment.unit, assignment.items)
        case .noted(let text): text
        case .reported(let result): result
        }
    }
}
