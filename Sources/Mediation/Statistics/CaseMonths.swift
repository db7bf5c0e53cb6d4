extension CaseFile {
    /// What the case counts as, month by month, the earliest first (docs/rules.md, "Figures"). The one function that makes these
    /// rows of a case.
    package var monthRows: [MonthRow] {
        var months = CountedMonths(unit: responsibleUnit ?? "")
        countReceipt(&months)
        if isCounted {
            countTerms(&months)
            countClosing(&months)
            countFirst(&months)
        }
        countAnswer(&months)
        countPeopleBesides(&months)
        return months.rows
    }

    /// The base of all rates: neither turned away, nor another petition about a matter that was pending (rule 7).
    private var isCounted: Bool {
        switch status {
        case .declined, .forwarded, .redirected: false
        case .registered, .accepted, .graded, .assigned, .inHandling, .pendingClose, .closed, .followedUp,
            .signedOff, .archived:
            registration.acceptance?.countsAsNew ?? true
        }
    }

    /// The earlier case of which this is another petition.
    private var earlierCase: CaseID? { registration.form.prior?.caseID ?? registration.sameMatterAs }

    private func countReceipt(_ months: inout CountedMonths) {
        let form = registration.form
        let at = form.receivedAt
        months.count(.received, at: at)
        if isCounted { months.count(.counted, at: at) }
        switch form.channel {
        case .letter, .visit: months.count(.lettersAndVisits, form.headCount, at: at)
        case .hotline: months.count(.hotline, at: at)
        case .phone, .fax, .online, .video: break
        }
        switch form.contentClass {
        case .suggestion: months.count(.suggestion, at: at)
        case .accusation: months.count(.accusation, at: at)
        case .appealRequest: months.count(.appealRequest, at: at)
        case .litigationRelated: months.count(.litigationRelated, at: at)
        }
        if form.channel == .visit, sheets(.bypassVisit).first != nil { months.count(.bypass, at: at) }
        months.link(to: earlierCase, at: at)
    }

    /// A term counts once it is over: met, or noted as missed.
    private func countTerms(_ months: inout CountedMonths) {
        for item in course.due where item.isOver {
            switch item.kind {
            case .notice:
                months.count(.noticeDue, at: item.at)
                if item.isMet { months.count(.noticeInTime, at: item.at) }
            case .handling:
                months.count(.handlingDue, at: item.at)
                if item.isMet { months.count(.handlingInTime, at: item.at) }
            case .jurisdictionObjection, .local, .assignment, .supervision, .followUp, .recusal, .item,
                .letter:
                break
            }
        }
    }

    private func countClosing(_ months: inout CountedMonths) {
        guard let at = handling.closedAt else { return }
        months.count(.closed, at: at)
        if let last = followUp.followUps.last, last.at >= at {
            months.count(.closedFollowedUp, at: at)
            months.count(.closedRated, at: at)
        }
        if status == .signedOff || status == .archived { months.count(.closedSignedOff, at: at) }
        let units = Set(handling.assignments.flatMap(\.receipts).map(\.unit))
        if units.count > 1 || sheets(.jointHandling).first != nil { months.count(.joint, at: at) }
    }

    /// 初信初访: no earlier matter of the same people. Counted where it was closed and where its handling was due.
    private func countFirst(_ months: inout CountedMonths) {
        guard registration.form.visitKind == .first, earlierCase == nil else { return }
        let closedAt = handling.closedAt
        let isResolved = closedAt != nil && !handling.replies.isEmpty && !followUp.sendsBack
        if let closedAt {
            months.count(.first, at: closedAt)
            if isResolved { months.count(.firstResolved, at: closedAt) }
        }
        for term in course.due where term.kind == .handling && term.isOver {
            months.count(.first, at: term.at)
            if isResolved, let closedAt, CivilMonth(closedAt) <= CivilMonth(term.at) {
                months.count(.firstResolved, at: term.at)
            }
        }
    }

    private func countAnswer(_ months: inout CountedMonths) {
        if let last = followUp.followUps.last {
            months.count(.rated, at: last.at)
            switch last.rating {
            case .satisfied: months.count(.satisfied, at: last.at)
            case .fairlySatisfied: months.count(.fairlySatisfied, at: last.at)
            case .dissatisfied: break
            }
        }
        var last: StageEntry?
        var returnedAt: Instant?
        for entry in course.stages {
            if last?.stage == .followedUp, entry.stage == .inHandling { returnedAt = entry.at }
            last = entry
        }
        if let returnedAt { months.count(.returned, at: returnedAt) }
    }

    private func countPeopleBesides(_ months: inout CountedMonths) {
        for at in sheets(.lawyerConsultation) { months.count(.consulted, 1, at: at) }
        for at in sheets(.lawyerDiscussion) { months.count(.discussed, at: at) }
        for session in dialogue.sessions {
            // A talk that its host never came back to, or that nobody came to, was not held.
            guard let end = session.end, end.minutes != nil || end.reason == .agreement else { continue }
            months.count(.talked, 1, at: end.at)
            if end.reason == .agreement { months.count(.talkAgreed, 1, at: end.at) }
            if session.invited.contains(where: { registration.party($0)?.role == .lawyer }) {
                months.count(.talkWithLawyer, 1, at: end.at)
            }
        }
    }

    /// When sheets of a kind were put on file, oldest first.
    private func sheets(_ sheet: FiledSheet) -> [Instant] {
        timeline.filter { $0.kind == .archive(sheet.name) }.map(\.at)
    }
}

extension DueItem {
    /// Met, or its passing was noted.
    fileprivate var isOver: Bool { doneAt != nil || missedAt != nil }
    fileprivate var isMet: Bool { doneAt.map { $0 <= at } ?? false }
}

/// Rows as they are being counted together.
private struct CountedMonths {
    let unit: String
    private var byMonth: [CivilMonth: MonthRow] = [:]

    init(unit: String) { self.unit = unit }

    /// By month, with what an earlier month of the same year has already.
    var rows: [MonthRow] {
        var seen: (year: Int, facts: TallySet) = (0, [])
        return byMonth.values.sorted { $0.month < $1.month }.map { row in
            if seen.year != row.month.year { seen = (row.month.year, []) }
            var row = row
            row.again = row.facts.intersection(seen.facts)
            seen.facts.formUnion(row.facts)
            return row
        }
    }

    mutating func count(_ tally: Tally, at moment: Instant) {
        change(at: moment) { $0.facts.insert(TallySet(tally)) }
    }

    mutating func count(_ tally: Tally, _ number: Int, at moment: Instant) {
        change(at: moment) { row in
            row.facts.insert(TallySet(tally))
            if let place = Tally.numbered.firstIndex(of: tally) { row.numbers[place] += number }
        }
    }

    mutating func link(to prior: CaseID?, at moment: Instant) { change(at: moment) { $0.prior = prior } }

    private mutating func change(at moment: Instant, _ change: (inout MonthRow) -> Void) {
        let month = CivilMonth(moment)
        change(&byMonth[month, default: MonthRow(month: month, facts: [], unit: unit)])
    }
}
