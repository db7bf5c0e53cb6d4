/// What a table would change of a roll, judged row by row: each row sees what those before it did.
package struct StaffImport: Hashable, Sendable {
    /// All of them, by line. With one nothing is changed.
    package private(set) var faults: [StaffTable.Fault] = []
    /// In their order; of a table without faults alone.
    package private(set) var events: [BureauEvent] = []
    package private(set) var rows = 0
    /// Rows that add somebody or something, and that change what is there.
    package private(set) var added = 0
    package private(set) var changed = 0

    private var roll: StaffRoll
    private let table: StaffTable
    private let now: Instant
    private let newUnitID: @Sendable (Int) -> UnitID
    /// The line on which a number or name stood.
    private var seen: Set<String> = []

    package static func == (left: StaffImport, right: StaffImport) -> Bool {
        left.faults == right.faults && left.events == right.events && left.rows == right.rows
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(events) }

    /// A file that isn't even a table.
    package init(_ table: StaffTable, faults: [StaffTable.Fault], of roll: StaffRoll) {
        self.init(table, [], into: roll, at: Instant(milliseconds: 0), newUnitID: { UnitID("u-\($0)") })
        self.faults = faults
    }

    /// - Parameter newUnitID: the id of the unit that the row of this line adds.
    package init(
        _ table: StaffTable, _ rows: [StaffTable.Row], into roll: StaffRoll, at now: Instant,
        newUnitID: @escaping @Sendable (Int) -> UnitID
    ) {
        self.table = table
        self.roll = roll
        self.now = now
        self.newUnitID = newUnitID
        guard let head = rows.first else {
            faults = [StaffTable.Fault(line: 1, code: .empty)]
            return
        }
        let places = columns(head)
        guard faults.isEmpty else { return }
        for row in rows.dropFirst() { read(row, places) }
        self.rows = rows.count - 1
        if self.rows == 0 { faults.append(StaffTable.Fault(line: head.line, code: .empty)) }
        if !faults.isEmpty { events = [] }
    }

    // MARK: The headings

    private mutating func columns(_ head: StaffTable.Row) -> [StaffTable.Column: Int] {
        var places: [StaffTable.Column: Int] = [:]
        for (place, heading) in head.cells.enumerated() {
            // A spreadsheet keeps empty columns behind the last.
            if WrittenText.isBlank(heading) || heading.isEmpty { continue }
            guard let column = StaffTable.Column(heading: heading), table.columns.contains(column) else {
                tell(head.line, nil, .unknownColumn, heading)
                continue
            }
            if places.updateValue(place, forKey: column) != nil {
                tell(head.line, column, .columnTwice, heading)
            }
        }
        for column in table.needed where places[column] == nil {
            tell(head.line, column, .noColumn, column.title)
        }
        return places
    }

    private mutating func tell(
        _ line: Int, _ column: StaffTable.Column?, _ code: StaffTable.Fault.Code, _ text: String
    ) {
        faults.append(StaffTable.Fault(line: line, column: column, code: code, text: text))
    }

    // MARK: A row

    private mutating func read(_ row: StaffTable.Row, _ places: [StaffTable.Column: Int]) {
        let width = (places.values.max() ?? 0) + 1
        let rest = row.cells.dropFirst(width).first { !$0.isEmpty }
        if let rest {
            tell(row.line, nil, .wrongCount, rest)
            return
        }
        let cells = places.compactMapValues { $0 < row.cells.count ? row.cells[$0] : "" }
        do throws(StaffTable.Fault) {
            switch table {
            case .people: try readPerson(cells, row.line)
            case .units: try readUnit(cells, row.line)
            }
        } catch {
            faults.append(error)
        }
    }

    private mutating func readPerson(_ cells: [StaffTable.Column: String], _ line: Int) throws(StaffTable
        .Fault)
    {
        let typed = try needed(.staffNo, cells, line)
        guard let number = StaffNumber(typed: typed) else {
            throw StaffTable.Fault(line: line, column: .staffNo, code: .bad, text: typed)
        }
        guard seen.insert(number.text).inserted else {
            throw StaffTable.Fault(line: line, column: .staffNo, code: .twice, text: typed)
        }
        let role = try word(.role, Role.allCases, cells, line) { [$0.title, $0.rawValue] }
        let states = [StaffState.works, .locked]
        let state =
            cells[.state].map(WrittenText.isBlank) ?? true
            ? nil : try word(.state, states, cells, line) { [$0.title, $0.rawValue] }
        let known = roll.people[number.accountID]
        var commands: [StaffCommand] = []
        do throws(Refusal) {
            // A column that the table has not says nothing of who is there.
            let form = try PersonForm(
                name: cells[.name] ?? "", role: role, unit: cells[.unit] ?? "",
                rank: cells[.rank] ?? known?.account.rank ?? "",
                phone: cells[.phone] ?? known?.account.phone ?? "",
                fields: cells[.fields] ?? known?.account.fields ?? "")
            commands = [
                known == nil ? .addPerson(number, form, .none) : .changePerson(number.accountID, form)
            ]
        } catch {
            throw fault(error, cells, line)
        }
        switch state {
        case .locked: commands.append(.lock(number.accountID))
        case .works where known?.disabledAt != nil: commands.append(.unlock(number.accountID))
        case .works, .open, .closed, nil: break
        }
        try perform(commands, isNew: known == nil, cells, line)
    }

    private mutating func readUnit(_ cells: [StaffTable.Column: String], _ line: Int) throws(StaffTable.Fault)
    {
        let typed = try needed(.unit, cells, line)
        let kind = try word(.kind, BureauUnit.Kind.allCases, cells, line) { [$0.title, $0.rawValue] }
        let state =
            cells[.state].map(WrittenText.isBlank) ?? true
            ? nil : try word(.state, [StaffState.open, .closed], cells, line) { [$0.title, $0.rawValue] }
        let form: UnitForm
        do throws(Refusal) {
            form = try UnitForm(name: typed, kind: kind)
        } catch {
            throw fault(Refusal(error.code, field: "unit"), cells, line)
        }
        let known = roll.units.values.first { $0.name == form.name }
        guard seen.insert(BureauUnit.spelled(form.name)).inserted else {
            throw StaffTable.Fault(line: line, column: .unit, code: .twice, text: typed)
        }
        let id = known?.id ?? newUnitID(line)
        var commands: [StaffCommand] = [known == nil ? .addUnit(id, form) : .changeUnit(id, form)]
        switch state {
        case .closed: commands.append(.closeUnit(id))
        case .open where known?.closedAt != nil: commands.append(.reopenUnit(id))
        case .open, .works, .locked, nil: break
        }
        try perform(commands, isNew: known == nil, cells, line)
    }

    /// By the same check as every other way in.
    private mutating func perform(
        _ commands: [StaffCommand], isNew: Bool, _ cells: [StaffTable.Column: String], _ line: Int
    ) throws(StaffTable.Fault) {
        var made: [BureauEvent] = []
        for command in commands {
            do throws(Refusal) {
                let events = try roll.decide(command, at: now)
                for event in events { roll.apply(event, at: now) }
                made += events
            } catch {
                throw fault(error, cells, line)
            }
        }
        events += made
        if isNew { added += 1 } else if !made.isEmpty { changed += 1 }
    }

    /// Of the refusals that a row can meet; any other is of what stands in it.
    private static let codes: [Refusal.Code: StaffTable.Fault.Code] = [
        .missingField: .missing, .tooLarge: .tooLong, .taken: .taken, .unknownUnit: .unknownUnit,
        .unitInUse: .unitInUse, .lastAdministrator: .lastAdministrator,
    ]

    private func fault(
        _ refusal: Refusal, _ cells: [StaffTable.Column: String], _ line: Int
    ) -> StaffTable.Fault {
        let code = Self.codes[refusal.code] ?? .bad
        // A unit's name is its column `unit`.
        let field = table == .units ? "unit" : refusal.field
        let column = field.flatMap(StaffTable.Column.init(rawValue:))
        return StaffTable.Fault(
            line: line, column: column, code: code, text: column.flatMap { cells[$0] } ?? "")
    }

    private func needed(
        _ column: StaffTable.Column, _ cells: [StaffTable.Column: String], _ line: Int
    ) throws(StaffTable.Fault) -> String {
        let text = cells[column] ?? ""
        guard !text.isEmpty, !WrittenText.isBlank(text) else {
            throw StaffTable.Fault(line: line, column: column, code: .missing)
        }
        return text
    }

    /// The value of a word, in Chinese or in English, in any width and case.
    private func word<Value>(
        _ column: StaffTable.Column, _ values: [Value], _ cells: [StaffTable.Column: String], _ line: Int,
        _ words: (Value) -> [String]
    ) throws(StaffTable.Fault) -> Value {
        let text = try needed(column, cells, line)
        let typed = BureauUnit.spelled(text)
        guard let value = values.first(where: { words($0).contains(typed) }) else {
            throw StaffTable.Fault(line: line, column: column, code: .bad, text: text)
        }
        return value
    }
}
