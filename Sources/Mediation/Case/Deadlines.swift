/// What is due, by its name on the wire.
package enum DueKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The written notice on acceptance (XF23).
    case notice = "notice_due"
    /// An organ to which a matter was forwarded objects to its competence (XF23).
    case jurisdictionObjection = "jurisdiction_objection_due"
    /// The legal end of handling (XF34).
    case handling = "handling_due"
    /// The bureau's own target by level.
    case local = "local_due"
    /// What the assignment order asks of the unit.
    case assignment = "assignment_due"
    /// What a supervision order asks of the unit.
    case supervision = "supervision_due"
    case followUp = "follow_up_due"
    case recusal = "recusal_due"
    /// What one item of an assignment order asks of its unit, before the order's own term.
    case item = "item_due"
    /// When an answer to a letter to a department outside is wanted.
    case letter = "letter_due"
}

/// Something that is due, and when it was done.
package struct DueItem: Hashable, Sendable {
    package let kind: DueKind
    package var at: Instant
    package var doneAt: Instant?
    /// When it was noted that this term has passed; nil: it has not, or nobody has looked yet.
    package var missedAt: Instant?
    /// When it was noted that this term draws near; nil: it doesn't, or nobody has looked yet.
    package var nearAt: Instant?
    /// Which item of the order, or which letter, counted from 1.
    package let number: Int?
    /// From whom it is due, where one unit or department is asked.
    package let unit: String?

    package init(
        kind: DueKind, at: Instant, doneAt: Instant? = nil, missedAt: Instant? = nil, nearAt: Instant? = nil,
        number: Int? = nil, unit: String? = nil
    ) {
        self.kind = kind
        self.at = at
        self.doneAt = doneAt
        self.missedAt = missedAt
        self.nearAt = nearAt
        self.number = number
        self.unit = unit
    }

    /// Another term for the same: what was noted of the one before is no longer asked of it.
    mutating func move(to moment: Instant) {
        at = moment
        missedAt = nil
        nearAt = nil
    }

    /// Whether it was or is missed at `now`.
    package func isMissed(at now: Instant) -> Bool { (doneAt ?? now) > at }
}

/// The table of terms (docs/rules.md, "Terms"). The day on which a term starts is not counted; a last day off
/// rolls to the next day worked (CX35); days are Shanghai's; something is in time until the last second of its day.
package struct Deadlines: Hashable, Sendable {
    package let calendar: WorkCalendar

    /// The longest term that a unit can be given: no legal one is longer than 90 days (XF34), and a year is a slip.
    package static let longestAssignment = Span.days(366)

    /// 3 workdays before its last day a term draws near: its unit has the time to do what is left.
    package static let warning = 3

    package init(calendar: WorkCalendar) { self.calendar = calendar }

    /// Whether a term that hasn't passed ends within the next workdays of `warning`.
    package func isNear(_ term: Instant, at now: Instant) -> Bool {
        term > now && term <= workdays(Self.warning, after: now)
    }

    /// The last second of the `days`th day after `start`, rolled to a workday.
    package func days(_ days: Int, after start: Instant) -> Instant {
        let last = LocalTime(start).day.adding(days: days)
        return LocalTime.end(of: calendar.nextWorkday(from: last))
    }

    /// The last second of the `count`th workday after `start`.
    package func workdays(_ count: Int, after start: Instant) -> Instant {
        LocalTime.end(of: calendar.day(count, workdaysAfter: LocalTime(start).day))
    }

    /// XF23.
    package func notice(received: Instant) -> Instant { days(15, after: received) }
    /// XF23, matters forwarded in.
    package func jurisdictionObjection(received: Instant) -> Instant { workdays(5, after: received) }
    /// XF34; `extension` is 0 or what was granted, at most 30.
    package func handling(accepted: Instant, extension: Int = 0) -> Instant {
        days(60 + `extension`, after: accepted)
    }
    /// XF35: the petitioner asks for a review within 30 days of the reply; the answer takes 30 more.
    package func review(from moment: Instant) -> Instant { days(30, after: moment) }
    /// TJ9.
    package func firstMediation(from acceptance: Instant) -> Instant { workdays(3, after: acceptance) }
    /// CX183.
    package func secondMediation(afterFirst first: Instant) -> Instant { workdays(7, after: first) }
    /// CX21.
    package func recusal(requested: Instant) -> Instant { days(2, after: requested) }
    /// RT33, MS205.
    package func judicialConfirmation(effective: Instant) -> Instant { days(30, after: effective) }
    /// A case under public-order law: 30 days from its filing, prolonged twice at most; days spent on appraisal or a
    /// hearing are not counted (ZA118).
    package func publicOrderCase(filed: Instant, prolongations: Int = 0, excludedDays: Int = 0) -> Instant {
        days(30 * (1 + min(max(prolongations, 0), 2)) + max(excludedDays, 0), after: filed)
    }
}
