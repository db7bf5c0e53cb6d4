import Mediation
import Storage
import Transport

/// What the routes of every feature stand on.
@LoopActor
struct RouteServices {
    let gate: Gate
    let rooms: Rooms
    let cases: CaseDesk
    let store: any Store
    let clock: Clock
    let live: LiveServices
    /// One for all: the id of a request belongs to one route.
    let once: Once

    init(gate: Gate, rooms: Rooms, live: LiveServices) {
        self.gate = gate
        self.rooms = rooms
        self.live = live
        cases = live.cases
        store = live.store
        clock = live.clock
        once = Once(store: live.store)
    }

    /// Who asks; refuses with `not_signed_in`.
    func account(_ request: RouteRequest) async throws -> Account {
        try await gate.account(cookies: request.cookies)
    }
}

extension Router {
    /// Every route of the server (docs/protocol.md, 1.6).
    func add(_ services: RouteServices) {
        refused = { [live = services.live] in live.tally.count($0) }
        SignInRoutes(gate: services.gate, store: services.store, clock: services.clock).add(to: self)
        DeskRoutes(services).add(to: self)
        ColleagueRoutes(services).add(to: self)
        StaffRoutes(services).add(to: self)
        LawyerRoutes(services).add(to: self)
        CaseRoutes(services).add(to: self)
        WaitingRoutes(services).add(to: self)
        RegistrationRoutes(services).add(to: self)
        let sessions = HostedSessions(services)
        DialogueRoutes(services, sessions).add(to: self)
        SeatRoutes(services, sessions).add(to: self)
        MinutesRoutes(services).add(to: self)
        MonthRoutes(services).add(to: self)
        InviteRoutes(services).add(to: self)
    }
}
