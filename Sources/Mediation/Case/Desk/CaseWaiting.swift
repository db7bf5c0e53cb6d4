// What waits for whom: read from the one table of steps, so that a desk and the case itself can't disagree.

extension CaseStep {
    /// Steps that bring a case on. Whoever may take one of them now, for that person the case waits.
    private static let onward: [CaseStep] = [
        .registration(.accept), .handling(.grade), .handling(.endorse), .handling(.assign),
        .handling(.receive), .handling(.answer), .handling(.report), .handling(.close), .handling(.return),
        .supervision(.decideExtension), .supervision(.decideRecusal),
        .followUp(.followUp), .archive(.signOff), .archive(.archive),
    ]

    /// The onward steps that the account's role may take at all.
    fileprivate static func onward(of account: Account) -> [CaseStep] {
        onward.filter { $0.row.acts.contains { Authority.permits(account.role, $0) } }
    }
}

extension CaseFile {
    /// The steps that wait for the account now; a unit that was urged owes an answer beside them. Empty: nothing waits.
    package func steps(waitingFor account: Account) -> [CaseStep] {
        let onward = CaseStep.onward(of: account).filter { refusal(of: $0, for: account) == nil }
        let owesAnswer = course.due.contains {
            $0.kind == .supervision && $0.doneAt == nil
                && account.isOf($0.unit ?? responsibleUnit)
        }
        let answer = CaseStep.handling(.note)
        guard owesAnswer, Authority.isOfUnits(account, self), refusal(of: answer, for: account) == nil
        else { return onward }
        return [answer] + onward
    }

    /// Statuses in which a case may wait for somebody of the account's post.
    package static func statuses(waitingFor account: Account) -> Set<CaseStatus> {
        CaseStep.onward(of: account).reduce(into: []) { $0.formUnion($1.row.starts) }
    }
}

extension CaseFile {
    /// The first term that draws near and that the account's unit, or whoever answers for the case, has to meet; nil when none is
    /// noted.
    package func nearTerm(for account: Account) -> DueItem? {
        course.due.filter { item in
            guard item.doneAt == nil, item.nearAt != nil else { return false }
            guard let unit = item.unit, account.role == .liaison else { return true }
            return account.isOf(unit)
        }.min { $0.at < $1.at }
    }
}
