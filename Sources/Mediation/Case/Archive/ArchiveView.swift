/// What a sign-off rests on (rule 1 and the table of steps), each to be seen before it is asked for.
package enum SignOffCheck: String, Hashable, Sendable, Encodable, CaseIterable {
    /// The case is closed.
    case closed
    /// The petitioner was given the reply.
    case replied
    /// The petitioner was asked afterwards, by somebody who hadn't handled the case.
    case asked
    /// The last answer is satisfied (rule 1).
    case satisfied
    /// Nothing that was promised is owed (rule 37).
    case performed
}

/// A mandatory item of the file's index (rule 2).
package enum FileItem: String, Hashable, Sendable, Encodable, CaseIterable {
    case assignmentOrder = "assignment_order"
    case reply
    case followUp = "follow_up"
    /// No dialogue is open any more.
    case session
}

extension CaseArchive {
    /// The part's fields of `CaseView`.
    package struct View: Hashable, Sendable, Encodable {
        package struct Check: Hashable, Sendable, Encodable {
            package let check: SignOffCheck
            package let isPassed: Bool
        }

        /// In the order of the enum.
        package let checks: [Check]
        /// The first officer has proposed the sign-off.
        package let isSignOffProposed: Bool
        /// What the file lacks to be archived.
        package let lacks: [FileItem]
        /// 卷内目录, in the order of the enum: what there is, and what is mandatory.
        package let index: [Entry]
        package let retention: Retention?

        package struct Entry: Hashable, Sendable, Encodable {
            package let item: IndexItem
            package let papers: Int
            package let isMandatory: Bool
        }

        init(_ file: CaseFile, isFull: Bool, policy: CasePolicy = .standard) {
            checks =
                isFull
                ? SignOffCheck.allCases.map { Check(check: $0, isPassed: file.passes($0, policy)) } : []
            isSignOffProposed = isFull && file.archive.isSignOffProposed
            lacks = isFull ? file.lackingInFile : []
            index =
                isFull
                ? IndexItem.allCases.map {
                    Entry(item: $0, papers: file.papers($0), isMandatory: $0.isMandatory)
                }.filter { $0.isMandatory || $0.papers > 0 } : []
            retention = isFull ? file.retention(policy) : nil
        }
    }
}

extension CaseFile {
    fileprivate func passes(_ check: SignOffCheck, _ policy: CasePolicy) -> Bool {
        switch check {
        case .closed: handling.closedAt != nil
        case .replied: handling.closedAt != nil && !handling.replies.isEmpty
        // A follow-up by a handler is refused, so that each that stands is another's.
        case .asked: isAsked
        case .satisfied: isAsked && followUp.isRatedSatisfied(policy)
        case .performed: isAsked && followUp.isPerformed
        }
    }

    /// Asked since it was closed the last time.
    private var isAsked: Bool {
        guard let closedAt = handling.closedAt, let last = followUp.followUps.last else { return false }
        return last.at >= closedAt
    }

    /// Mandatory items of the file's index that aren't there (rule 2); empty when the file is complete.
    package var lackingInFile: [FileItem] {
        FileItem.allCases.filter { item in
            switch item {
            case .assignmentOrder: handling.assignments.isEmpty
            case .reply: handling.replies.isEmpty
            case .followUp: followUp.followUps.isEmpty
            case .session: dialogue.openSession != nil
            }
        }
    }
}
