/// What a role alone can't tell: whose case it is, whose unit's, and from whom an accusation is kept. Pure functions
/// of an account and a case; every route and every command asks these.
extension Authority {
    /// What the account sees of the case.
    ///
    /// Another bureau's case is none. An ordinary case is read by the reception team and the posts above it; a liaison reads what the own unit has to do with, an
    /// archivist what is signed off. An accusation (XF30) is read by its first officer, the inspector, the unit that
    /// was told to handle it and, at level 1, by who closes it; the accused's unit sees nothing, everybody else a
    /// masked line. Administrators see no content ever.
    package static func sight(of file: CaseFile, for account: Account) -> Sight {
        sight(of: file.reach, for: account)
    }

    /// The same of what a list knows of the case.
    package static func sight(of reach: CaseReach, for account: Account) -> Sight {
        guard account.bureau == reach.bureau, permits(account.role, .openCase) else { return .none }
        if isAccused(account, in: reach) { return .none }
        if reach.firstOfficer == account.id || account.role == .inspector { return .full }
        switch account.role {
        case .liaison:
            return isOfUnits(account, reach) ? .full : .none
        case .archivist:
            guard reach.status == .signedOff || reach.status == .archived else { return .none }
            return reach.isAccusation ? .masked : .full
        case .bureauLeader, .legalSection:
            return !reach.isAccusation || reach.level == .one ? .full : .masked
        case .seniorOfficer, .clerk, .officeLead:
            return reach.isAccusation ? .masked : .full
        case .inspector, .administrator:
            return .none
        }
    }

    /// The account is the case's first officer.
    package static func owns(_ account: Account, _ file: CaseFile) -> Bool {
        file.registration.firstOfficer?.id == account.id
    }

    /// First officer, or a senior officer before there is one: whoever receives first is it (rule 3).
    package static func canTakeUp(_ account: Account, _ file: CaseFile) -> Bool {
        owns(account, file) || (file.registration.firstOfficer == nil && account.role == .seniorOfficer)
    }

    /// The account belongs to the unit that the case is assigned to.
    package static func isOfResponsibleUnit(_ account: Account, _ file: CaseFile) -> Bool {
        isOfResponsibleUnit(account, file.reach)
    }

    private static func isOfResponsibleUnit(_ account: Account, _ reach: CaseReach) -> Bool {
        account.isOf(reach.responsibleUnit)
    }

    /// The account belongs to one of the units of the order that holds: the responsible one, or one that helps it.
    package static func isOfUnits(_ account: Account, _ file: CaseFile) -> Bool {
        isOfUnits(account, file.reach)
    }

    private static func isOfUnits(_ account: Account, _ reach: CaseReach) -> Bool {
        isOfResponsibleUnit(account, reach)
            || reach.coUnits.contains { account.isOf($0) }
    }

    /// The case accuses the account's own unit (rule 9).
    package static func isAccused(_ account: Account, in file: CaseFile) -> Bool {
        isAccused(account, in: file.reach)
    }

    private static func isAccused(_ account: Account, in reach: CaseReach) -> Bool {
        reach.isAccusation && account.isOf(reach.concernedUnit)
    }

    /// Which part of closing the case is the account's; nil when none is.
    package static func closingPart(of account: Account, in file: CaseFile) -> ClosingPart? {
        let part: ClosingPart? =
            switch account.role {
            case .bureauLeader: .bureauLeader
            case .legalSection: .legalSection
            case .liaison: isOfResponsibleUnit(account, file) ? .unit : nil
            case .seniorOfficer: owns(account, file) ? .firstOfficer : nil
            case .clerk, .officeLead, .inspector, .archivist, .administrator: nil
            }
        guard let part, ClosingPart.required(for: file.handling.level).contains(part) else { return nil }
        return part
    }

    /// Whether the account may see an identity number in full. Asking leaves a trace (rule 44).
    package static func maySeeIdentity(_ account: Account, in file: CaseFile) -> Bool {
        permits(account.role, .unmaskIdentity) && sight(of: file, for: account) == .full
            && (account.role != .seniorOfficer || owns(account, file))
    }
}
