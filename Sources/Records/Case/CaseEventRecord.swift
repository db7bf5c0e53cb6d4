internal import Mediation

/// The payload of an event of a case (`case.*`): when, by whom (none: by the server itself), and the change, which is one
/// member named after the kind. Unnamed values are `_0`, `_1` … by their place. A kind is never taken away.
struct CaseEventRecord: StoredRecord, Hashable {
    let at: Int64
    let by: StaffRecord?
    let change: Change

    enum Change: Hashable, Sendable {
        case registration(RegistrationEventRecord)
        case handling(HandlingEventRecord)
        case supervision(SupervisionEventRecord)
        case followUp(FollowUpEventRecord)
        case archive(ArchiveEventRecord)
        case dialogue(DialogueEventRecord)
    }

    static let title = "an event of a case"
    static let upcasts: [Upcast] = [
        // 2: whose case it is. Of before there was another bureau, it is the first one's.
        { event in
            guard case .object(var change)? = event["change"], case .object(var made)? = change["registered"]
            else { return }
            made["bureau"] = .text(BureauID.main.text)
            change["registered"] = .object(made)
            event["change"] = .object(change)
        },
        // 3: an assignment's items and units. What names no unit is the responsible one's.
        { event in
            guard case .object(var change)? = event["change"] else { return }
            if case .object(var assigned)? = change["assigned"], let order = assigned["_0"] {
                assigned["_0"] = try AssignmentRecord.withItems(order)
                change["assigned"] = .object(assigned)
            }
            if case .object(var returned)? = change["returned"] {
                returned["lacking"] = .list([])
                change["returned"] = .object(returned)
            }
            event["change"] = .object(change)
        },
    ]
}

/// The part says which member it is: a change is one object with one member, whatever part it belongs to.
extension CaseEventRecord.Change: Codable {
    func encode(to encoder: any Encoder) throws {
        switch self {
        case .registration(let event): try event.encode(to: encoder)
        case .handling(let event): try event.encode(to: encoder)
        case .supervision(let event): try event.encode(to: encoder)
        case .followUp(let event): try event.encode(to: encoder)
        case .archive(let event): try event.encode(to: encoder)
        case .dialogue(let event): try event.encode(to: encoder)
        }
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self).allKeys.map(\.stringValue)
        let parts = try members.compactMap { try Self.part(of: $0, decoder) }
        guard let change = parts.first, parts.count == 1 else {
            throw DecodingError.typeMismatch(
                Self.self,
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not one kind"))
        }
        self = change
    }

    private static func part(of member: String, _ decoder: any Decoder) throws -> Self? {
        if RegistrationEventRecord.has(member) {
            return .registration(try RegistrationEventRecord(from: decoder))
        }
        if HandlingEventRecord.has(member) { return .handling(try HandlingEventRecord(from: decoder)) }
        if SupervisionEventRecord.has(member) {
            return .supervision(try SupervisionEventRecord(from: decoder))
        }
        if FollowUpEventRecord.has(member) { return .followUp(try FollowUpEventRecord(from: decoder)) }
        if ArchiveEventRecord.has(member) { return .archive(try ArchiveEventRecord(from: decoder)) }
        if DialogueEventRecord.has(member) { return .dialogue(try DialogueEventRecord(from: decoder)) }
        return nil
    }

    private struct Member: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

extension CaseEventRecord.Change {
    init(_ change: CaseEvent.Change) {
        switch change {
        case .registration(let event): self = .registration(RegistrationEventRecord(event))
        case .handling(let event): self = .handling(HandlingEventRecord(event))
        case .supervision(let event): self = .supervision(SupervisionEventRecord(event))
        case .followUp(let event): self = .followUp(FollowUpEventRecord(event))
        case .archive(let event): self = .archive(ArchiveEventRecord(event))
        case .dialogue(let event): self = .dialogue(DialogueEventRecord(event))
        }
    }

    func value() throws(RecordError) -> CaseEvent.Change {
        switch self {
        case .registration(let event): .registration(try event.value())
        case .handling(let event): .handling(try event.value())
        case .supervision(let event): .supervision(try event.value())
        case .followUp(let event): .followUp(try event.value())
        case .archive(let event): .archive(try event.value())
        case .dialogue(let event): .dialogue(try event.value())
        }
    }
}
