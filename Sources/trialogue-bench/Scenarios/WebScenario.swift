import Foundation

/// (f) HTTP over TLS: static files, signing in, the case list.
struct WebScenario: Scenario {
    let letter = "f"
    let title = "HTTP: static files, sign-in, case list"

    func run(_ bench: Bench) throws {
        let server = try Servers(bench).trialogue(pages: true)
        let docket = try Docket(server, count: 60)
        let pool = try HTTPPool(port: server.port, width: 8)
        let count = bench.isShort ? 500 : 5000
        try measure(bench, server, pool, "a page, compressed", count) {
            WebRequest(method: "GET", path: "/j", accepts: "gzip, br")
        }
        try measure(bench, server, pool, "a script, compressed", count) {
            WebRequest(method: "GET", path: "/js/protocol/line.js", accepts: "gzip, br")
        }
        try measure(bench, server, pool, "who am I", count) {
            WebRequest(method: "GET", path: "/api/me", cookie: docket.cookie)
        }
        try measure(bench, server, pool, "the case list, 50 cases", count / 2) {
            WebRequest(method: "GET", path: "/api/cases?scope=mine", cookie: docket.cookie)
        }
        try measure(bench, server, pool, "sign-in (scrypt)", bench.isShort ? 8 : 32) {
            WebRequest(
                method: "POST", path: "/api/sign-in",
                body: #"{"staffNo":"\#(TrialogueServer.staffNo)","password":"\#(TrialogueServer.password)"}"#)
        }
    }

    private func measure(
        _ bench: Bench, _ server: TrialogueServer, _ pool: HTTPPool, _ name: String, _ count: Int,
        _ request: () -> WebRequest
    ) throws {
        _ = try pool.one(request())
        let before = (Monotonic.seconds, server.process.processorSeconds, ownProcessorSeconds)
        let answers = try pool.all((0..<count).map { _ in request() })
        let seconds = Monotonic.seconds - before.0
        let processor = server.process.processorSeconds - before.1
        let bytes = answers.first.map { $0.head.utf8.count + $0.body.count } ?? 0
        bench.record(
            Figure(
                letter, name, Double(count) / seconds, "1/s",
                note:
                    "p50 \(Figure.short(pool.waits.median * 1e3)) ms, p99 \(Figure.short(pool.waits.quantile(0.99) * 1e3)) ms, "
                    + "\(bytes) bytes, server \(Figure.short(processor / seconds * 100)) % of a core, "
                    + "\(Figure.short(processor / Double(count) * 1e3)) ms each, load "
                    + "\(Figure.short((ownProcessorSeconds - before.2) / seconds * 100)) %"))
    }
}
