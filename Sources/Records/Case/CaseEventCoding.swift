package import Mediation

extension CaseEvent {
    /// What the kinds of a case's events begin with.
    package static let storedPrefix = "case."

    /// The kind as it stands in the journal's clear part: stable, without personal data.
    package var storedKind: String { Self.storedPrefix + change.name.word }

    private static let storedKinds = Set(CaseEvent.Change.Name.allCases.map { storedPrefix + $0.word })

    /// The payload to store. Throws `unencodable`.
    package func encoded() throws(RecordError) -> [UInt8] {
        try CaseEventRecord(
            at: at.milliseconds, by: by.map(StaffRecord.init), change: CaseEventRecord.Change(change)
        ).encoded()
    }

    /// Reads an event of the journal back. Throws as `RoomEvent.init(kind:payload:)` does.
    package init(kind: String, payload: [UInt8]) throws(RecordError) {
        guard Self.storedKinds.contains(kind) else {
            throw .newer("an event of the kind \(kind), which this program doesn't know")
        }
        let record = try CaseEventRecord(encoded: payload)
        self.init(
            at: Instant(milliseconds: record.at), by: record.by?.value, change: try record.change.value())
        guard storedKind == kind else { throw .damaged("an event of another kind than \(kind)") }
    }
}

/// The kinds of all parts.
extension CaseEvent.Change.Name: Spelled {
    package var word: String {
        switch self {
        case .registration(let name): name.word
        case .handling(let name): name.word
        case .supervision(let name): name.word
        case .followUp(let name): name.word
        case .archive(let name): name.word
        case .dialogue(let name): name.word
        }
    }
}
