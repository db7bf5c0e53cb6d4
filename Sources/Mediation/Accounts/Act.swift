/// Everything that can be asked of the bureau's side, closed: an act that isn't listed can't be asked for.
package enum Act: String, Hashable, Sendable, CaseIterable {
    // Reading.
    case listOwnCases, listAllCases, openCase, readRecord, readMinutes, readMetrics
    /// The missed deadlines of everybody (domain rule 13).
    case readMissedDeadlines
    /// The month's figures and the cases behind them.
    case readMonth

    // The closed loop of a case.
    case registerCase, addParty, noteOnCase
    /// Accept, decline, forward, redirect.
    case decideAcceptance
    case gradeCase, endorseCase, assignCase, receiveAssignment, objectToAssignment, reportResult,
        approveClosing
    case returnCase, followUp, proposeSignOff, approveSignOff, archiveCase
    case requestExtension, decideExtension, superviseHandling, handOverCase, linkCases, recordReReview
    case declareInterest, requestRecusal, decideRecusal

    // The dialogue.
    case launchSession, hostSession

    // What leaves a trace of its own.
    case unmaskIdentity, exportCase

    // The house.
    case verifyJournal, manageAccounts, keepLawyers
}
