import Foundation

/// Starts what is compared, all with one certificate.
struct Servers {
    let bench: Bench
    private let certificates: String

    var certificate: String { "\(certificates)/server.pem" }
    var key: String { "\(certificates)/server.key" }

    init(_ bench: Bench) throws {
        self.bench = bench
        certificates = "\(bench.scratch)/certificates"
        try runToEnd("\(bench.root)/certs/make-certificates", [certificates])
    }

    /// The program under test on a store of its own, with an officer who may sign in. `relay`: links are relayed, so that
    /// candidates at 127.0.0.1 pass; nobody needs to listen there. `pages`: it serves web-static, and has packed it before
    /// this returns; otherwise it has no pages, so that packing them falls into no measurement.
    func trialogue(
        data: String? = nil, port: UInt16 = 0, wrapper: [String] = [], relay: Bool = false,
        pages: Bool = false
    ) throws -> TrialogueServer {
        let log = "\(bench.scratch)/trialogue.log"
        let web = pages ? "\(bench.root)/web-static" : try onePage()
        let folder = try data ?? bench.folder("data")
        if data == nil {
            try runToEnd(bench.program, ["init", "--data", folder], input: "")
            try runToEnd(
                bench.program,
                [
                    "account", "add", "--data", folder, "--staff-no", TrialogueServer.staffNo, "--name", "周砚",
                    "--role", "senior_officer", "--unit", "信访科",
                ], input: TrialogueServer.password + "\n")
        }
        var arguments = [
            "serve", "--data", folder, "--web", web, "--listen", "127.0.0.1:\(port)",
            "--certificate", certificate, "--key", key, "--connections", "24000", "--connections-per-address",
            "24000",
            "--requests-per-address", "24000",
            // Limits stay in the path; they are set out of a saturated person's reach.
            "--messages-per-second", "100000",
        ]
        if relay {
            let secret = "\(bench.scratch)/turn-secret"
            try "the relay of the bench, which never runs\n".write(
                toFile: secret, atomically: true, encoding: .utf8)
            arguments += ["--turn-url", "turn:127.0.0.1:3478?transport=udp", "--turn-secret-file", secret]
        }
        let words = wrapper + [bench.program] + arguments
        let process = try ServerProcess(
            words[0] == bench.program ? bench.program : "/usr/bin/env",
            words[0] == bench.program ? arguments : words, log: log)
        if pages { try waitUntilPacked(log) }
        return TrialogueServer(process: process, data: folder)
    }

    /// A folder with the one page that the server asks for: nothing to pack beside a measurement.
    private func onePage() throws -> String {
        let folder = try bench.folder("one-page")
        try "<!doctype html>\n".write(toFile: folder + "/index.html", atomically: true, encoding: .utf8)
        return folder
    }

    private func waitUntilPacked(_ log: String) throws {
        let deadline = Monotonic.seconds + 30
        while true {
            if try String(contentsOfFile: log, encoding: .utf8).contains("static files packed") { return }
            guard Monotonic.seconds < deadline else { throw BenchFault("the pages were not packed") }
            usleep(100_000)
        }
    }

    /// A relay in plain C, built here from its source.
    func plain(directly: Bool, wrapper: [String] = []) throws -> ServerProcess {
        let program = "\(bench.scratch)/plain-relay"
        if !FileManager.default.fileExists(atPath: program) {
            let source = "\(bench.root)/Sources/trialogue-bench/Baselines/plain-relay.c"
            try runToEnd(
                "/bin/sh",
                [
                    "-c",
                    "cc -O2 -o '\(program)' '\(source)' $(pkg-config --cflags --libs libwebsockets openssl)",
                ])
        }
        let arguments = [certificate, key, directly ? "direct" : "writeable"]
        return wrapper.isEmpty
            ? try ServerProcess(program, arguments)
            : try ServerProcess("/usr/bin/env", wrapper + [program] + arguments)
    }
}

/// A running Trialogue.
struct TrialogueServer {
    static let staffNo = "B001"
    static let password = "a password of the bench"

    let process: ServerProcess
    let data: String

    var port: UInt16 { process.port }

    /// Signs the officer in; the cookie.
    func signIn(_ pool: HTTPPool) throws -> String {
        let answer = try pool.one(
            WebRequest(
                method: "POST", path: "/api/sign-in",
                body: #"{"staffNo":"\#(Self.staffNo)","password":"\#(Self.password)"}"#))
        guard let cookie = HTTPReply.header("set-cookie", in: answer.head)?.split(separator: ";").first else {
            throw BenchFault("no cookie")
        }
        return String(cookie)
    }
}
