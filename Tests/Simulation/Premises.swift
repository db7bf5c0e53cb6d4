import CoreMetrics
import Coordinator
import Cryptography
import Logging
import Mediation
import Storage
import StorageMemory
import TestKit
import Transport
import Vault

/// One run of the server: the assembly, its sockets and its disk. A kill drops all three; the rows are what is left.
@LoopActor
final class Premises {
    let assembly: Assembly
    let sockets: SimulatedSockets
    let disk: UnsteadyDisk
    let store: SealedStore<MemoryEngine>
    private static let logger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }

    static let configuration = Configuration(
        isDemo: false, origins: ["https://simulated.example"], relay: nil, build: "simulated")

    init(_ world: World, _ judge: Judge, _ ground: Ground, killed: @escaping @LoopActor () -> Void) throws {
        disk = UnsteadyDisk(world, killed: killed)
        sockets = SimulatedSockets(world, judge)
        store = SealedStore(
            over: MemoryEngine(
                on: ground.memory, keeping: try Keeping(masterKey: ground.masterKey), disk: disk),
            masterKey: ground.masterKey)
        assembly = Assembly(
            Self.configuration, store: store, inviteKey: try store.inviteKey(), sockets: sockets,
            clock: world.clock.clock, metrics: NOOPMetricsHandler.instance, logger: Self.logger
        ) { LoopTally() }
        let assembly = assembly
        sockets.closedAtServer = { assembly.closed($0) }
        assembly.start()
    }

    /// As kill -9: nothing of it does anything any more.
    func end() {
        sockets.isDead = true
        disk.die()
        sockets.closedAtServer = { _ in }
    }
}

/// What outlives the server: its rows, and the key that lies beside them.
struct Ground {
    let memory: MemoryEngine.Memory
    let masterKey: SealingKey
}

/// A request over HTTP that no transport brought.
@LoopActor
final class SimulatedExchange: Exchange {
    let method: String
    let path: String
    let query: [(String, String)] = []
    let remoteAddress = "192.0.2.9"
    let body: [UInt8]
    private let cookie: String
    private let answered: @LoopActor (Int, [UInt8]) -> Void

    init(
        _ method: String, _ path: String, cookie: String = "", body: String = "",
        answered: @escaping @LoopActor (Int, [UInt8]) -> Void
    ) {
        self.method = method
        self.path = path
        self.cookie = cookie
        self.body = Array(body.utf8)
        self.answered = answered
    }

    func header(_ name: String) -> String? {
        switch name {
        case "cookie": cookie
        case "origin": Premises.configuration.origins[0]
        case "content-type": "application/json"
        default: nil
        }
    }

    func respond(status: Int, headers: [(String, String)], contentType: String, body: [UInt8]) {
        answered(status, body)
    }
}
