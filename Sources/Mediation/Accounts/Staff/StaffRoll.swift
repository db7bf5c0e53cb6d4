/// The people and units of one bureau, as its administrator works on them.
package struct StaffRoll: Hashable, Sendable {
    package let bureau: BureauID
    package private(set) var people: [AccountID: AccountState]
    package private(set) var units: [UnitID: BureauUnit]
    /// Staff numbers that somebody has whom this roll does not show: of another bureau, or of a row that can't be read.
    let takenElsewhere: Set<String>

    package init(
        of bureau: BureauID, people: [AccountState], units: [BureauUnit], takenElsewhere: Set<String> = []
    ) {
        self.bureau = bureau
        self.people = Dictionary(people.map { ($0.account.id, $0) }) { first, _ in first }
        self.units = Dictionary(units.map { ($0.id, $0) }) { first, _ in first }
        self.takenElsewhere = takenElsewhere
    }

    /// By staff number.
    package var peopleInOrder: [AccountState] {
        people.values.sorted { $0.account.staffNo < $1.account.staffNo }
    }

    /// By kind, then by name; closed ones last.
    package var unitsInOrder: [BureauUnit] {
        let kinds = BureauUnit.Kind.allCases
        func place(_ unit: BureauUnit) -> (Int, Int, String) {
            (unit.closedAt == nil ? 0 : 1, kinds.firstIndex(of: unit.kind) ?? 0, unit.name)
        }
        return units.values.sorted { place($0) < place($1) }
    }

    /// The unit of that name, or that had it.
    package func unit(called name: String) -> BureauUnit? {
        units.values.first { $0.name == name } ?? units.values.first { $0.isCalled(name) }
    }

    /// Who answers for the unit's cases (信访联络员) and may sign in, by staff number. A unit without one is told to its bureau.
    package func liaisons(of unit: BureauUnit) -> [Account] {
        members(of: unit).filter { $0.account.role == .liaison && $0.disabledAt == nil }.map(\.account)
            .sorted { $0.staffNo < $1.staffNo }
    }

    /// Everybody of the unit, locked ones too.
    package func members(of unit: BureauUnit) -> [AccountState] {
        people.values.filter { $0.account.unit == unit.name }
    }

    /// Names of units that people have and the list has not: of a bureau that wrote none down yet.
    package var unlistedUnits: [String] {
        let listed = Set(units.values.map(\.name))
        return Set(people.values.map(\.account.unit)).subtracting(listed).filter { !$0.isEmpty }.sorted()
    }

    /// Folds what was decided.
    package mutating func apply(_ event: BureauEvent, at now: Instant) {
        switch event {
        case .accountAdded(let state): people[state.account.id] = state
        case .accountChanged(let account): people[account.id]?.account = account
        case .passwordSet(let id, let digest): people[id]?.passwordDigest = digest
        case .accountDisabled(let id): people[id]?.disabledAt = now
        case .accountEnabled(let id): people[id]?.disabledAt = nil
        case .unitSet(let unit): units[unit.id] = unit
        case .found, .bureauSet, .signedIn, .configured, .ordered, .lawyerSet, .calendarSet: break
        }
    }
}

extension AccountState {
    /// Whether somebody can sign in with it at all.
    package var hasPassword: Bool { !passwordDigest.isEmpty }

    /// Stands for what an administrator has seen of the account, so that two who change it at once don't undo each other.
    package var version: String {
        let own = account
        return SeenVersion.of([
            own.name, own.role.rawValue, own.unit, own.rank, own.phone, own.fields,
            disabledAt.map { "\($0.milliseconds)" } ?? "",
        ])
    }
}

extension BureauUnit {
    /// As of an account.
    package var version: String {
        SeenVersion.of([name, kind.rawValue, closedAt.map { "\($0.milliseconds)" } ?? ""])
    }
}

enum SeenVersion {
    /// FNV-1a of 64 bits over the parts, as hexadecimal digits. It guards against mistakes, not against an attacker: who asks
    /// may write these rows anyway.
    static func of(_ parts: [String]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = hash &* 0x100_0000_01B3
        }
        return String(hash, radix: 16)
    }
}
