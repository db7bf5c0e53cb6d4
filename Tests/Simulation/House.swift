import Coordinator
import Mediation
import StorageMemory
import Transport

/// The server of a history and everybody around it: it is killed and comes again, pages stay.
@LoopActor
final class House {
    let world: World
    let judge: Judge
    let founding: Founding
    let ground: Ground
    private(set) var premises: Premises?
    private(set) var pages: [Page] = []
    private var nextPeer: UInt32 = 0
    private(set) var kills = 0
    /// Requests over HTTP that nothing has answered, and when they were sent.
    private var exchanges: [Int: Int64] = [:]
    private var nextExchange = 0

    init(_ loop: LoopByHand, _ founding: Founding, isTold: Bool) throws {
        self.founding = founding
        world = World(loop, at: founding.now.adding(.seconds(1)), isTold: isTold)
        judge = Judge(world)
        ground = Ground(memory: .init(copying: founding.ground.memory), masterKey: founding.ground.masterKey)
    }

    func add(_ page: Page) { pages.append(page) }

    /// Nothing of this history happens any more.
    func end() {
        premises?.end()
        premises = nil
    }

    // MARK: The server

    func start() {
        guard premises == nil else { return }
        judge.countsAnew()
        do {
            premises = try Premises(world, judge, ground) { [unowned self] in self.kill() }
        } catch {
            world.breaks("the server does not start: \(error)")
        }
    }

    /// kill -9, and after a moment a new server over the rows that are left.
    func kill(downFor milliseconds: Int64? = nil) {
        guard let killed = premises else { return }
        kills += 1
        world.trace.note("\(world.now) the server is killed")
        let lines = killed.sockets.lines.values.sorted { $0.peer.number < $1.peer.number }
        killed.end()
        premises = nil
        exchanges = [:]
        for line in lines where line.state != .gone {
            line.state = .gone
            // The kernel closes what a killed process held; whoever can't be reached finds out by silence.
            let late = line.isHalfOpen ? world.draw(5000...25_000) : line.latency
            world.after(late) { line.page.isClosed(line, 1006) }
        }
        world.after(milliseconds ?? world.draw(50...3000)) { self.start() }
    }

    var mood: UnsteadyDisk.Mood {
        get { premises?.disk.mood ?? UnsteadyDisk.Mood() }
        set { premises?.disk.mood = newValue }
    }

    func room(of session: SessionID) -> Room? { premises?.assembly.room(of: session) }

    // MARK: Sockets

    /// Nil when nobody answers, or the upgrade is refused.
    func open(_ page: Page, at place: String) -> Line? {
        guard let premises else { return nil }
        let request = UpgradeRequest(
            path: "/ws/\(place)", place: place,
            headers: RequestHeaders([
                ("origin", Premises.configuration.origins[0]), ("cookie", page.right.cookie),
                ("user-agent", "Chrome/120 Linux"),
            ]),
            remoteAddress: page.isHostile ? "198.51.100.7" : "192.0.2.\(page.right.seat)")
        if let refusal = premises.assembly.upgrade(request) {
            world.trace.note("\(world.now) \(page.name) is not let in: \(refusal.status)")
            return nil
        }
        nextPeer += 1
        let line = Line(PeerID(slot: nextPeer, generation: 1), page, latency: world.draw(1...120))
        line.heardAt = world.now
        premises.sockets.add(line)
        line.attachment = premises.assembly.opened(line.peer, request: request)
        return line
    }

    /// One message of a page, on its way.
    func carry(_ text: String, on line: Line) {
        guard let server = premises else { return }
        line.upUntil = max(line.upUntil, world.now + line.latency)
        world.after(line.upUntil - world.now) { [weak server] in
            guard let server, server === self.premises, line.state == .open, !line.isHalfOpen,
                server.sockets.lines[line.peer] === line
            else { return }
            let bytes = Array(text.utf8)
            line.heardAt = self.world.now
            self.judge.arrives(text, on: line)
            self.world.trace.add(bytes)
            self.world.trace.note(
                "\(self.world.now) \(line.page.name) \(line.peer.number) says \(text.prefix(260))")
            bytes.withUnsafeBytes { server.assembly.received(attachment: line.attachment, text: $0) }
        }
    }

    /// The page closes its line.
    func drop(_ line: Line) {
        world.after(line.latency) { self.premises?.sockets.end(line) }
    }

    /// The network ends it: the page learns of it at once or late, and so does the server.
    func cut(_ line: Line) {
        world.after(world.draw(0...3000)) { line.page.isClosed(line, 1006) }
        line.isHalfOpen = true
        world.after(world.draw(0...20_000)) { self.premises?.sockets.end(line) }
    }

    func readOn(_ line: Line) { premises?.sockets.readOn(line) }

    // MARK: HTTP

    /// `answered` is not called when the server is killed meanwhile.
    func ask(
        _ path: String, cookie: String = "", _ body: String,
        answered: @escaping @LoopActor (Int, JSON?) -> Void
    ) {
        guard let premises else { return }
        nextExchange += 1
        let number = nextExchange
        exchanges[number] = world.now
        world.trace.note("\(world.now) POST \(path) \(body)")
        premises.assembly.handle(
            SimulatedExchange("POST", path, cookie: cookie, body: body) { [weak premises] status, bytes in
                // What a server that was killed would have answered.
                guard let premises, premises === self.premises else { return }
                self.exchanges[number] = nil
                self.world.trace.add(bytes)
                self.world.trace.note("\(self.world.now) answers \(path) with \(status)")
                self.judge.answered(path, status, bytes)
                if path == "/api/sign-out", status == 204 {
                    self.judge.signedOut(cookie, Array(premises.sockets.lines.values))
                }
                self.world.after(self.world.draw(1...200)) { answered(status, JSON(bytes)) }
            })
    }

    // MARK: Judging

    func judgeAll() {
        for page in pages { judge.lookAt(page) }
        for line in premises?.sockets.lines.values.map({ $0 }) ?? [] { judge.lookAt(line) }
        for at in exchanges.values where world.now - at > 90_000 {
            world.breaks("a request over HTTP is not answered")
        }
    }
}
