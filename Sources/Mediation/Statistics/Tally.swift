/// What a case counts as in a month (docs/rules.md, "Figures"). The raw value is what stores keep, a bit's place: it is never given
/// another meaning.
package enum Tally: Int, Hashable, Sendable, CaseIterable {
    // In the month in which it was received.
    /// Any channel, what was turned away too.
    case received = 0
    /// Not turned away, and no second petition about a pending matter (rule 7): the base of all rates.
    case counted
    case lettersAndVisits
    /// 越级访 (rule 8).
    case bypass
    case hotline
    case suggestion, accusation, appealRequest, litigationRelated

    // In the month in which the term ended.
    case noticeDue, noticeInTime, handlingDue, handlingInTime

    // In the month of the closing that stands.
    case closed
    /// Asked since, rated since, signed off since.
    case closedFollowedUp, closedRated, closedSignedOff
    case joint

    // In the month of the last answer of the petitioner.
    case rated, satisfied, fairlySatisfied

    /// In the month in which it was sent back after the petitioner was asked.
    case returned

    // In the month of the closing, and in that in which the handling was due.
    case first
    /// Closed by the end of that month, replied, nothing sends it back.
    case firstResolved

    // In the month in which it was.
    case consulted, discussed
    case talked, talkAgreed, talkWithLawyer

    /// Those that have a number beside the count of cases: people of a petition, consultations, talks.
    package static let numbered: [Tally] = [
        .lettersAndVisits, .consulted, .talked, .talkAgreed, .talkWithLawyer,
    ]
}

/// A set of tallies, as one number.
package struct TallySet: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }
    package init(_ tallies: Tally...) { self.init(tallies) }
    package init(_ tallies: some Sequence<Tally>) {
        rawValue = tallies.reduce(0) { $0 | 1 << $1.rawValue }
    }

    /// Every bit that means something.
    package static let all = TallySet(Tally.allCases)

    package func has(_ tally: Tally) -> Bool { contains(TallySet(tally)) }
    package var members: [Tally] { Tally.allCases.filter(has) }
}

/// What one case counts as in one month: a row of the store, made of the case's events. Nothing of it tells who somebody is.
package struct MonthRow: Hashable, Sendable {
    package let month: CivilMonth
    package var facts: TallySet
    /// Those of `facts` that an earlier month of the same year has too: a year counts a case once.
    package var again: TallySet
    /// By `Tally.numbered`, in its order.
    package var numbers: [Int]
    /// The unit that answers for the case; empty before it is assigned.
    package let unit: String
    /// Of which earlier case this is another petition; in the month of receipt alone.
    package var prior: CaseID?

    package init(
        month: CivilMonth, facts: TallySet, again: TallySet = [], numbers: [Int] = [], unit: String,
        prior: CaseID? = nil
    ) {
        self.month = month
        self.facts = facts
        self.again = again
        self.numbers = numbers.isEmpty ? Tally.numbered.map { _ in 0 } : numbers
        self.unit = unit
        self.prior = prior
    }

    /// The number beside a tally; 0 for one that has none.
    package func number(of tally: Tally) -> Int {
        Tally.numbered.firstIndex(of: tally).map { numbers[$0] } ?? 0
    }
}

/// What all cases of a bureau count as in one month, of one unit and one tally.
package struct MonthTotal: Hashable, Sendable {
    package let month: CivilMonth
    package let unit: String
    package let tally: Tally
    /// Cases.
    package var cases: Int
    /// Those of `cases` that an earlier month of the year counts too.
    package var again: Int
    /// The sum of their numbers.
    package var number: Int

    package init(month: CivilMonth, unit: String, tally: Tally, cases: Int, again: Int, number: Int) {
        self.month = month
        self.unit = unit
        self.tally = tally
        self.cases = cases
        self.again = again
        self.number = number
    }
}
