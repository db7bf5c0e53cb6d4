/// What can be asked of a registered case. Registering itself is `CaseFile.register`.
package enum CaseCommand: Hashable, Sendable {
    case accept(reason: String)
    case decline(reason: String)
    case forward(unit: String, reason: String)
    case redirect(unit: String, reason: String)
    case grade(CaseLevel, reason: String)
    case endorse(reason: String)
    /// `reason` is the list of what is to be done.
    case assign(unit: String, due: Instant, reason: String)
    case receive
    case object(reason: String)
    case report(reason: String)
    case close(reason: String)
    case `return`(reason: String)
    case followUp(Rating, FollowUpMethod, reason: String, performance: Performance = .nothingPromised)
    case signOff
    case archive

    case addParty(Party)
    /// The caller makes the session's id; the case gives the number.
    case launch(session: SessionID, invite: [PartyID])
    case invite(session: SessionID, PartyID)

    /// `approver` is who approved it on paper; `reasonTold`: the petitioner was told why.
    case extend(days: Int, reason: String, approver: Account?, reasonTold: Bool)
    case supervise(demand: String, due: Instant)
    case note(String)
    case handOver(to: Account, reason: String)
    case linkToPending(CaseID)
    case declareInterest(reason: String)
    case requestRecusal(of: StaffReference, reason: String)
    case decideRecusal(of: StaffReference, granted: Bool, reason: String)
    case recordReReview(opinion: String)
    case unmaskIdentity(PartyID, reason: String)
    case export(purpose: String)

    package var step: CaseStep {
        switch self {
        case .accept: .accept
        case .decline: .decline
        case .forward: .forward
        case .redirect: .redirect
        case .grade: .grade
        case .endorse: .endorse
        case .assign: .assign
        case .receive: .receive
        case .object: .object
        case .report: .report
        case .close: .close
        case .return: .return
        case .followUp: .followUp
        case .signOff: .signOff
        case .archive: .archive
        case .addParty: .addParty
        case .launch, .invite: .launch
        case .extend: .extend
        case .supervise: .supervise
        case .note: .note
        case .handOver: .handOver
        case .linkToPending: .link
        case .declareInterest: .declareInterest
        case .requestRecusal: .requestRecusal
        case .decideRecusal: .decideRecusal
        case .recordReReview: .recordReReview
        case .unmaskIdentity: .unmaskIdentity
        case .export: .export
        }
    }
}

/// A command without its content: what stands in the table of transitions, and what `may` lists.
package enum CaseStep: String, Hashable, Sendable, CaseIterable, Codable {
    case launch
    case addParty = "add_party"
    case accept, decline, forward, redirect, grade, endorse, assign, receive, object, report, close, `return`
    case followUp = "follow_up"
    case signOff = "sign_off"
    case archive
    case extend, supervise, note, link, export
    case handOver = "hand_over"
    case declareInterest = "declare_interest"
    case requestRecusal = "request_recusal"
    case decideRecusal = "decide_recusal"
    case recordReReview = "record_re_review"
    case unmaskIdentity = "unmask_identity"

    /// The steps that docs/protocol.md offers to pages, in the order in which `may` lists them.
    package static let offered: [CaseStep] = [
        .launch, .addParty, .accept, .decline, .forward, .redirect, .grade, .endorse, .assign, .receive,
        .object,
        .report, .close, .return, .followUp, .signOff, .archive,
    ]

    /// The table of transitions (docs/domain.md, "Steps of a case"), read by its left side. A step from any
    /// other status is refused.
    package var starts: Set<CaseStatus> {
        switch self {
        case .accept, .decline, .forward, .redirect, .link: [.registered]
        case .grade: [.accepted]
        case .endorse, .assign: [.graded]
        case .receive, .object: [.assigned]
        case .report: [.inHandling]
        case .close: [.pendingClose]
        // From `assigned` it is the first officer's agreement to the unit's objection.
        case .return: [.pendingClose, .followedUp, .assigned]
        case .followUp: [.closed]
        case .signOff: [.followedUp]
        case .archive: [.signedOff]
        case .launch: Set(CaseStatus.allCases.filter(\.isOpen))
        case .addParty, .handOver, .declareInterest, .requestRecusal, .decideRecusal:
            Set(CaseStatus.allCases.filter(\.isOpen))
        case .extend: [.accepted, .graded, .assigned, .inHandling, .pendingClose]
        case .supervise: [.assigned, .inHandling]
        case .note: Set(CaseStatus.allCases.filter { !$0.isOver })
        case .recordReReview: [.closed, .followedUp, .signedOff, .archived]
        case .unmaskIdentity, .export: Set(CaseStatus.allCases)
        }
    }

    /// The row of the table of authority that it needs. Some steps are taken by two roles, each with its own act.
    package var acts: [Act] {
        switch self {
        case .launch: [.launchSession]
        case .addParty: [.addParty]
        case .accept, .decline, .forward, .redirect: [.decideAcceptance]
        case .grade: [.gradeCase]
        case .endorse: [.endorseCase]
        case .assign: [.assignCase]
        case .receive: [.receiveAssignment]
        case .object: [.objectToAssignment]
        case .report: [.reportResult]
        case .close: [.approveClosing]
        case .return: [.returnCase]
        case .followUp: [.followUp]
        case .signOff: [.proposeSignOff, .approveSignOff]
        case .archive: [.archiveCase]
        case .extend: [.extendDeadline]
        case .supervise: [.superviseHandling]
        case .note: [.noteOnCase]
        case .link: [.linkCases]
        case .export: [.exportCase]
        case .handOver: [.handOverCase]
        case .declareInterest: [.declareInterest]
        case .requestRecusal: [.requestRecusal]
        case .decideRecusal: [.decideRecusal]
        case .recordReReview: [.recordReReview]
        case .unmaskIdentity: [.unmaskIdentity]
        }
    }
}
