import Foundation

/// Full TLS handshakes with an upgrade, one after another on each of some places: what a server pays for somebody who
/// comes.
final class HandshakeLoad: LoadListener {
    private var loop: LoadLoop?
    private let port: UInt16
    private let path: String
    private var opened: [Int] = []
    private var failed = 0

    init(port: UInt16, path: String) throws {
        self.port = port
        self.path = path
        loop = try LoadLoop(listener: self, capacity: 4096)
    }

    struct Outcome {
        let perSecond: Double
        let serverMilliseconds: Double
        let loadShare: Double
    }

    /// Opens `count` sockets, at most 32 under way, and lets go of each as soon as it is open.
    func run(_ count: Int, server: ServerProcess) throws -> Outcome {
        try Cores.part(server)
        let before = (Monotonic.seconds, server.processorSeconds, ownProcessorSeconds)
        var begun = 0
        var done = 0
        opened = []
        while done < count {
            while begun < count, begun - done < 32 {
                _ = try loop?.connect(port: port, path: path)
                begun += 1
            }
            loop?.step(milliseconds: 20)
            guard failed == 0 else { throw BenchFault("\(failed) handshakes failed") }
            for id in opened { loop?.close(id) }
            done += opened.count
            opened = []
            guard Monotonic.seconds - before.0 < 60 else {
                throw BenchFault("\(done) of \(count) handshakes in a minute")
            }
        }
        let seconds = Monotonic.seconds - before.0
        return Outcome(
            perSecond: Double(count) / seconds,
            serverMilliseconds: (server.processorSeconds - before.1) / Double(count) * 1000,
            loadShare: (ownProcessorSeconds - before.2) / seconds)
    }

    func opened(_ id: Int) { opened.append(id) }
    func closed(_ id: Int) { failed += 1 }
}
