extension CaseHandling {
    package enum Event: Hashable, Sendable {
        case graded(CaseLevel, reason: String, localDue: Instant?)
        case endorsed(reason: String)
        case assigned(Assignment)
        /// `unit`: which one signed; nil, as in journals of before there were co-units: the responsible one.
        case received(unit: String?)
        case objected(reason: String, unit: String?)
        /// The first officer agreed with the unit's objection.
        case unassigned(reason: String)
        /// `unit`: for which unit of the order it was written, if for one.
        case noted(text: String, unit: String?)
        /// `item` counts from 1, in the order that holds.
        case progressed(item: Int, text: String)
        case answered(item: Int, text: String)
        case reported(result: String)
        case closingApproved(ClosingPart, reason: String)
        case closed(reason: String, notice: Notice, followUpDue: Instant)
        /// `lacking`: the items whose answers aren't enough, counted from 1.
        case returned(reason: String, lacking: [Int])
        case letterSent(Letter)
        /// `letter` counts from 1.
        case letterAnswered(letter: Int, text: String)
    }
}

extension CaseHandling.Event {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case graded, endorsed, assigned, received, objected, unassigned, noted, reported
        case closingApproved = "closing_approved"
        case closed, returned, progressed
        case itemAnswered = "item_answered"
        case letterSent = "letter_sent"
        case letterAnswered = "letter_answered"
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
        case .progressed: .progressed
        case .answered: .itemAnswered
        case .letterSent: .letterSent
        case .letterAnswered: .letterAnswered
        }
    }

    var text: String? {
        switch self {
        case .received(let unit): unit
        case .objected(let reason, let unit): CaseText.joined(unit ?? "", reason)
        case .graded(_, let reason, _), .endorsed(let reason), .unassigned(let reason),
            .closingApproved(_, let reason), .closed(let reason, _, _), .returned(let reason, _):
            reason
        case .assigned(let assignment):
            assignment.items.reduce(assignment.unit) { CaseText.joined($0, $1.text) }
        case .noted(let text, _): text
        case .reported(let result): result
        case .progressed(let item, let text), .answered(let item, let text),
            .letterAnswered(let item, let text):
            CaseText.joined("\(item)", text)
        case .letterSent(let letter): CaseText.joined(letter.addressee, letter.text)
        }
    }
}
