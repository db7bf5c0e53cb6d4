/// 交办单, 督办单 or 协商函, as it stands on paper: numbered within its case, with its term and what became of it. Nothing of it is
/// kept apart: the case knows all of it.
package struct CaseOrder: Hashable, Sendable, Encodable {
    package enum Kind: String, Hashable, Sendable, Encodable, CaseIterable {
        /// 交办单.
        case assignment
        /// 督办单.
        case supervision
        /// 协商函.
        case letter
    }

    /// What somebody wrote on it.
    package struct Remark: Hashable, Sendable, Encodable {
        package let at: Instant
        package let by: String?
        package let text: String
    }

    /// 要办的事.
    package struct Item: Hashable, Sendable, Encodable {
        /// From 1.
        package let number: Int
        package let text: String
        package let unit: String
        package let due: Instant
        package let progress: [Remark]
        package let result: Remark?
    }

    /// Where one of the units stands: the responsible one first.
    package struct Unit: Hashable, Sendable, Encodable {
        package let unit: String
        package let isResponsible: Bool
        package let receivedAt: Instant?
        package let receivedBy: String?
        package let objection: String?
        /// How many of its items have their answer, and how many it has.
        package let answered: Int
        package let items: Int
    }

    package let kind: Kind
    /// As 青信交〔2026〕0087-1.
    package let no: String
    /// 第 n 次, from 1.
    package let number: Int
    /// The responsible unit, the one that is urged, or the department that is asked.
    package let unit: String?
    /// What is required, to be answered, or asked.
    package let text: String
    package let issuedAt: Instant
    package let issuedBy: String?
    package let due: Instant
    /// When the unit had done it, or it was taken back.
    package let doneAt: Instant?
    /// An assignment's; empty for other papers.
    package let items: [Item]
    package let units: [Unit]
    /// What was answered to an urging or a letter.
    package let answer: Remark?
}

extension CaseOrder.Kind {
    /// What marks the number of such a paper.
    fileprivate var mark: String {
        switch self {
        case .assignment: "交"
        case .supervision: "督"
        case .letter: "函"
        }
    }
}

extension CaseOrder.Remark {
    fileprivate init(_ remark: Assignment.Remark) {
        self.init(at: remark.at, by: remark.by?.name, text: remark.text)
    }
}

extension CaseFile {
    /// The papers that were issued, oldest first, each kind numbered by itself.
    package var orders: [CaseOrder] {
        let assignments = assignmentOrders
        return (assignments + supervisionOrders(after: assignments) + letterOrders)
            .sorted { $0.issuedAt < $1.issuedAt }
    }

    /// How often the handling was urged.
    package var timesUrged: Int { entries(.supervision(.supervised)).count }

    private var assignmentOrders: [CaseOrder] {
        zip(zip(entries(.handling(.assigned)), handling.assignments), terms(.assignment)).enumerated().map {
            index, issued in
            let ((entry, assignment), term) = issued
            let report = index == handling.assignments.indices.last ? standingReport : nil
            let items = assignment.items.enumerated().map { place, item in
                CaseOrder.Item(
                    number: place + 1, text: item.text, unit: item.unit, due: item.due,
                    progress: item.progress.map(CaseOrder.Remark.init),
                    result: item.result.map(CaseOrder.Remark.init)
                        ?? (assignment.isAnsweredByReport ? report : nil))
            }
            return CaseOrder(
                kind: .assignment, no: paperNo(.assignment, index + 1), number: index + 1,
                unit: assignment.unit, text: assignment.requirements, issuedAt: entry.at, issuedBy: entry.by,
                due: assignment.due, doneAt: term.doneAt, items: items, units: units(of: assignment, items),
                answer: nil)
        }
    }

    private func units(of assignment: Assignment, _ items: [CaseOrder.Item]) -> [CaseOrder.Unit] {
        assignment.units.map { unit in
            let own = items.filter { $0.unit == unit }
            let receipt = assignment.receipt(of: unit)
            return CaseOrder.Unit(
                unit: unit, isResponsible: unit == assignment.unit, receivedAt: receipt?.at,
                receivedBy: receipt?.by?.name, objection: assignment.objection(of: unit)?.reason,
                answered: own.count { $0.result != nil }, items: own.count)
        }
    }

    /// What was reported, unless it was sent back since.
    private var standingReport: CaseOrder.Remark? {
        guard status != .assigned, status != .inHandling else { return nil }
        return entries(.handling(.reported)).last.map {
            CaseOrder.Remark(at: $0.at, by: $0.by, text: $0.text ?? "")
        }
    }

    private func supervisionOrders(after assignments: [CaseOrder]) -> [CaseOrder] {
        zip(entries(.supervision(.supervised)), terms(.supervision)).enumerated().map { index, issued in
            let (entry, term) = issued
            return CaseOrder(
                kind: .supervision, no: paperNo(.supervision, index + 1), number: index + 1,
                unit: term.unit ?? assignments.last { $0.issuedAt <= entry.at }?.unit,
                text: entry.text ?? "",
                issuedAt: entry.at, issuedBy: entry.by, due: term.at, doneAt: term.doneAt, items: [],
                units: [], answer: answer(at: term.doneAt))
        }
    }

    /// What the unit wrote when it met its term.
    private func answer(at moment: Instant?) -> CaseOrder.Remark? {
        timeline.first {
            $0.at == moment && ($0.kind == .handling(.noted) || $0.kind == .handling(.reported))
        }.map { CaseOrder.Remark(at: $0.at, by: $0.by, text: $0.text ?? "") }
    }

    private var letterOrders: [CaseOrder] {
        zip(entries(.handling(.letterSent)), handling.letters).enumerated().map { index, issued in
            let (entry, letter) = issued
            return CaseOrder(
                kind: .letter, no: paperNo(.letter, index + 1), number: index + 1, unit: letter.addressee,
                text: letter.text, issuedAt: entry.at, issuedBy: entry.by, due: letter.due,
                doneAt: letter.answer?.at, items: [], units: [],
                answer: letter.answer.map(CaseOrder.Remark.init))
        }
    }

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
