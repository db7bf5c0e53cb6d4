/// 交办单 or 督办单, as it stands on paper: numbered within its case, with its term and what became of it. Nothing of it is kept
/// apart: the case knows all of it.
package struct CaseOrder: Hashable, Sendable, Encodable {
    package enum Kind: String, Hashable, Sendable, Encodable, CaseIterable {
        /// 交办单.
        case assignment
        /// 督办单.
        case supervision
    }

    package let kind: Kind
    /// As 青信交〔2026〕0087-1.
    package let no: String
    /// 第 n 次, from 1.
    package let number: Int
    package let unit: String?
    /// What is to be done, or to be answered.
    package let text: String
    package let issuedAt: Instant
    package let issuedBy: String?
    package let due: Instant
    /// When the unit had done it, or it was taken back.
    package let doneAt: Instant?
    package let receivedAt: Instant?
    package let receivedBy: String?
    package let objection: String?
}

extension CaseOrder.Kind {
    /// What marks the number of such a paper.
    fileprivate var mark: String {
        switch self {
        case .assignment: "交"
        case .supervision: "督"
        }
    }
}

extension CaseFile {
    /// The papers that were issued to units, oldest first, each kind numbered by itself.
    package var orders: [CaseOrder] {
        let assigned = entries(.handling(.assigned))
        let assignments = zip(zip(assigned, handling.assignments), terms(.assignment)).enumerated().map {
            index, issued in
            let ((entry, assignment), term) = issued
            return CaseOrder(
                kind: .assignment, no: paperNo(.assignment, index + 1), number: index + 1,
                unit: assignment.unit, text: assignment.items, issuedAt: entry.at, issuedBy: entry.by,
                due: assignment.due, doneAt: term.doneAt, receivedAt: assignment.receipt?.at,
                receivedBy: assignment.receipt?.by?.name, objection: assignment.objection)
        }
        let supervised = entries(.supervision(.supervised))
        let supervisions = zip(supervised, terms(.supervision)).enumerated().map { index, issued in
            let (entry, term) = issued
            return CaseOrder(
                kind: .supervision, no: paperNo(.supervision, index + 1), number: index + 1,
                unit: assignments.last { $0.issuedAt <= entry.at }?.unit, text: entry.text ?? "",
                issuedAt: entry.at, issuedBy: entry.by, due: term.at, doneAt: term.doneAt, receivedAt: nil,
                receivedBy: nil, objection: nil)
        }
        return (assignments + supervisions).sorted { $0.issuedAt < $1.issuedAt }
    }

    /// How often the handling was urged.
    package var timesUrged: Int { entries(.supervision(.supervised)).count }

    private func entries(_ kind: CaseEvent.Change.Name) -> [TimelineEntry] {
        timeline.filter { $0.kind == kind }
    }

    private func terms(_ kind: DueKind) -> [DueItem] { course.due.filter { $0.kind == kind } }

    /// The case number with the paper's mark before the year, and the running number after it.
    private func paperNo(_ kind: CaseOrder.Kind, _ number: Int) -> String {
        guard let year = caseNo.firstIndex(of: "〔") else { return "\(caseNo)-\(kind.mark)\(number)" }
        return caseNo[..<year] + kind.mark + caseNo[year...] + "-\(number)"
    }
}
