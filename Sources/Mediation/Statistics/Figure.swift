/// A figure of the month's page (docs/rules.md, "Figures"): what is counted, and of what.
package enum Figure: String, Hashable, Sendable, Encodable, CaseIterable {
    // Shares.
    case firstResolved = "first_resolved"
    case satisfied
    case strictlySatisfied = "strictly_satisfied"
    case revisited
    case rated
    case noticeInTime = "notice_in_time"
    case handlingInTime = "handling_in_time"
    case followedUp = "followed_up"
    case signedOff = "signed_off"
    case returned
    case talkAgreed = "talk_agreed"
    case talkWithLawyer = "talk_with_lawyer"

    // Counts, compared with the year before.
    case hotline
    case lettersAndVisits = "letters_and_visits"
    case persons
    case bypass
    case received
    case suggestion, accusation
    case appealRequest = "appeal_request"
    case litigationRelated = "litigation_related"
    case closed
    case consulted, discussed, joint, talked

    /// What stands above the line, or is counted.
    package var top: [Tally] {
        switch self {
        case .firstResolved: [.firstResolved]
        case .satisfied: [.satisfied, .fairlySatisfied]
        case .strictlySatisfied: [.satisfied]
        // Counted by what other cases tell: `Revisit`.
        case .revisited: [.closed]
        case .rated: [.closedRated]
        case .noticeInTime: [.noticeInTime]
        case .handlingInTime: [.handlingInTime]
        case .followedUp: [.closedFollowedUp]
        case .signedOff: [.closedSignedOff]
        case .returned: [.returned]
        case .talkAgreed: [.talkAgreed]
        case .talkWithLawyer: [.talkWithLawyer]
        case .hotline: [.hotline]
        case .lettersAndVisits, .persons: [.lettersAndVisits]
        case .bypass: [.bypass]
        case .received: [.received]
        case .suggestion: [.suggestion]
        case .accusation: [.accusation]
        case .appealRequest: [.appealRequest]
        case .litigationRelated: [.litigationRelated]
        case .closed: [.closed]
        case .consulted: [.consulted]
        case .discussed: [.discussed]
        case .joint: [.joint]
        case .talked: [.talked]
        }
    }

    /// What stands below the line; nil for a count.
    package var base: Tally? {
        switch self {
        case .firstResolved: .first
        case .satisfied, .strictlySatisfied: .rated
        case .revisited, .rated, .followedUp, .signedOff, .returned: .closed
        case .noticeInTime: .noticeDue
        case .handlingInTime: .handlingDue
        case .talkAgreed, .talkWithLawyer: .talked
        case .hotline, .lettersAndVisits, .persons, .bypass, .received, .suggestion, .accusation,
            .appealRequest, .litigationRelated, .closed, .consulted, .discussed, .joint, .talked:
            nil
        }
    }

    /// Whether it is no count of cases but of what they have several of: people, consultations, talks.
    package var isOfNumbers: Bool {
        switch self {
        case .persons, .consulted, .talked, .talkAgreed, .talkWithLawyer: true
        case .firstResolved, .satisfied, .strictlySatisfied, .revisited, .rated, .noticeInTime,
            .handlingInTime, .followedUp, .signedOff, .returned, .hotline, .lettersAndVisits, .bypass,
            .received, .suggestion, .accusation, .appealRequest, .litigationRelated, .closed, .discussed,
            .joint:
            false
        }
    }

    /// Which revisits count for it: they make a first matter unresolved, and a closed one revisited.
    package var revisit: Revisit? {
        switch self {
        case .firstResolved: .untilEnd
        case .revisited: .within90Days
        case .satisfied, .strictlySatisfied, .rated, .noticeInTime, .handlingInTime, .followedUp, .signedOff,
            .returned, .talkAgreed, .talkWithLawyer, .hotline, .lettersAndVisits, .persons, .bypass,
            .received, .suggestion, .accusation, .appealRequest, .litigationRelated, .closed, .consulted,
            .discussed, .joint, .talked:
            nil
        }
    }
}

/// Another petition about a matter, received after its closing. It is another case's, so no row of the first tells of it.
package enum Revisit: Hashable, Sendable, CaseIterable {
    /// Of first matters that were resolved: received by the end of the span.
    case untilEnd
    /// Of matters closed in the span: received within 90 days of the closing.
    case within90Days

    package static let days = 90

    /// What the case that is revisited counts as in the span.
    package var of: Tally {
        switch self {
        case .untilEnd: .firstResolved
        case .within90Days: .closed
        }
    }
}

/// Which months are looked at, seen from the month of the page.
package enum MonthSpan: String, Hashable, Sendable, CaseIterable {
    case month
    /// The same month of the year before.
    case monthBefore = "month_before"
    /// 今年以来: January to the month.
    case year
    /// The same months of the year before.
    case yearBefore = "year_before"

    package func months(of month: CivilMonth) -> ClosedRange<CivilMonth> {
        let before = month.adding(months: -12)
        return switch self {
        case .month: month...month
        case .monthBefore: before...before
        case .year: month.january...month
        case .yearBefore: before.january...before
        }
    }
}

/// A share or a change in tenths of a percent, from whole numbers: exact, and half is rounded up (四舍五入, of a negative one by its
/// size).
package enum Percent {
    /// `top` of `base`; nil where there is nothing below the line.
    package static func tenths(_ top: Int, of base: Int) -> Int? {
        guard base > 0 else { return nil }
        let size = (abs(top) * 2000 + base) / (2 * base)
        return top < 0 ? -size : size
    }

    /// 同比: how much `now` is more than `before`.
    package static func change(_ now: Int, from before: Int) -> Int? { tenths(now - before, of: before) }
}
