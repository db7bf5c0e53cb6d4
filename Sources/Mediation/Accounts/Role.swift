/// What someone of the bureau is (docs/glossary.md, "People"). The raw value is what the store and the wire carry.
package enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// 高级警官: receives petitioners, stays first officer of what they received, hosts the dialogue.
    case seniorOfficer = "senior_officer"
    /// 信访科 clerk: registers what comes in and follows up.
    case clerk
    /// 信访联络员 of a station or brigade: answers for assigned cases of the own unit.
    case liaison
    /// 分局领导: endorses level 1, approves extensions.
    case bureauLeader = "bureau_leader"
    /// 法制部门: has a say in closing level 1.
    case legalSection = "legal_section"
    /// 信访科 lead: approves sign-offs and handovers.
    case officeLead = "office_lead"
    /// 督察: reads everything, accusations against officers too; changes nothing.
    case inspector
    /// 档案员: archives what is signed off.
    case archivist
    /// Runs the machine and the accounts; sees no content.
    case administrator
}
