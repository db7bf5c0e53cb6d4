/// Who may do what. `permits` is the one table of role and act; the functions of `Reach` add what a role alone
/// can't tell: whose case it is, whose unit, and whether an accusation has to be kept from the accused.
package enum Authority {
    /// Whether the role as such may ask for the act. What is not in the table is not permitted.
    package static func permits(_ role: Role, _ act: Act) -> Bool { acts(of: role).contains(act) }

    private static let reading: Set<Act> = [
        .listOwnCases, .listAllCases, .openCase, .readRecord, .readMinutes,
    ]

    /// The table's row of a role.
    package static func acts(of role: Role) -> Set<Act> { table[role] ?? [] }

    /// Made once: a list asks for each of its lines.
    private static let table = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, row(of: $0)) })

    private static func row(of role: Role) -> Set<Act> {
        switch role {
        case .seniorOfficer:
            reading.union([
                .registerCase, .addParty, .noteOnCase, .decideAcceptance, .gradeCase, .assignCase,
                .receiveAssignment, .reportResult, .approveClosing, .returnCase, .followUp, .proposeSignOff,
                .requestExtension, .superviseHandling, .linkCases, .recordReReview, .declareInterest,
                .requestRecusal, .launchSession, .hostSession, .unmaskIdentity, .exportCase, .readMetrics,
            ])
        case .clerk:
            reading.union([
                .registerCase, .addParty, .noteOnCase, .followUp, .linkCases, .recordReReview, .keepLawyers,
                .requestRecusal,
            ])
        case .liaison:
            reading.union([
                .noteOnCase, .receiveAssignment, .objectToAssignment, .reportResult, .approveClosing,
                .declareInterest, .requestExtension,
            ])
        case .bureauLeader:
            reading.union([
                .noteOnCase, .endorseCase, .approveClosing, .decideExtension, .decideRecusal,
                .superviseHandling,
                .readMissedDeadlines, .readMetrics, .readMonth,
            ])
        case .legalSection:
            reading.union([.noteOnCase, .approveClosing, .declareInterest])
        case .officeLead:
            reading.union([
                .noteOnCase, .followUp, .approveSignOff, .superviseHandling, .handOverCase, .linkCases,
                .decideRecusal, .unmaskIdentity, .exportCase, .readMissedDeadlines, .readMetrics, .readMonth,
                .verifyJournal, .keepLawyers,
            ])
        case .inspector:
            reading.union([
                .unmaskIdentity, .exportCase, .readMissedDeadlines, .readMetrics, .readMonth, .verifyJournal,
            ])
        case .archivist: [.listAllCases, .openCase, .readRecord, .readMinutes, .archiveCase, .exportCase]
        case .administrator: [.manageAccounts, .verifyJournal]
        }
    }
}

/// What a reader gets to see of one case.
package enum Sight: String, Hashable, Sendable, Codable {
    /// Not even that it exists.
    case none
    /// Number, stage and dates; no names, no matter.
    case masked
    case full
}
