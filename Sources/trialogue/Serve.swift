import ArgumentParser
import Coordinator
import Cryptography
import Foundation
import Logging
import Mediation
import Projections
import Storage
import StorageSQLite
import Transport
import Vault

/// `trialogue serve`: the server, in the foreground, until SIGTERM or SIGINT.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve pages, requests and calls.")

    @Option(help: "The folder of the store.", transform: Options.folder)
    var data: String
    @Flag(help: "Make a new store where the folder is absent or empty.")
    var create = false
    @Option(help: "The folder of the pages.")
    var web = "web-static"
    @Option(
        help: "ADDRESS:PORT to listen on, [ADDRESS]:PORT for IPv6; port 0 lets the system pick one.",
        transform: Options.listen)
    var listen = ListenAddress.standard
    @Option(help: "The certificate chain (PEM).")
    var certificate: String?
    @Option(help: "The certificate's private key (PEM).")
    var key: String?
    @Flag(help: "Serve plain HTTP, behind a proxy that speaks TLS.")
    var plainHTTP = false
    @Option(
        help:
            "An origin that pages are reached by, https://HOST[:PORT]; the first stands in links. Default: the listening address.",
        transform: Options.origin)
    var origin: [Origin] = []
    @Option(
        help: "turn: or turns: URL of the relay, with an IPv4 address; may be repeated.",
        transform: Options.relay)
    var turnURL: [RelayURL] = []
    @Option(
        help: "An address that the relay hands out in candidates, when it differs from the URL's.",
        transform: Options.address)
    var turnAddress: [NumericAddress] = []
    @Option(help: "A file with the secret shared with the relay.")
    var turnSecretFile: String?
    @Option(
        help: "Renames the store's first bureau; without it the name stays as it is.",
        transform: Options.bureauName)
    var office: String?
    @Option(
        help:
            "Gives the first bureau another number that a stranded person calls, or two; with an extension as 010-12345678 转 801.",
        transform: Options.telephone)
    var phone: Telephone?
    @Option(
        help:
            "How long a link opens a session that has not begun: 90m, 8h, 2d; 15s at least, 30d at most.",
        transform: LifeOfLinks.read)
    var linkLife = LifeOfLinks.standard
    @Flag(help: "Read a person's address from X-Forwarded-For.")
    var trustProxy = false
    @Option(help: "Connections at once, 16 to 60,000.", transform: Options.number(16...60_000))
    var connections = 4096
    @Option(
        help:
            "Connections at once of one address, or of one IPv6 /64; more where many people share one (carriers' NAT).",
        transform: Options.number(16...60_000))
    var connectionsPerAddress = 1024
    @Option(
        help: "Of these, connections that have not become a socket of the live room.",
        transform: Options.number(16...60_000))
    var requestsPerAddress = 512
    @Option(
        help: "Messages a second of one socket, 10 to 1,000,000; four times as many may come at once.",
        transform: Options.number(10...1_000_000))
    var messagesPerSecond = 50
    @Option(
        help: "The file of the log's signing key (trialogue key make): checkpoints are signed while serving.",
        transform: Options.file)
    var logKey: String?
    @Option(
        help: "The file that holds the newest checkpoint; carry copies of it elsewhere.",
        transform: Options.file)
    var checkpoint: String?
    @Flag(help: "Read the pages from the folder at each request, for work on them.")
    var reload = false

    func validate() throws {
        guard plainHTTP || (certificate != nil && key != nil) else {
            throw ValidationError("--certificate and --key are needed, or --plain-http behind a proxy")
        }
        guard (logKey == nil) == (checkpoint == nil) else {
            throw ValidationError("--log-key and --checkpoint go together")
        }
        guard turnURL.isEmpty == (turnSecretFile == nil) else {
            throw ValidationError("--turn-url and --turn-secret-file go together")
        }
        guard turnSecretFile == nil || turnAddress.isEmpty == false || turnURL.allSatisfy(\.isNumeric) else {
            throw ValidationError("a relay's host is an IPv4 address, or --turn-address tells it")
        }
        guard turnSecretFile != nil || turnAddress.isEmpty else {
            throw ValidationError("--turn-address goes with --turn-url")
        }
    }

    /// Everything that can be wrong and isn't the store's is looked at before the store is touched.
    private func options() throws -> ListenOptions {
        if !plainHTTP, let certificate, let key { try Files.checkPair(certificate: certificate, key: key) }
        guard FileManager.default.fileExists(atPath: web + "/index.html") else {
            throw ValidationError("\"\(web)\" holds no pages: --web names the folder with index.html")
        }
        var options = ListenOptions(
            address: listen.address.text, port: listen.port, certificatePath: plainHTTP ? nil : certificate,
            privateKeyPath: plainHTTP ? nil : key, maximumConnections: connections)
        // All of a proxy's people come from one address: theirs.
        options.connectionsPerAddress = trustProxy ? connections : connectionsPerAddress
        options.requestsPerAddress = trustProxy ? connections : requestsPerAddress
        try options.check()
        return options
    }

    func run() throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let options = try toldOfTransport { try self.options() }
        let files = try toldOfTransport { try StaticFiles(root: web, reload: reload) }
        let relay = try relayConfiguration()
        let signing = try Signing(key: logKey, file: checkpoint)
        let logger = Logger(label: "trialogue")
        let store = try openStore(data, creating: create) { row in
            logger.error(
                "a row can't be read",
                metadata: ["table": "\(row.table)", "id": "\(row.id)", "column": "\(row.column)"])
        }
        try told {
            try waiting {
                try await changeBureau(in: store)
                try await store.begin(with: settings, at: now())
            }
        }
        let filled = try told { try waiting { try await Rebuild.fill(store) } }
        if filled > 0 {
            logger.info("rows of an older program were made anew", metadata: ["cases": "\(filled)"])
        }
        let inviteKey = try store.inviteKey()
        let isDemo = DemoMark.stands(in: data)
        if !Heap.isInPlace { logger.warning("the heap is not mimalloc's: it will take more memory") }
        let checkpoints = signing?.checkpoints(of: store, logger)
        try toldOfTransport {
            try LoopActor.assumeIsolated {
                let server = try Server(
                    options: options, staticFiles: files, store: store, inviteKey: inviteKey, logger: logger)
                let origins = origin.isEmpty ? ownOrigin(server.port) : origin
                server.open(
                    Configuration(
                        isDemo: isDemo, origins: origins.map(\.text), relay: relay, build: Build.version,
                        linkLifetime: linkLife.span, trustsProxy: trustProxy,
                        messagesPerSecond: messagesPerSecond))
                server.stopOnSignals()
                say("ready \(origins[0])/")
                let watch = checkpoints.map { each in
                    Task.detached(priority: .background) { await each.watch() }
                }
                server.run()
                watch?.cancel()
                try waiting { await watch?.value }
            }
        }
        try waiting { await checkpoints?.look(isLast: true) }
        do {
            try waiting { try await store.close() }
        } catch let error as StorageError where error.code == .inUse {
            complain("a reader has the store open: its newest part stands in trialogue.sqlite-wal still")
        }
        say("stopped")
    }

    private func changeBureau(in store: any Store) async throws {
        guard office != nil || phone != nil else { return }
        var bureau = try await store.bureau(.main) ?? .first
        bureau.name = office ?? bureau.name
        bureau.phone = phone?.text ?? bureau.phone
        try await store.put(bureau, at: now())
    }

    /// What the operator chose, for the record; no secret, and no path of a file.
    private var settings: [BureauEvent.Setting] {
        var settings = [
            BureauEvent.Setting("version", Build.version),
            BureauEvent.Setting("link-life", "\(linkLife.span.milliseconds / 1000)s"),
            BureauEvent.Setting("trust-proxy", "\(trustProxy)"),
            BureauEvent.Setting("plain-http", "\(plainHTTP)"),
            BureauEvent.Setting("connections", "\(connections)"),
            BureauEvent.Setting("connections-per-address", "\(connectionsPerAddress)"),
            BureauEvent.Setting("requests-per-address", "\(requestsPerAddress)"),
            BureauEvent.Setting("messages-per-second", "\(messagesPerSecond)"),
        ]
        settings += origin.map { BureauEvent.Setting("origin", $0.text) }
        settings += turnURL.map { BureauEvent.Setting("turn-url", $0.text) }
        settings += turnAddress.map { BureauEvent.Setting("turn-address", $0.text) }
        return settings
    }

    private func ownOrigin(_ port: UInt16) -> [Origin] {
        [Origin(isSecure: !plainHTTP, address: listen, port: port)]
    }

    private func toldOfTransport<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as TransportError {
            throw ValidationError("\(error)")
        }
    }

    private func relayConfiguration() throws -> RelayConfiguration? {
        guard let turnSecretFile else { return nil }
        let what = "the relay's secret"
        let secret = try Files.firstLine(Files.readSecret(turnSecretFile, what), what)
            .trimmingCharacters(in: .whitespaces)
        guard (16...1024).contains(secret.utf8.count) else {
            throw ValidationError("the relay's secret has 16 to 1024 bytes")
        }
        let hosts = turnAddress.isEmpty ? turnURL.map(\.host) : turnAddress.map(\.text)
        return RelayConfiguration(
            urls: turnURL.map(\.text), addresses: Array(Set(hosts)).sorted(),
            secret: SecretBytes(copying: Array(secret.utf8)))
    }
}
