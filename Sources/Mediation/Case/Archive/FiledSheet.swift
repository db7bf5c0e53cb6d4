/// A sheet about a case that somebody of the bureau fills in and puts on file: what no other step of it tells, and the month's figures
/// count (docs/rules.md, "Figures").
package enum FiledSheet: String, Hashable, Sendable, Codable, CaseIterable {
    /// 律师参与登记, of one person's consultation with a lawyer.
    case lawyerConsultation = "lawyer_consultation"
    /// 律师参与登记: lawyers took part in a discussion of a difficult case.
    case lawyerDiscussion = "lawyer_discussion"
    /// 联动化解: several units worked on it together.
    case jointHandling = "joint_handling"
    /// 越级访 (rule 8): of a visit alone; somebody has compared the organ that received it with the competent one.
    case bypassVisit = "bypass_visit"

    /// Of these a case has one at the most.
    var isOnce: Bool {
        switch self {
        case .lawyerConsultation, .lawyerDiscussion: false
        case .jointHandling, .bypassVisit: true
        }
    }

    /// What the timeline says when one is put on file.
    var name: CaseArchive.Event.Name {
        switch self {
        case .lawyerConsultation: .consultationFiled
        case .lawyerDiscussion: .discussionFiled
        case .jointHandling: .jointHandlingFiled
        case .bypassVisit: .bypassFiled
        }
    }
}
