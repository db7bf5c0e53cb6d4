/// The same people at the plain relay: a socket each, and no rooms.
final class PlainAttendance: LoadListener, Crowd {
    private var loop: LoadLoop?
    private let port: UInt16
    private(set) var connections: [Int] = []
    private var personOf: [Int: Int] = [:]
    private var opened = 0
    private(set) var fault: String?
    var onSignal: ((Int, UnsafeRawBufferPointer) -> Bool)?

    init(people: Int, port: UInt16) throws {
        self.port = port
        loop = try LoadLoop(listener: self)
        connections = Array(repeating: -1, count: people)
    }

    func step(milliseconds: Int32) { loop?.step(milliseconds: milliseconds) }

    func connect(window: Int = 64) throws {
        var next = 0
        while opened < connections.count {
            while next < connections.count, next - opened < window, let loop {
                let id = try loop.connect(port: port, path: "/\(next / 3)/\(next % 3 + 1)")
                connections[next] = id
                personOf[id] = next
                next += 1
            }
            try loop?.run(within: 60, "plain sockets") {
                fault != nil || opened == connections.count
                    || (next < connections.count && next - opened < window)
            }
            if let fault { throw BenchFault(fault) }
        }
    }

    var count: Int { connections.count }

    func frame(from index: Int, to seat: Int) -> [UInt8] {
        Signal.frame(to: seat, epoch: 1, read: 1, sender: index)
    }

    func acknowledge() {}

    /// Asks the relay to end in good order.
    func endServer() {
        loop?.say(connections[0], "end")
        for _ in 0..<50 { step(milliseconds: 10) }
    }

    func send(_ index: Int, _ frame: UnsafeRawBufferPointer) { loop?.send(connections[index], frame) }

    func opened(_ id: Int) { opened += 1 }

    func message(_ id: Int, _ text: UnsafeRawBufferPointer) {
        if let index = personOf[id] { _ = onSignal?(index, text) }
    }

    func closed(_ id: Int) {
        guard let person = personOf[id] else { return }
        connections[person] = -1
        fault = "the plain relay closed a socket"
    }
}
