/// A kind of paper of a case's file, in the order of its index (卷内目录; docs/rules.md, "Forms").
package enum IndexItem: String, Hashable, Sendable, Encodable, CaseIterable {
    /// 接访登记表.
    case registration
    /// 告知书.
    case notice
    /// 定级和批示.
    case grading
    case assignmentOrder = "assignment_order"
    case supervisionOrder = "supervision_order"
    /// 办理记录.
    case handlingNote = "handling_note"
    case sheet
    case session, minutes
    /// 约定和履行.
    case promise, performance
    case `extension`
    case reply
    case followUp = "follow_up"
    /// 销号审批表.
    case signOff = "sign_off"

    /// Without it the file is not complete (rule 2).
    package var isMandatory: Bool {
        switch self {
        case .registration, .assignmentOrder, .reply, .followUp, .signOff: true
        case .notice, .grading, .supervisionOrder, .handlingNote, .sheet, .session, .minutes, .promise,
            .performance, .extension:
            false
        }
    }
}

/// How long an archived file is kept: by level, in whole years after the end of that of its archiving. A choice of ours.
package struct Retention: Hashable, Sendable, Encodable {
    /// Nil: for ever.
    package let years: Int?
    /// The last moment of the last year; nil: for ever.
    package let until: Instant?

    init(years: Int?, archivedAt: Instant) {
        self.years = years
        until = years.map { CivilMonth(archivedAt).january.adding(months: 12 * ($0 + 1) - 1).end }
    }
}

extension CaseFile {
    /// How many papers of a kind the file holds.
    package func papers(_ item: IndexItem) -> Int {
        func told(_ kinds: CaseEvent.Change.Name...) -> Int { timeline.count { kinds.contains($0.kind) } }
        return switch item {
        case .registration: 1
        case .notice: registration.notices.count
        case .grading: told(.handling(.graded), .handling(.endorsed))
        case .assignmentOrder: handling.assignments.count
        case .supervisionOrder: timesUrged
        case .handlingNote: told(.handling(.noted), .handling(.reported))
        case .sheet: FiledSheet.allCases.reduce(0) { $0 + told(.archive($1.name)) }
        case .session: dialogue.sessions.count
        case .minutes: dialogue.sessions.count { $0.end?.minutes != nil }
        case .promise: followUp.promises.count
        case .performance: followUp.promises.count { $0.finding != nil }
        case .extension: supervision.extensions.count
        case .reply: handling.replies.count
        case .followUp: followUp.followUps.count
        case .signOff: told(.archive(.signedOff))
        }
    }

    /// Nil before the case is archived.
    package func retention(_ policy: CasePolicy) -> Retention? {
        course.stages.last { $0.stage == .archived }.map { archived in
            Retention(
                years: handling.level.flatMap { policy.retentionYears[$0] }, archivedAt: archived.at)
        }
    }
}
