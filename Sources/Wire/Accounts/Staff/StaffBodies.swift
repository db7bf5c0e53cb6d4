package import FoundationEssentials
package import Mediation

/// The bodies of the people and units of a bureau (docs/protocol.md, 1.5a).
package enum StaffBodies {
    /// What is ordered, and by which request.
    package struct Order: Sendable {
        package let request: CommandID
        /// Of the person or unit, as the page saw it.
        package let version: String?
        /// A new one, as it was typed: it is hashed off the loop.
        package let password: String?
        private let made: @Sendable (NewPassword) -> StaffCommand

        init(
            request: CommandID, version: String? = nil, password: String? = nil,
            _ made: @escaping @Sendable (NewPassword) -> StaffCommand
        ) {
            self.request = request
            self.version = version
            self.password = password
            self.made = made
        }

        /// - Parameter password: of `self.password`, or `none`.
        package func command(_ password: NewPassword) -> StaffCommand { made(password) }
    }

    private static let members: Set<String> = [
        "request", "version", "command", "id", "staffNo", "name", "role", "unit", "rank", "phone", "fields",
        "kind", "password",
    ]

    /// Characters of a version.
    private static let longestVersion = 16

    /// `POST /api/staff`. Refusals: those of `Body`, of `PersonForm` and `UnitForm`; `bad_field` for a password that can't be
    /// one.
    ///
    /// - Parameter newUnitID: the id of a unit that it adds.
    package static func order(_ data: Data, newUnitID: UnitID) throws(Refusal) -> Order {
        try Body.read(data, members: members) { body in
            let name: StaffCommand.Name = try body.value("command")
            let request: CommandID = try body.identifier("request")
            switch name {
            case .addPerson:
                let number = try staffNumber(body)
                let form = try person(body)
                return Order(request: request, password: try password(body)) {
                    .addPerson(number, form, $0)
                }
            case .changePerson:
                let (id, form): (AccountID, PersonForm) = (try body.identifier("id"), try person(body))
                return try seen(body, request) { _ in .changePerson(id, form) }
            case .setPassword:
                let id: AccountID = try body.identifier("id")
                guard let password = try password(body) else {
                    throw Refusal(.missingField, field: "password")
                }
                return Order(request: request, password: password) { .setPassword(id, $0) }
            case .lock:
                let id: AccountID = try body.identifier("id")
                return try seen(body, request) { _ in .lock(id) }
            case .unlock:
                let id: AccountID = try body.identifier("id")
                return try seen(body, request) { _ in .unlock(id) }
            case .addUnit:
                let form = try unit(body)
                return Order(request: request) { _ in .addUnit(newUnitID, form) }
            case .changeUnit:
                let (id, form): (UnitID, UnitForm) = (try body.identifier("id"), try unit(body))
                return try seen(body, request) { _ in .changeUnit(id, form) }
            case .closeUnit:
                let id: UnitID = try body.identifier("id")
                return try seen(body, request) { _ in .closeUnit(id) }
            case .reopenUnit:
                let id: UnitID = try body.identifier("id")
                return try seen(body, request) { _ in .reopenUnit(id) }
            }
        }
    }

    private static func seen(
        _ body: Body, _ request: CommandID, _ made: @escaping @Sendable (NewPassword) -> StaffCommand
    ) throws -> Order {
        Order(request: request, version: try body.word("version", atMost: longestVersion), made)
    }

    private static func staffNumber(_ body: Body) throws -> StaffNumber {
        let typed = try body.text("staffNo", .line)
        guard !typed.isEmpty else { throw Refusal(.missingField, field: "staffNo") }
        guard let number = StaffNumber(typed: typed) else { throw Refusal(.badField, field: "staffNo") }
        return number
    }

    /// Cleaned and measured by the form, as everywhere.
    private static func person(_ body: Body) throws -> PersonForm {
        try PersonForm(
            name: try body.text("name", .line), role: try body.value("role"),
            unit: try body.text("unit", .line),
            rank: try body.optionalText("rank", .line) ?? "",
            phone: try body.optionalText("phone", .line) ?? "",
            fields: try body.optionalText("fields", .line) ?? "")
    }

    private static func unit(_ body: Body) throws -> UnitForm {
        try UnitForm(name: try body.text("name", .line), kind: try body.value("kind"))
    }

    private static func password(_ body: Body) throws -> String? {
        guard let typed = try body.optionalWord("password"), !typed.isEmpty else { return nil }
        guard PasswordRule.permits(typed) else { throw Refusal(.badField, field: "password") }
        return typed
    }
}
