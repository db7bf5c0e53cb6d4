internal import Mediation

// What is put to units and to departments outside, as it is stored.

struct RemarkRecord: Codable, Hashable, Sendable {
    let by: StaffRecord?
    let at: Int64
    let text: String

    init(_ remark: Assignment.Remark) {
        by = remark.by.map(StaffRecord.init)
        at = remark.at.milliseconds
        text = remark.text
    }

    var value: Assignment.Remark {
        Assignment.Remark(by: by?.value, at: Instant(milliseconds: at), text: text)
    }
}

struct OrderItemRecord: Codable, Hashable, Sendable {
    let text: String
    let unit: String
    let due: Int64
    let progress: [RemarkRecord]
    let result: RemarkRecord?

    init(_ item: Assignment.Item) {
        text = item.text
        unit = item.unit
        due = item.due.milliseconds
        progress = item.progress.map(RemarkRecord.init)
        result = item.result.map(RemarkRecord.init)
    }

    var value: Assignment.Item {
        Assignment.Item(
            text: text, unit: unit, due: Instant(milliseconds: due), progress: progress.map(\.value),
            result: result?.value)
    }
}

struct ReceiptRecord: Codable, Hashable, Sendable {
    let unit: String
    let by: StaffRecord?
    let at: Int64

    init(_ receipt: Assignment.Receipt) {
        unit = receipt.unit
        by = receipt.by.map(StaffRecord.init)
        at = receipt.at.milliseconds
    }

    var value: Assignment.Receipt {
        Assignment.Receipt(unit: unit, by: by?.value, at: Instant(milliseconds: at))
    }
}

struct ObjectionRecord: Codable, Hashable, Sendable {
    let unit: String
    let reason: String

    init(_ objection: Assignment.Objection) {
        unit = objection.unit
        reason = objection.reason
    }

    var value: Assignment.Objection { Assignment.Objection(unit: unit, reason: reason) }
}

struct AssignmentRecord: Codable, Hashable, Sendable {
    let unit: String
    let due: Int64
    let requirements: String
    let items: [OrderItemRecord]
    let receipts: [ReceiptRecord]
    let objections: [ObjectionRecord]

    init(_ assignment: Assignment) {
        unit = assignment.unit
        due = assignment.due.milliseconds
        requirements = assignment.requirements
        items = assignment.items.map(OrderItemRecord.init)
        receipts = assignment.receipts.map(ReceiptRecord.init)
        objections = assignment.objections.map(ObjectionRecord.init)
    }

    var value: Assignment {
        Assignment(
            unit: unit, due: Instant(milliseconds: due), items: items.map(\.value),
            requirements: requirements,
            receipts: receipts.map(\.value), objections: objections.map(\.value))
    }

    /// An order of before there were items was one text for one unit: it is one item, under the order's term, and what was
    /// signed or objected to was so by the responsible unit. Throws `damaged`.
    static func withItems(_ order: JSONValue) throws -> JSONValue {
        guard case .object(var order) = order, case .text(let text)? = order["items"],
            case .text(let unit)? = order["unit"], case .whole(let due)? = order["due"]
        else { throw RecordError.damaged("an assignment that is none") }
        let item = JSONMembers([
            "text": .text(text), "unit": .text(unit), "due": .whole(due), "progress": .list([]),
        ])
        order["items"] = .list([.object(item)])
        order["requirements"] = .text("")
        let by = order.members.removeValue(forKey: "receivedBy") ?? .null
        switch order.members.removeValue(forKey: "receivedAt") ?? .null {
        case .null:
            guard by == .null else {
                throw RecordError.damaged("an assignment that somebody received at no time")
            }
            order["receipts"] = .list([])
        case let at:
            order["receipts"] = .list([.object(JSONMembers(["unit": .text(unit), "by": by, "at": at]))])
        }
        let objection = order.members.removeValue(forKey: "objection") ?? .null
        order["objections"] = .list(
            objection == .null ? [] : [.object(JSONMembers(["unit": .text(unit), "reason": objection]))])
        return .object(order)
    }
}

struct LetterRecord: Codable, Hashable, Sendable {
    let addressee: String
    let text: String
    let due: Int64
    let answer: RemarkRecord?

    init(_ letter: Letter) {
        addressee = letter.addressee
        text = letter.text
        due = letter.due.milliseconds
        answer = letter.answer.map(RemarkRecord.init)
    }

    var value: Letter {
        Letter(addressee: addressee, text: text, due: Instant(milliseconds: due), answer: answer?.value)
    }
}
