/// The end of a case: signed off by two pairs of eyes, and kept; what leaves the file.
package struct CaseArchive: Hashable, Sendable {
    /// The first officer has proposed the sign-off, and the office's lead has not approved it yet or just has.
    package private(set) var isSignOffProposed: Bool

    /// As it was kept.
    package init(isSignOffProposed: Bool = false) { self.isSignOffProposed = isSignOffProposed }

    mutating func apply(_ event: Event, at moment: Instant, to course: inout CaseCourse) {
        switch event {
        case .signOffProposed: isSignOffProposed = true
        case .signedOff: course.reach(.signedOff, at: moment)
        case .archived: course.reach(.archived, at: moment)
        case .exported, .sheetFiled: break
        }
    }

    /// The answer on which the proposal rested no longer holds.
    mutating func withdrawProposal() { isSignOffProposed = false }
}
