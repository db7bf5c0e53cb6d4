import ArgumentParser
import Coordinator
import Cryptography
import Foundation
import Logging
import Mediation
import Storage
import StorageSQLite
import Transport

/// `trialogue serve`: the server, in the foreground, until SIGTERM or SIGINT.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve pages, requests and calls.")

    @Option(help: "The folder of the store.")
    var data: String
    @Flag(help: "Make a new store where the folder is absent or empty.")
    var create = false
    @Option(help: "The folder of the pages.")
    var web = "web-static"
    @Option(help: "ADDRESS:PORT to listen on; port 0 lets the system pick one.")
    var listen = "127.0.0.1:8443"
    @Option(help: "The certificate chain (PEM).")
    var certificate: String?
    @Option(help: "The certificate's private key (PEM).")
    var key: String?
    @Flag(help: "Serve plain HTTP, behind a proxy that speaks TLS.")
    var plainHTTP = false
    @Option(
        help:
            "An origin that pages are reached by, https://HOST[:PORT]; the first stands in links. Default: the listening address."
    )
    var origin: [String] = []
    @Option(help: "turn: or turns: URL of the relay, with an IPv4 address; may be repeated.")
    var turnURL: [String] = []
    @Option(help: "An address that the relay hands out in candidates, when it differs from the URL's.")
    var turnAddress: [String] = []
    @Option(help: "A file with the secret shared with the relay.")
    var turnSecretFile: String?
    @Option(help: "The bureau's name.")
    var office = "青禾区公安分局"
    @Option(help: "The number that a stranded person calls.")
    var phone = "100-0000-0110"
    @Option(
        help:
            "How long a link opens a session that has not begun: 90m, 8h, 2d; 15s at least, 30d at most.")
    var linkLife = LifeOfLinks.standard
    @Flag(help: "Read a person's address from X-Forwarded-For.")
    var trustProxy = false
    @Option(help: "Connections at once, 16 to 60,000.")
    var connections = 4096
    @Option(
        help:
            "Connections at once of one address, or of one IPv6 /64; more where many people share one (carriers' NAT)."
    )
    var connectionsPerAddress = 1024
    @Option(help: "Of these, connections that have not become a socket of the live room.")
    var requestsPerAddress = 512
    @Option(help: "Messages a second of one socket; four times as many may come at once.")
    var messagesPerSecond = 50
    @Flag(help: "Read the pages from the folder at each request, for work on them.")
    var reload = false

    func validate() throws {
        guard plainHTTP || (certificate != nil && key != nil) else {
            throw ValidationError("--certificate and --key are needed, or --plain-http behind a proxy")
        }
        guard turnURL.isEmpty == (turnSecretFile == nil) else {
            throw ValidationError("--turn-url and --turn-secret-file go together")
        }
        _ = try endpoint()
        guard (16...60_000).contains(connections) else {
            throw ValidationError("--connections takes 16 to 60000")
        }
        guard (16...60_000).contains(connectionsPerAddress), (16...60_000).contains(requestsPerAddress) else {
            throw ValidationError("--connections-per-address and --requests-per-address take 16 to 60000")
        }
        guard (10...1_000_000).contains(messagesPerSecond) else {
            throw ValidationError("--messages-per-second takes 10 to 1000000")
        }
        for text in turnURL where Self.host(ofTurn: text) == nil {
            throw ValidationError("\(text) is no turn: or turns: URL")
        }
    }

    func run() throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let (address, port) = try endpoint()
        let relay = try relayConfiguration()
        let logger = Logger(label: "trialogue")
        let store = try openStore(data, creating: create) { row in
            logger.error(
                "a row can't be read",
                metadata: ["table": "\(row.table)", "id": "\(row.id)", "column": "\(row.column)"])
        }
        let inviteKey = try store.inviteKey()
        let isDemo = DemoMark.stands(in: data)
        if !Heap.isInPlace { logger.warning("the heap is not mimalloc's: it will take more memory") }
        do {
            try LoopActor.assumeIsolated {
                var options = ListenOptions(
                    address: address, port: port, certificatePath: plainHTTP ? nil : certificate,
                    privateKeyPath: plainHTTP ? nil : key,
                    maximumConnections: connections)
                // All of a proxy's people come from one address: theirs.
                options.connectionsPerAddress = trustProxy ? connections : connectionsPerAddress
                options.requestsPerAddress = trustProxy ? connections : requestsPerAddress
                let server = try Server(
                    options: options, staticFiles: try StaticFiles(root: web, reload: reload), store: store,
                    inviteKey: inviteKey, logger: logger)
                let origins = origin.isEmpty ? [ownOrigin(address, server.port)] : origin
                server.open(
                    Configuration(
                        office: office, phone: phone, isDemo: isDemo, origins: origins, relay: relay,
                        build: Build.version, linkLifetime: linkLife.span, trustsProxy: trustProxy,
                        messagesPerSecond: messagesPerSecond))
                say("ready \(origins[0])/")
                server.run()
            }
        } catch let error as TransportError {
            throw ValidationError("\(error)")
        }
        do {
            try waiting { try await store.close() }
        } catch let error as StorageError where error.code == .inUse {
            complain("a reader has the store open: its newest part stands in trialogue.sqlite-wal still")
        }
        say("stopped")
    }

    private func ownOrigin(_ address: String, _ port: UInt16) -> String {
        let host = address == "0.0.0.0" ? "127.0.0.1" : address
        return "\(plainHTTP ? "http" : "https")://\(host):\(port)"
    }

    private func endpoint() throws -> (String, UInt16) {
        let parts = listen.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1]) else {
            throw ValidationError("--listen takes ADDRESS:PORT, as 127.0.0.1:8443")
        }
        return (String(parts[0]), port)
    }

    private func relayConfiguration() throws -> RelayConfiguration? {
        guard let turnSecretFile else { return nil }
        let text = try String(contentsOfFile: turnSecretFile, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.utf8.count >= 16 else {
            throw ValidationError("the relay's secret is shorter than 16 bytes")
        }
        let hosts = turnAddress.isEmpty ? turnURL.compactMap(Self.host(ofTurn:)) : turnAddress
        return RelayConfiguration(
            urls: turnURL, addresses: Array(Set(hosts)).sorted(),
            secret: SecretBytes(copying: Array(text.utf8)))
    }

    /// The host of `turn:HOST:PORT?transport=udp` (RFC 7065).
    private static func host(ofTurn url: String) -> String? {
        let parts = url.split(separator: ":")
        guard parts.count >= 2, parts[0] == "turn" || parts[0] == "turns" else { return nil }
        return String(parts[1].prefix { $0 != "?" })
    }
}
