// What waits for whom: read from the one table of steps, so that a desk and the case itself can't disagree.

extension CaseStep {
    /// Steps that bring a case on. Whoever may take one of them now, for that person the case waits.
    private static let onward: [CaseStep] = [
        .registration(.accept), .handling(.grade), .handling(.endorse), .handling(.assign),
        .handling(.receive), .handling(.report), .handling(.close), .handling(.return),
        .supervision(.decideRecusal),
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
        let owesAnswer = course.due.contains { $0.kind == .supervision && $0.doneAt == nil }
        let answer = CaseStep.handling(.note)
        guard owesAnswer, Authority.isOfResponsibleUnit(account, self),
            refusal(of: answer, for: account) == nil
        else { return onward }
        return [answer] + onward
    }

    /// Statuses in which a case may wait for somebody of the account's post.
    package static func statuses(waitingFor account: Account) -> Set<CaseStatus> {
        CaseStep.onward(of: account).reduce(into: []) { $0.formUnion($1.row.starts) }
    }
}
