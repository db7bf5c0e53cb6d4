/// How a date that a rule makes came about: the day on which the term starts and which isn't counted, how many were counted, the
/// day that this gave, and where the term ends after days off (CX35).
package struct Reckoning: Hashable, Sendable, Encodable {
    package enum Counting: String, Hashable, Sendable, Encodable, CaseIterable { case days, workdays }

    /// What a day is for the office.
    package enum DayKind: String, Hashable, Sendable, Encodable, CaseIterable {
        case worked, weekend, holiday
        /// A Saturday or Sunday that is worked in exchange (调休).
        case exchanged
    }

    package struct Day: Hashable, Sendable, Encodable {
        /// Its last second.
        package let at: Instant
        package let kind: DayKind
        /// Of its holiday, where the table names one.
        package let name: String?
    }

    /// Not counted.
    package let from: Day
    package let counting: Counting
    package let count: Int
    /// Days that were granted beside, counted with the others.
    package let extended: Int
    /// The last day by the count alone.
    package let counted: Day
    /// The end of the term: `counted`, or the next day that is worked.
    package let due: Day
}

extension Deadlines {
    /// The steps of `days(_:after:)`.
    package func reckon(days count: Int, extended: Int = 0, after start: Instant) -> Reckoning {
        let first = LocalTime(start).day
        let last = first.adding(days: count + extended)
        return Reckoning(
            from: described(first), counting: .days, count: count, extended: extended,
            counted: described(last),
            due: described(calendar.nextWorkday(from: last)))
    }

    /// The steps of `workdays(_:after:)`: days off are passed over, so that the last is worked.
    package func reckon(workdays count: Int, after start: Instant) -> Reckoning {
        let first = LocalTime(start).day
        let last = described(calendar.day(count, workdaysAfter: first))
        return Reckoning(
            from: described(first), counting: .workdays, count: count, extended: 0, counted: last, due: last)
    }

    private func described(_ day: CivilDay) -> Reckoning.Day {
        let kind: Reckoning.DayKind =
            if calendar.workdays.contains(day) {
                day.isWeekend ? .exchanged : .worked
            } else if calendar.holidays.contains(day) { .holiday } else { day.isWeekend ? .weekend : .worked }
        return Reckoning.Day(at: LocalTime.end(of: day), kind: kind, name: calendar.names[day])
    }
}

extension CaseFile {
    /// How each term came about, in the order of `course.due`; nil for one that a person set, and for one that the rules of now
    /// would not give (it was reckoned by a calendar of before, and is done).
    package func reckonings(by rules: CaseRules) -> [Reckoning?] {
        zip(course.due, reckoned(by: rules)).map { item, reckoning in
            reckoning?.due.at == item.at ? reckoning : nil
        }
    }

    /// Terms that are owed still and that the calendar of now puts on another day: what is to be noted of each.
    package func termMoves(at now: Instant, by rules: CaseRules) -> [CaseEvent] {
        guard status.isOpen else { return [] }
        return zip(course.due, reckoned(by: rules)).compactMap { item, reckoning in
            guard item.doneAt == nil, let due = reckoning?.due.at, due != item.at else { return nil }
            return CaseEvent(
                at: now, by: nil, change: .supervision(.termMoved(item.kind, from: item.at, to: due)))
        }
    }

    /// What the rules of now make of each term: the n-th of a kind belongs to the n-th of what it starts with.
    private func reckoned(by rules: CaseRules) -> [Reckoning?] {
        var met: [DueKind: Int] = [:]
        return course.due.map { item in
            let place = met[item.kind, default: 0]
            met[item.kind] = place + 1
            return reckoned(item.kind, place, rules)
        }
    }

    private func reckoned(_ kind: DueKind, _ place: Int, _ rules: CaseRules) -> Reckoning? {
        let deadlines = rules.deadlines
        switch kind {
        case .notice: return deadlines.reckon(days: 15, after: registration.form.receivedAt)
        case .jurisdictionObjection:
            return deadlines.reckon(workdays: 5, after: registration.form.receivedAt)
        case .handling:
            let extended = supervision.extensions.last?.days ?? 0
            return registration.acceptance.map {
                deadlines.reckon(days: 60, extended: extended, after: $0.at)
            }
        case .local:
            guard let acceptance = registration.acceptance, let level = handling.level,
                let days = rules.policy.localTargets[level]
            else { return nil }
            return deadlines.reckon(days: days, after: acceptance.at)
        case .followUp:
            let closings = course.stages.filter { $0.stage == .closed }
            guard closings.indices.contains(place) else { return nil }
            return deadlines.reckon(days: rules.policy.followUpDays, after: closings[place].at)
        case .recusal:
            guard supervision.recusals.indices.contains(place) else { return nil }
            return deadlines.reckon(days: 2, after: supervision.recusals[place].requestedAt)
        // A person set it.
        case .assignment, .supervision, .item, .letter: return nil
        }
    }
}
