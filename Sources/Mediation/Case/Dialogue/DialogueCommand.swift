extension CaseDialogue {
    package enum Command: Hashable, Sendable {
        /// The caller makes the session's id; the case gives the number.
        case launch(session: SessionID, invite: [PartyID])
        /// One more person at an open session. Asked for by whoever could launch it.
        case invite(session: SessionID, PartyID)

        /// Nil for an invitation: a session that runs is judged by what it is, not by the table.
        var step: Step? {
            switch self {
            case .launch: .launch
            case .invite: nil
            }
        }
    }

    package enum Step: String, Hashable, Sendable, CaseIterable {
        case launch

        var row: CaseStepRow {
            switch self {
            case .launch: .offered(.open, .launchSession, takesUp: true)
            }
        }
    }

    func refusal(of step: Step, _ account: Account, in file: CaseFile) -> Refusal? {
        switch step {
        case .launch:
            guard Authority.canTakeUp(account, file) else { return Refusal(.notPermitted) }
            return file.supervision.conflict(account) ?? file.launchRefusal
        }
    }

    func decide(_ command: Command, _ asked: CaseQuestion) throws(Refusal) -> [Event] {
        switch command {
        case .launch(let session, let invite):
            guard openSession == nil else { throw Refusal(.wrongState) }
            guard !session.text.utf8.contains(0x2E) else { throw Refusal(.badField, field: "session") }
            try asked.file.checkInvitations(invite)
            return [.sessionLaunched(id: session, number: sessions.count + 1, invited: invite)]
        case .invite(let session, let person):
            guard Authority.permits(asked.account.role, .launchSession),
                Authority.owns(asked.account, asked.file)
            else { throw Refusal(.notPermitted) }
            try asked.file.checkInvitation(person, to: session)
            return [.sessionInvited(id: session, person)]
        }
    }
}
