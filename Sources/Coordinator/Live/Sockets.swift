import Mediation
package import Transport

/// What the rooms need of the sockets; Transport's server does it, and tests with a list.
@LoopActor
package protocol Sockets: AnyObject {
    /// Queues or writes one message; a socket that is gone is no error.
    func send(_ bytes: [UInt8], to peer: PeerID)
    /// The same of a message that a log keeps: no copy is made unless it has to wait.
    func send(_ text: OutgoingText, to peer: PeerID)
    /// Closes after what is queued has left.
    func close(_ peer: PeerID, _ code: CloseCode)
    /// Runs `body` on the loop after the span; returns what cancels it.
    func after(milliseconds: Int64, _ body: @escaping @LoopActor () -> Void) -> @LoopActor () -> Void
}

/// Why a socket is closed (docs/protocol.md, section 3).
package enum CloseCode: UInt16, Sendable {
    case done = 1000
    case goingAway = 1001
    case policy = 1008
    case tooBig = 1009
    case fault = 1011
    case helloExpected = 4001
    case notSignedIn = 4002
    case takenOver = 4003
    case removed = 4004
    case sessionOver = 4005
    case tooSlow = 4006
    case tooFast = 4007
}

extension CloseCode {
    /// How a socket is closed whose hello is refused: what the page does next follows from it.
    init(of refusal: Refusal) {
        self =
            switch refusal.code {
            case .sessionOver: .sessionOver
            case .linkRevoked, .removedFromSession: .removed
            case .storeFailed, .busy, .fault, .recordNewer: .fault
            case .slowDown: .tooFast
            case .malformed, .unknownType, .unknownField, .missingField, .badField, .tooLarge, .tooDeep,
                .notFound, .methodNotAllowed, .notJSON, .foreignOrigin, .notSignedIn, .wrongCredentials,
                .notPermitted, .linkUnknown, .linkExpired, .otherSession, .openElsewhereHere,
                .openOnOtherDevice, .waitingForOfficer, .seatsFull, .wrongState, .noSuchSeat, .notConsented,
                .noticeChanged, .hostAbsent, .guardianAbsent, .staleEpoch, .notLinked, .candidateForbidden,
                .fingerprintChanged, .idReused, .tooManySignals, .wallMoved, .minutesFrozen, .staleRevision,
                .unknownSection, .caseNotOpen, .accusationCase, .transitionNotAllowed, .reasonNeeded,
                .tooManyRepresentatives, .tooManyAgents, .mandateNeeded, .conflictOfInterest,
                .counterpartyMissing, .extensionNotAllowed, .notSatisfied, .fileIncomplete, .itemUnanswered,
                .caseChanged, .taken,
                .staffChanged, .unknownUnit, .unitInUse, .lastAdministrator:
                .notSignedIn
            }
    }
}

extension CloseReason {
    /// The close code that tells it.
    var code: CloseCode {
        switch self {
        case .done: .done
        case .takenOver: .takenOver
        case .removed: .removed
        case .sessionOver: .sessionOver
        }
    }
}
