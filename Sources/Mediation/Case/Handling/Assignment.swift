/// 交办单: who does what until when. The unit that leads answers for the case; the other units of its items help (联动).
package struct Assignment: Hashable, Sendable {
    /// What somebody wrote about an item, and when.
    package struct Remark: Hashable, Sendable {
        package let by: StaffReference?
        package let at: Instant
        package let text: String

        package init(by person: StaffReference?, at: Instant, text: String) {
            by = person
            self.at = at
            self.text = text
        }
    }

    /// 要办的事: one thing that one unit has to do.
    package struct Item: Hashable, Sendable {
        package let text: String
        package let unit: String
        /// At the latest the order's own term.
        package let due: Instant
        /// Oldest first.
        package var progress: [Remark]
        /// What came of it; nil while it is open.
        package var result: Remark?

        package init(
            text: String, unit: String, due: Instant, progress: [Remark] = [], result: Remark? = nil
        ) {
            self.text = text
            self.unit = unit
            self.due = due
            self.progress = progress
            self.result = result
        }
    }

    /// By whom and when it was received for a unit.
    package struct Receipt: Hashable, Sendable {
        package let unit: String
        package let by: StaffReference?
        package let at: Instant

        package init(unit: String, by person: StaffReference?, at: Instant) {
            self.unit = unit
            by = person
            self.at = at
        }
    }

    /// Why a unit says that it isn't the one to do it.
    package struct Objection: Hashable, Sendable {
        package let unit: String
        package let reason: String

        package init(unit: String, reason: String) {
            self.unit = unit
            self.reason = reason
        }
    }

    /// How many things one order may ask for.
    package static let itemCounts = 1...20

    /// The responsible unit, which leads.
    package let unit: String
    /// When the result is to be reported.
    package let due: Instant
    /// 要求: how it is to be done; may be empty.
    package let requirements: String
    /// In the order of the paper, numbered from 1.
    package var items: [Item]
    /// The units' signatures that they have it, in the order in which they came.
    package var receipts: [Receipt]
    /// The objections that stand. What a unit receives it no longer objects to.
    package var objections: [Objection]

    package init(
        unit: String, due: Instant, items: [Item], requirements: String = "", receipts: [Receipt] = [],
        objections: [Objection] = []
    ) {
        self.unit = unit
        self.due = due
        self.items = items
        self.requirements = requirements
        self.receipts = receipts
        self.objections = objections
    }

    /// The responsible unit, then the others in the order of their items, each once.
    package var units: [String] {
        items.reduce(into: [unit]) { units, item in
            if !units.contains(item.unit) { units.append(item.unit) }
        }
    }

    /// 协办: the units beside the responsible one.
    package var coUnits: [String] { Array(units.dropFirst()) }

    /// The account's unit as the order names it, of before it was renamed too; nil when the order has nothing for it.
    package func unit(of account: Account) -> String? { units.first { account.isOf($0) } }

    package func receipt(of unit: String) -> Receipt? { receipts.first { $0.unit == unit } }

    package func objection(of unit: String) -> Objection? { objections.first { $0.unit == unit } }

    /// Whether every unit of it has signed.
    package var isReceivedByAll: Bool { units.allSatisfy { receipt(of: $0) != nil } }

    /// An order for one thing, which the responsible unit does: its report is the answer, and it gives no other.
    package var isAnsweredByReport: Bool { items.count == 1 && items[0].unit == unit }

    /// The first item that keeps a report from being made, counted from 0; nil when every item has its answer.
    package var firstOpenItem: Int? {
        isAnsweredByReport ? nil : items.firstIndex { $0.result == nil }
    }
}
