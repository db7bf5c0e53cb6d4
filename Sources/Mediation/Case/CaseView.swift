/// A case as one reader sees it: the fields of `GET /api/cases/ID` (docs/protocol.md, 1.2), which are those of its parts side by
/// side. Nil stands for what the reader may not see or what isn't there.
package struct CaseView: Hashable, Sendable {
    /// What belongs to no part.
    package struct Head: Hashable, Sendable, Encodable {
        package let id: CaseID
        package let version: Int
        package let caseNo: String
        package let status: CaseStatus
        package let masked: Bool
        package let stages: [StageEntry]
        package let due: [Due]
        /// Newest first.
        package let timeline: [TimelineEntry]
        package let may: [String]
    }

    /// A term as pages show it.
    package struct Due: Hashable, Sendable, Encodable {
        package let kind: DueKind
        package let at: Instant
        package let doneAt: Instant?
        /// Which item of the order, or which letter, from 1.
        package let number: Int?
        package let unit: String?
        /// Whether it was noted that it draws near.
        package let isNear: Bool
        /// How it came about; nil for one that a person set.
        package let reckoning: Reckoning?
    }

    package let head: Head
    package var registration: CaseRegistration.View
    package let handling: CaseHandling.View
    package let followUp: CaseFollowUp.View
    package let supervision: CaseSupervision.View
    package let archive: CaseArchive.View
    package var dialogue: CaseDialogue.View

    /// The case for `reader`; nil when they may not know of it.
    /// - Parameter version: the store's.
    package init?(
        _ file: CaseFile, version: Int, for reader: Account, at now: Instant, rules: CaseRules = .standard
    ) {
        let sight = Authority.sight(of: file, for: reader)
        guard sight != .none else { return nil }
        let isFull = sight == .full
        head = Head(
            id: file.id, version: version, caseNo: file.caseNo, status: file.status, masked: !isFull,
            stages: file.course.stages,
            due: zip(file.course.due, file.reckonings(by: rules)).map { Due($0, isFull ? $1 : nil, isFull) },
            timeline: file.timeline.reversed().map { isFull ? $0 : $0.withoutWords },
            may: isFull ? file.steps(openTo: reader).map(\.rawValue) : [])
        registration = file.registration.view(isFull: isFull, on: LocalTime(now).day)
        handling = CaseHandling.View(file, isFull: isFull)
        followUp = CaseFollowUp.View(file, isFull: isFull)
        supervision = CaseSupervision.View(file, isFull: isFull)
        archive = CaseArchive.View(file, isFull: isFull)
        dialogue = CaseDialogue.View(file, isFull: isFull, for: reader)
    }
}

extension CaseView: Encodable {
    /// One object: each part writes its own fields into it.
    package func encode(to encoder: any Encoder) throws {
        try head.encode(to: encoder)
        try registration.encode(to: encoder)
        try handling.encode(to: encoder)
        try followUp.encode(to: encoder)
        try supervision.encode(to: encoder)
        try archive.encode(to: encoder)
        try dialogue.encode(to: encoder)
    }
}

extension TimelineEntry {
    /// The line for a reader who may know that something happened and not what.
    var withoutWords: TimelineEntry { TimelineEntry(at: at, kind: kind, by: nil, text: nil, due: due) }
}

extension CaseView.Due {
    fileprivate init(_ item: DueItem, _ reckoning: Reckoning?, _ isFull: Bool) {
        self.init(
            kind: item.kind, at: item.at, doneAt: item.doneAt, number: item.number,
            unit: isFull ? item.unit : nil, isNear: item.doneAt == nil && item.nearAt != nil,
            reckoning: reckoning)
    }
}
