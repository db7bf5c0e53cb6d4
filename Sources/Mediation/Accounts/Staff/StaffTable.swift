/// People or units as a table whose first row names the columns: what a file for a spreadsheet holds. Bytes and quotation marks
/// are others' (`Documents.CSV`).
package enum StaffTable: String, Hashable, Sendable, CaseIterable, Codable {
    case people
    case units

    /// A column, by the name that messages and English headings have; `title` is the heading that is written.
    package enum Column: String, Hashable, Sendable, CaseIterable, Codable {
        case staffNo
        case name
        case role
        case unit
        case rank
        case phone
        case fields
        case kind
        case state

        /// The heading.
        package var title: String {
            switch self {
            case .staffNo: "工号"
            case .name: "姓名"
            case .role: "角色"
            case .unit: "单位"
            case .rank: "警衔"
            case .phone: "电话"
            case .fields: "擅长领域"
            case .kind: "类别"
            case .state: "状态"
            }
        }

        /// The column of a heading, in Chinese or in English, in any width and case.
        init?(heading: String) {
            let typed = Typed.halfWidth(heading).lowercased()
            guard
                let column = Self.allCases.first(where: {
                    $0.title == typed || $0.rawValue.lowercased() == typed
                })
            else { return nil }
            self = column
        }
    }

    /// In the order in which they are written.
    package var columns: [Column] {
        switch self {
        case .people: [.staffNo, .name, .role, .unit, .rank, .phone, .fields, .state]
        case .units: [.unit, .kind, .state]
        }
    }

    /// Without these nothing can be told of a row.
    var needed: [Column] {
        switch self {
        case .people: [.staffNo, .name, .role, .unit]
        case .units: [.unit, .kind]
        }
    }

    /// A row as it was read.
    package struct Row: Hashable, Sendable {
        /// Of the file, from 1.
        package let line: Int
        package let cells: [String]

        package init(line: Int, cells: [String]) {
            self.line = line
            self.cells = cells
        }
    }

    /// What is wrong, and where: all of it is told at once.
    package struct Fault: Hashable, Sendable, Error, Encodable {
        package let line: Int
        package let column: Column?
        package let code: Code
        /// What stands there, of its first `mostText` characters.
        package let text: String

        package static let mostText = 60

        package init(line: Int, column: Column? = nil, code: Code, text: String = "") {
            self.line = line
            self.column = column
            self.code = code
            self.text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.mostText)))
        }

        package enum Code: String, Hashable, Sendable, CaseIterable, Codable {
            /// No row, or none but the headings.
            case empty
            /// Neither UTF-8 nor, on a page, GB18030.
            case notText = "not_text"
            /// A quotation mark that isn't closed, or text behind one that is.
            case quote
            case noColumn = "no_column"
            case unknownColumn = "unknown_column"
            case columnTwice = "column_twice"
            /// More cells than columns.
            case wrongCount = "wrong_count"
            case missing
            case bad
            case tooLong = "too_long"
            /// The number or name stands in an earlier row.
            case twice
            case taken
            case unknownUnit = "unknown_unit"
            case unitInUse = "unit_in_use"
            case lastAdministrator = "last_administrator"
        }
    }

    // MARK: Writing

    /// The headings, and a row of each.
    package func rows(of roll: StaffRoll) -> [[String]] {
        let headings = columns.map(\.title)
        switch self {
        case .people:
            return [headings]
                + roll.peopleInOrder.map { person in
                    let account = person.account
                    return [
                        account.staffNo, account.name, account.role.title, account.unit, account.rank,
                        account.phone, account.fields,
                        person.disabledAt == nil ? StaffState.works.title : StaffState.locked.title,
                    ]
                }
        case .units:
            return [headings]
                + roll.unitsInOrder.map { unit in
                    let state = unit.closedAt == nil ? StaffState.open : StaffState.closed
                    return [unit.name, unit.kind.title, state.title]
                }
        }
    }
}

/// How a table says whether somebody may sign in, and whether a unit takes people.
enum StaffState: String, CaseIterable {
    case works
    case locked
    case open
    case closed

    var title: String {
        switch self {
        case .works: "在用"
        case .locked: "停用"
        case .open: "在用"
        case .closed: "撤销"
        }
    }
}

extension Role {
    /// As tables of people say it.
    package var title: String {
        switch self {
        case .seniorOfficer: "高级警官"
        case .clerk: "登记员"
        case .liaison: "信访联络员"
        case .bureauLeader: "分局领导"
        case .legalSection: "法制"
        case .officeLead: "信访科负责人"
        case .inspector: "督察"
        case .archivist: "档案员"
        case .administrator: "系统管理员"
        }
    }
}

extension BureauUnit.Kind {
    /// As tables of units say it.
    package var title: String {
        switch self {
        case .station: "派出所"
        case .brigade: "大队"
        case .legalSection: "法制部门"
        case .office: "机关科室"
        }
    }
}
