internal import Mediation

/// The payload of an event of a case (`case.*`): when, by whom (none: by the server itself), and the change, which is one
/// member named after the kind. Unnamed values are `_0`, `_1` … by their place. A kind is never taken away.
struct CaseEventRecord: StoredRecord, Hashable {
    let at: Int64
    let by: StaffRecord?
    let change: Change

    enum Change: Codable, Hashable, Sendable {
        case registered(
            id: String, caseNo: String, RegistrationRecord, firstOfficer: StaffRecord?, noticeDue: Int64,
            bureau: String)
        case taken
        case accepted(reason: String, notice: NoticeRecord?, handlingDue: Int64, countsAsNew: Bool)
        case declined(reason: String, notice: NoticeRecord?)
        case forwarded(unit: String, reason: String, notice: NoticeRecord?)
        case redirected(unit: String, reason: String, notice: NoticeRecord?)
        case graded(String, reason: String, localDue: Int64?)
        case endorsed(reason: String)
        case assigned(AssignmentRecord)
        case received
        case objected(reason: String)
        case unassigned(reason: String)
        case reported(result: String)
        case closingApproved(String, reason: String)
        case closed(reason: String, notice: NoticeRecord, followUpDue: Int64)
        case returned(reason: String)
        case followedUp(FollowUpRecord)
        case signOffProposed
        case signedOff
        case archived
        case partyAdded(PartyRecord)
        case sessionLaunched(id: String, number: Int, invited: [String])
        case sessionInvited(id: String, String)
        case sessionEnded(id: String, reason: String, minutes: AttachedMinutesRecord?)
        case extended(ExtensionRecord)
        case supervised(demand: String, due: Int64)
        case noted(text: String)
        case handedOver(to: StaffRecord, reason: String)
        case linked(to: String)
        case interestDeclared(reason: String)
        case recusalRequested(of: StaffRecord, reason: String, due: Int64)
        case recusalDecided(of: StaffRecord, granted: Bool, reason: String)
        case reReviewed(opinion: String)
        case identityUnmasked(String, reason: String)
        case exported(purpose: String)
    }

    static let title = "an event of a case"
    static let upcasts: [Upcast] = [
        // 2: whose case it is. Of before there was another bureau, it is the first one's.
        { event in
            guard case .object(var change)? = event["change"], case .object(var made)? = change["registered"]
            else { return }
            made["bureau"] = .text(BureauID.main.text)
            change["registered"] = .object(made)
            event["change"] = .object(change)
        }
    ]
}
