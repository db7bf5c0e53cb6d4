import Cryptography
import Foundation

/// Debian's nextcloud-spreed-signaling with a configuration of the bench's own: TLS with the bench's certificate, its
/// messages passed inside the process (no NATS), no media server, and nothing asked of a Nextcloud.
struct SpreedServer {
    static let program = "/usr/bin/nextcloud-spreed-signaling-server"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }
    /// Internal clients name a backend that is allowed; for them it is never called.
    static let backend = "https://127.0.0.1:9/"

    let process: ServerProcess
    let secret: String

    init(_ servers: Servers) throws {
        guard Self.isInstalled else { throw BenchFault("\(Self.program) is missing: .ci/install bench") }
        secret = SecureRandom.identifier()
        let port = try Loopback.freePort()
        let folder = try servers.bench.folder("spreed")
        let configuration = """
            [https]
            listen = 127.0.0.1:\(port)
            certificate = \(servers.certificate)
            key = \(servers.key)
            [sessions]
            hashkey = \(Hex.encode(SecureRandom.bytes(16)))
            blockkey = \(Hex.encode(SecureRandom.bytes(8)))
            [clients]
            internalsecret = \(secret)
            [backend]
            backends = bench
            [bench]
            url = \(Self.backend)
            secret = \(SecureRandom.identifier())
            sessionlimit = 0
            [nats]
            url = :loopback:

            """
        try configuration.write(toFile: "\(folder)/server.conf", atomically: true, encoding: .utf8)
        process = try ServerProcess(
            Self.program, ["--config", "\(folder)/server.conf"], listeningOn: port, log: "\(folder)/log")
    }
}
