extension CaseArchive {
    package enum Command: Hashable, Sendable {
        case signOff
        case archive
        case export(purpose: String)
        case fileSheet(FiledSheet, note: String)

        var step: Step {
            switch self {
            case .signOff: .signOff
            case .archive: .archive
            case .export: .export
            case .fileSheet: .fileSheet
            }
        }
    }

    package enum Step: String, Hashable, Sendable, CaseIterable {
        case signOff = "sign_off"
        case archive, export
        case fileSheet = "file_sheet"

        var row: CaseStepRow {
            switch self {
            case .signOff: .offered([.followedUp], .proposeSignOff, .approveSignOff)
            case .archive: .offered([.signedOff], .archiveCase)
            case .export: .offered(.all, .exportCase)
            case .fileSheet: .offered(.notOver, .noteOnCase)
            }
        }
    }

    func refusal(of step: Step, _ account: Account, in file: CaseFile, _ policy: CasePolicy) -> Refusal? {
        isTheirs(step, account, file) ? guarding(step, account, file, policy) : Refusal(.notPermitted)
    }

    private func isTheirs(_ step: Step, _ account: Account, _ file: CaseFile) -> Bool {
        switch step {
        case .signOff: Authority.owns(account, file) || account.role == .officeLead
        case .export: Authority.owns(account, file) || account.role != .seniorOfficer
        case .fileSheet:
            Authority.owns(account, file) || account.role == .clerk || account.role == .officeLead
        case .archive: true
        }
    }

    private func guarding(
        _ step: Step, _ account: Account, _ file: CaseFile, _ policy: CasePolicy
    ) -> Refusal? {
        switch step {
        case .signOff:
            // Rule 1, and two pairs of eyes: the first officer proposes, the office's lead approves.
            guard (account.role == .officeLead) == isSignOffProposed else {
                return Refusal(.transitionNotAllowed)
            }
            return file.followUp.isSatisfied(policy) ? nil : Refusal(.notSatisfied)
        case .archive:
            return file.lackingInFile.first.map { Refusal(.fileIncomplete, field: $0.rawValue) }
        case .export, .fileSheet: return nil
        }
    }

    func decide(_ command: Command, _ asked: CaseQuestion) throws(Refusal) -> [Event] {
        switch command {
        case .signOff: return [asked.account.role == .officeLead ? .signedOff : .signOffProposed]
        case .archive: return [.archived]
        case .export(let purpose):
            try CaseText.check(purpose, "purpose", CaseText.reason, lacking: .reasonNeeded)
            return [.exported(purpose: purpose)]
        case .fileSheet(let sheet, let note):
            try CaseText.reason(note)
            // Rule 8: visits alone.
            guard sheet != .bypassVisit || asked.file.registration.form.channel == .visit else {
                throw Refusal(.badField, field: "sheet")
            }
            if sheet.isOnce, asked.file.timeline.contains(where: { $0.kind == .archive(sheet.name) }) {
                throw Refusal(.transitionNotAllowed, field: "sheet")
            }
            return [.sheetFiled(sheet, note: note)]
        }
    }
}
