import Cryptography
import Mediation
import Storage
import Transport
import Wire

/// The people and units of a bureau, by its administrator (docs/protocol.md, 1.5a).
@LoopActor
final class StaffRoutes {
    private let services: RouteServices

    init(_ services: RouteServices) { self.services = services }

    func add(to router: Router) {
        router.get("/api/staff") { try await self.list($0) }
        router.post("/api/staff") { try await self.order($0) }
        router.post("/api/staff/import") { try await self.read($0) }
        router.get("/api/staff/people.csv") { try await self.written(.people, $0) }
        router.get("/api/staff/units.csv") { try await self.written(.units, $0) }
    }

    private func administrator(_ request: RouteRequest) async throws -> Account {
        let account = try await services.account(request)
        guard Authority.permits(account.role, .manageAccounts) else { throw Refusal(.notPermitted) }
        return account
    }

    private func desk(of account: Account) -> StaffDesk {
        StaffDesk(store: services.store, of: account.bureau)
    }

    private func list(_ request: RouteRequest) async throws -> Response {
        .json(StaffView(try await desk(of: try await administrator(request)).roll()))
    }

    private func order(_ request: RouteRequest) async throws -> Response {
        let account = try await administrator(request)
        let order = try StaffBodies.order(request.body, newUnitID: StaffDesk.newUnitID())
        let asked = request.asked(order.request, by: account)
        let answer = try await services.once.answer(asked) {
            let password = try await self.hashed(order.password)
            let now = self.services.clock.now
            let answer = asked.answered(AnsweredRequest.noCase, status: 200, at: now)
            try await self.desk(of: account).perform(
                order.command(password), by: account.id, seen: order.version, at: now, answering: answer)
            return answer
        }
        return .json(StaffView(try await desk(of: account).roll()), status: answer.status)
    }

    private func hashed(_ password: String?) async throws -> NewPassword {
        guard let password else { return .none }
        return NewPassword(hash: try await Task.detached { try Scrypt.hash(password) }.value)
    }

    private func read(_ request: RouteRequest) async throws -> Response {
        let account = try await administrator(request)
        let file = try StaffFileBody(request.body)
        let desk = desk(of: account)
        let now = services.clock.now
        guard !file.isTrial else {
            let judged = try await desk.read(file.table, of: file.text, isTrial: true, at: now)
            return .json(StaffImportView(file.table, judged, isDone: false))
        }
        let asked = request.asked(file.request, by: account)
        var judged: StaffImport?
        do {
            _ = try await services.once.answer(asked) {
                let answer = asked.answered(AnsweredRequest.noCase, status: 200, at: now)
                let made = try await desk.read(
                    file.table, of: file.text, isTrial: false, by: account.id, at: now, answering: answer)
                judged = made
                guard made.faults.isEmpty else { throw Faulty() }
                return answer
            }
        } catch is Faulty {}
        // A repetition is told what the file would change now: nothing.
        let told: StaffImport
        if let judged {
            told = judged
        } else {
            told = try await desk.read(file.table, of: file.text, isTrial: true, at: now)
        }
        return .json(StaffImportView(file.table, told, isDone: told.faults.isEmpty))
    }

    /// The file says something wrong, so that nothing was done and no answer is kept.
    private struct Faulty: Error {}

    private func written(_ table: StaffTable, _ request: RouteRequest) async throws -> Response {
        let text = try await desk(of: try await administrator(request)).written(table)
        return Response(
            headers: [("content-disposition", "attachment; filename=\"\(table.rawValue).csv\"")],
            contentType: "text/csv; charset=utf-8", body: Array(text.utf8))
    }
}

/// What an administrator sees of the bureau's people and units.
private struct StaffView: Encodable {
    struct Person: Encodable {
        let id: AccountID
        let staffNo: String
        let name: String
        let role: Role
        let unit: String
        let rank: String
        let phone: String
        let fields: String
        let locked: Bool
        let hasPassword: Bool
        let version: String
    }

    struct Unit: Encodable {
        let id: UnitID
        let name: String
        let kind: BureauUnit.Kind
        let formerly: [String]
        let closed: Bool
        let liaisons: [String]
        let people: Int
        let version: String
    }

    let people: [Person]
    let units: [Unit]
    let unlisted: [String]

    init(_ roll: StaffRoll) {
        people = roll.peopleInOrder.map { person in
            let account = person.account
            return Person(
                id: account.id, staffNo: account.staffNo, name: account.name, role: account.role,
                unit: account.unit, rank: account.rank, phone: account.phone, fields: account.fields,
                locked: person.disabledAt != nil, hasPassword: person.hasPassword, version: person.version)
        }
        units = roll.unitsInOrder.map { unit in
            Unit(
                id: unit.id, name: unit.name, kind: unit.kind, formerly: unit.formerly,
                closed: unit.closedAt != nil, liaisons: roll.liaisons(of: unit).map(\.name),
                people: roll.members(of: unit).filter { $0.disabledAt == nil }.count, version: unit.version)
        }
        unlisted = roll.unlistedUnits
    }
}

/// What a file does, or would do.
private struct StaffImportView: Encodable {
    let table: StaffTable
    let rows: Int
    let added: Int
    let changed: Int
    let faults: [StaffTable.Fault]
    let done: Bool

    init(_ table: StaffTable, _ judged: StaffImport, isDone: Bool) {
        self.table = table
        rows = judged.rows
        added = judged.added
        changed = judged.changed
        faults = judged.faults
        done = isDone
    }
}
