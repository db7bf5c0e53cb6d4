import Coordinator
import Mediation
import Transport

/// One WebSocket between a page and the server, as the network has it: messages take their time, in order; it may be cut, may stall
/// (the page doesn't read), and may stand half open (nothing passes any more, and nobody is told).
@LoopActor
final class Line {
    enum State: Equatable {
        /// Exits: closing, by the server; gone.
        case open
        /// The server has closed it: nothing more is read of it.
        case closing
        case gone
    }

    let peer: PeerID
    let page: Page
    var state = State.open
    var attachment: UnsafeMutableRawPointer?
    let latency: Int64
    /// When the last message of each direction arrives.
    var upUntil: Int64 = 0
    var downUntil: Int64 = 0
    var isHalfOpen = false
    /// What the page has not read: counted as an outbox is.
    var waiting: [(message: JSON, size: Int)] = []
    var waitingBytes = 0
    var isStalled = false
    /// When a hello was said that nothing has answered; nil: none is open.
    var helloAt: Int64?
    /// When the last hello was said.
    var saidHelloAt: Int64 = 0
    /// When the server heard of it last.
    var heardAt: Int64 = 0
    /// By which rights it was welcomed.
    var welcomedBy: [Right] = []
    /// The seat that it was welcomed to, and of which session.
    var welcomedTo: (session: String, seat: Int)?
    /// Whom the hellos that reached the server spoke for, each once.
    var claims: Set<String> = []
    /// Whom the server knows it to speak for, though it has no seat yet: it was told that the seat is held elsewhere.
    var knownAs: String?
    /// The cookie with which it was opened.
    let cookie: String

    /// Whether what is said on it is heard and answered, as far as the network goes.
    var isLively: Bool { state == .open && !isHalfOpen && !isStalled }

    init(_ peer: PeerID, _ page: Page, latency: Int64) {
        self.peer = peer
        self.page = page
        cookie = page.right.cookie
        self.latency = latency
    }
}

/// The sockets of one run of the server, in the place of the transport's.
@LoopActor
final class SimulatedSockets: Sockets {
    private let world: World
    private let judge: Judge
    private(set) var lines: [PeerID: Line] = [:]
    /// Nothing of a server that was killed reaches anybody.
    var isDead = false
    /// Alarms that are set.
    private(set) var alarms = 0
    var closedAtServer: @LoopActor (PeerID) -> Void = { _ in }

    // As the transport bounds them (docs/protocol.md, section 5).
    private static let outboxBytes = 1 << 20
    private static let outboxMessages = 512
    private static let closeTakes: Int64 = 5000

    init(_ world: World, _ judge: Judge) {
        self.world = world
        self.judge = judge
    }

    func add(_ line: Line) { lines[line.peer] = line }

    func send(_ bytes: [UInt8], to peer: PeerID) {
        guard !isDead, let line = lines[peer], line.state == .open else { return }
        world.trace.add(Int64(peer.number))
        world.trace.add(bytes)
        guard let message = JSON(bytes) else { return world.breaks("the server said what is no JSON") }
        judge.sent(message, bytes, on: line)
        if line.isStalled || line.isHalfOpen { return queue(message, bytes.count, line) }
        pass(message, line)
    }

    func send(_ text: OutgoingText, to peer: PeerID) { send(text.bytes, to: peer) }

    private func queue(_ message: JSON, _ size: Int, _ line: Line) {
        guard line.waiting.count < Self.outboxMessages, line.waitingBytes + size <= Self.outboxBytes
        else {
            line.waiting = []
            return close(line.peer, .tooSlow)
        }
        line.waiting.append((message, size))
        line.waitingBytes += size
    }

    private func pass(_ message: JSON, _ line: Line) {
        line.downUntil = max(line.downUntil, world.now + line.latency)
        world.after(line.downUntil - world.now) {
            // What is under way when a line breaks is lost.
            guard line.state != .gone, !line.isHalfOpen else { return }
            line.page.hears(message, on: line)
        }
    }

    /// The page reads on.
    func readOn(_ line: Line) {
        line.isStalled = false
        let waiting = line.waiting
        line.waiting = []
        line.waitingBytes = 0
        for (message, _) in waiting { pass(message, line) }
    }

    func close(_ peer: PeerID, _ code: CloseCode) {
        guard !isDead, let line = lines[peer], line.state == .open else { return }
        world.trace.add(Int64(peer.number) << 16 | Int64(code.rawValue))
        world.trace.note("\(world.now) server closes \(line.page.name) \(peer.number) with \(code.rawValue)")
        judge.closed(line, code)
        line.state = .closing
        let isAnswered = !line.isStalled && !line.isHalfOpen
        if isAnswered {
            line.downUntil = max(line.downUntil, world.now + line.latency)
            world.after(line.downUntil - world.now) {
                guard line.state == .closing else { return }
                line.page.isClosed(line, Int(code.rawValue))
            }
        }
        let takes = isAnswered ? line.downUntil - world.now + line.latency : Self.closeTakes
        world.after(takes) { self.end(line) }
    }

    /// The server learns that a line is gone.
    func end(_ line: Line) {
        guard let found = lines[line.peer], found === line else { return }
        lines[line.peer] = nil
        line.state = .gone
        // Whoever was not told by a close frame learns of it by the end of the line, if anything still comes through.
        if !line.isHalfOpen { world.after(line.latency) { line.page.isClosed(line, 1006) } }
        if !isDead { closedAtServer(line.peer) }
    }

    func after(milliseconds: Int64, _ body: @escaping @LoopActor () -> Void) -> @LoopActor () -> Void {
        guard !isDead else { return {} }
        alarms += 1
        let event = world.after(milliseconds) { [weak self] in
            guard let self, !self.isDead else { return }
            self.alarms -= 1
            body()
        }
        return { [weak self] in
            guard event.body != nil else { return }
            event.body = nil
            self?.alarms -= 1
        }
    }
}
