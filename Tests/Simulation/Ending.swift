import Coordinator
import Journal
import Mediation
import Projections
import Storage
import StorageMemory
import Transport
import Vault
import Wire

/// How every history ends: all is well again, everybody comes back, and what must be true then is looked at.
@LoopActor
final class Ending {
    private let house: House
    private let world: World
    private let people: [Page]
    private let session: SessionID
    private(set) var isOver = false

    init(_ house: House, _ people: [Page], _ session: SessionID) {
        self.house = house
        world = house.world
        self.people = people
        self.session = session
    }

    func play() {
        heal()
        if world.broken == nil { compare() }
        if world.broken == nil { askAgain() }
        if world.broken == nil, world.happens(400) { close() }
        if world.broken == nil { leave() }
        if world.broken == nil { readRows() }
    }

    private func heal() {
        world.run(for: 3500)
        house.start()
        house.mood = UnsteadyDisk.Mood()
        for page in people {
            if let line = page.line, !line.isLively {
                if line.isHalfOpen || line.state != .open {
                    page.isClosed(line, 1006)
                } else {
                    house.readOn(line)
                }
            }
        }
        world.run(for: 30_000)
        for page in people where page.isOver || page.line == nil { page.load() }
        world.run(for: 40_000)
        house.judgeAll()
    }

    // MARK: All honest pages converge on the server's view

    private func compare() {
        guard let assembly = house.premises?.assembly else {
            return world.breaks("the server is not there at the end")
        }
        let holders = assembly.holders(of: session)
        for seat in assembly.room(of: session)?.seats ?? [] where seat.presence == .here {
            if !holders.contains(where: { $0.seat == seat.number }) {
                world.breaks("seat \(seat.number) is here, and no socket holds it")
            }
        }
        for page in people where page.told.isWelcome {
            guard let line = page.line, let room = assembly.room(of: session) else {
                world.breaks("\(page.name) is welcome in a room that is not there")
                continue
            }
            guard let held = holders.first(where: { $0.peer == line.peer }),
                Int(held.seat.rawValue) == page.right.seat
            else {
                world.breaks("\(page.name) believes in a seat that it does not hold")
                continue
            }
            if room.seat(held.seat)?.generation != page.right.generation, page.right.seat != 1 {
                world.breaks("\(page.name) holds a seat by a link that was made anew since")
            }
            guard let view = JSON(ServerMessage.update(room.view(.all, for: held.seat)).bytes) else {
                continue
            }
            for name in Told.names {
                let (told, true_) = (page.told.sections[name] ?? .null, view[name] ?? .null)
                if told != true_, !(told.isNothing && true_.isNothing) {
                    world.breaks(
                        "\(page.name) was told another \(name) than there is: \(told) and not \(true_)")
                }
            }
        }
    }

    /// What was acknowledged is acknowledged in the same words.
    private func askAgain() {
        for _ in 0..<3 { for page in people { page.repeatAnswered() } }
        world.run(for: 8000)
        house.judgeAll()
    }

    private func close() {
        guard let host = people.first, host.told.isWelcome else { return }
        host.ask(.table(.end(.agreement, note: "")))
        world.run(for: 15_000)
    }

    /// Everybody goes: nothing of them stays.
    private func leave() {
        let all = house.pages.flatMap { page in
            house.premises?.sockets.lines.values.filter { $0.page === page } ?? []
        }
        for page in house.pages {
            page.isOver = true
            page.line = nil
        }
        for line in all.sorted(by: { $0.peer.number < $1.peer.number }) { house.drop(line) }
        world.run(for: 6000)
        guard let premises = house.premises else { return world.breaks("the server is not there at the end") }
        if premises.assembly.socketCount != 0 {
            world.breaks("\(premises.assembly.socketCount) sockets are left behind")
        }
        let rooms = premises.assembly.liveSessions
        // Three clocks of the server, one for sign-ins; a room's own.
        if premises.sockets.alarms > 4 + rooms.count * 7 {
            world.breaks("\(premises.sockets.alarms) alarms are left behind")
        }
    }

    // MARK: The rows

    private struct Rows: Sendable {
        var events: [StoredEvent] = []
        var drafts: [DraftRecord] = []
        var results = 0
        var isOver = false
        var faults: [String] = []
    }

    private func readRows() {
        let isLive = house.premises?.assembly.liveSessions.contains(session) ?? false
        house.end()
        world.settle()
        var found: Rows?
        var failed: (any Error)?
        let (ground, session) = (house.ground, session)
        Task { @LoopActor in
            do {
                found = try await Self.rows(of: session, ground)
            } catch {
                failed = error
            }
        }
        world.settle()
        guard let found else {
            return world.breaks("the store can't be read: \(failed.map { "\($0)" } ?? "no answer")")
        }
        isOver = found.isOver
        for fault in found.faults { world.breaks("the store does not verify: \(fault)") }
        if found.isOver, isLive { world.breaks("the room of a session that is over is still in memory") }
        if found.isOver, found.results > 0 {
            world.breaks("a session that is over keeps \(found.results) answers")
        }
        for (before, after) in zip(found.events, found.events.dropFirst()) where after.at < before.at {
            world.breaks("entry \(after.sequence) is before the one before it")
        }
        for page in house.pages { judge(page, found) }
    }

    private nonisolated static func rows(of session: SessionID, _ ground: Ground) async throws -> Rows {
        let store = SealedStore(
            over: MemoryEngine(on: ground.memory, keeping: try Keeping(masterKey: ground.masterKey)),
            masterKey: ground.masterKey)
        var rows = Rows()
        rows.events = try await store.events(ofSession: session).whole()
        rows.drafts = try await store.drafts(ofSession: session).rows
        rows.results = try await store.commandResults(ofSession: session).rows.count
        rows.isOver = try await store.session(session)?.endedAt != nil
        if let fault = try await StoreCheck(of: store).fault { rows.faults.append(fault) }
        rows.faults += try await StoreProof(of: store).faults.map { "\($0)" }
        rows.faults += try await StaffProof(of: store).faults.map { "\($0)" }
        return rows
    }

    /// Nothing acknowledged is lost or doubled.
    private func judge(_ page: Page, _ rows: Rows) {
        for number in stride(from: 1, through: page.nextCommand, by: 1) {
            let times = count("word#\(page.name)-\(number)#", in: rows.events)
            if times > 1 { world.breaks("what \(page.name) left as a word was kept \(times) times") }
        }
        for (asked, result) in page.answered {
            guard let mark = asked.mark else { continue }
            switch asked.command {
            case .wall(.word):
                if count("word#\(mark)#", in: rows.events) != 1 {
                    world.breaks("an acknowledged word is lost: \(mark)")
                }
            case .paper(.edit(let section, _, _)) where !rows.isOver:
                let kept = rows.drafts.first { $0.section == section.rawValue }
                lookFor("edit#\(mark)#", result, kept.map { [$0] } ?? [])
            case .paper(.privateNote) where !rows.isOver:
                lookFor("note#\(mark)#", result, rows.drafts.filter { ($0.text ?? "").contains("note#") })
            case .table, .wall, .links, .paper: break
            }
        }
    }

    private func lookFor(_ mark: String, _ result: JSON, _ drafts: [DraftRecord]) {
        let revision = result["revision"]?.number ?? 0
        let isThere = drafts.contains { $0.revision > revision || ($0.text ?? "").contains(mark) }
        if !isThere { world.breaks("an acknowledged text is lost: \(mark), revision \(revision)") }
    }

    private func count(_ words: String, in events: [StoredEvent]) -> Int {
        events.reduce(0) { $0 + $1.payload.count(of: words) }
    }
}
