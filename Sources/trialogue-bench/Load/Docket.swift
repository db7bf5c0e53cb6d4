import Foundation

/// Sessions of three as an officer makes them: a case, a launch, and the two links opened.
struct Docket {
    struct Session {
        let id: String
        let caseID: String
        /// Of seat 2 and seat 3.
        let credentials: [String]
    }

    let cookie: String
    private(set) var sessions: [Session] = []
    /// Seconds that each phase took.
    private(set) var seconds: [String: Double] = [:]

    /// What a session costs the store here: a case, a launch, two links opened.
    static let commitsEach = 4

    /// Registers `count` cases and launches a session on each.
    init(_ server: TrialogueServer, count: Int) throws {
        let pool = try HTTPPool(port: server.port, width: 32)
        try self.init(pool, cookie: try server.signIn(pool), count: count)
    }

    /// The same by connections and an officer that are there already.
    init(_ pool: HTTPPool, cookie: String, count: Int) throws {
        self.cookie = cookie
        let start = Monotonic.seconds
        let cases = try Docket.timed(&seconds, "register") {
            try pool.all((0..<count).map { Docket.register($0, cookie) }).map { try $0.json() }
        }
        let launched = try Docket.timed(&seconds, "launch") {
            try pool.all(try cases.map { try Docket.launch($0, cookie) }).map { try $0.json() }
        }
        let links = try launched.map(Docket.links)
        let opened = try Docket.timed(&seconds, "open") {
            try pool.all(links.flatMap { $0 }.map(Docket.open)).map { try $0.json() }
        }
        seconds["all"] = Monotonic.seconds - start
        for (index, session) in launched.enumerated() {
            let credentials = opened[(2 * index)..<(2 * index + 2)].compactMap {
                $0["seatCredential"] as? String
            }
            guard let id = session["id"] as? String, let caseID = session["caseID"] as? String,
                credentials.count == 2
            else { throw BenchFault("a launch without its links") }
            sessions.append(Session(id: id, caseID: caseID, credentials: credentials))
        }
    }

    private static func timed<Value>(
        _ seconds: inout [String: Double], _ name: String, _ body: () throws -> Value
    ) rethrows -> Value {
        let start = Monotonic.seconds
        defer { seconds[name] = Monotonic.seconds - start }
        return try body()
    }

    private static func register(_ index: Int, _ cookie: String) -> WebRequest {
        let people = [("petitioner", "林晚舟"), ("respondent", "贺长风")].map { role, name in
            #"{"role":"\#(role)","name":"\#(name)","sex":"female","birthDate":"1980-04-02","idType":"resident_id","#
                + #""idNo":"000000198004020000","phone":"100-0000-2046","address":"西苑小区","accessNeeds":"","isSuspect":false}"#
        }
        return WebRequest(
            method: "POST", path: "/api/cases",
            body: #"{"request":"b-\#(getpid())-\#(index)-\#(UUID().uuidString)","title":"西苑小区加装电梯施工推搡","#
                + #""channel":"visit","visitKind":"first","contentClass":"appeal_request","claims":"追究推搡责任。","#
                + #""facts":"2月20日上午发生推搡。","issueLocation":"西苑小区","concernedUnit":"西苑派出所","headCount":1,"#
                + #""parties":[\#(people.joined(separator: ","))]}"#,
            cookie: cookie)
    }

    private static func launch(_ file: [String: Any], _ cookie: String) throws -> WebRequest {
        guard let id = file["id"] as? String, let parties = file["parties"] as? [[String: Any]] else {
            throw BenchFault("a case without parties")
        }
        let invite = parties.compactMap { $0["id"] as? String }.map { "\"\($0)\"" }.joined(separator: ",")
        return WebRequest(
            method: "POST", path: "/api/cases/\(id)/sessions",
            body: #"{"request":"l-\#(id)","kind":"petition_talk","invite":[\#(invite)]}"#, cookie: cookie)
    }

    private static func links(_ session: [String: Any]) throws -> [String] {
        guard let invites = session["invites"] as? [[String: Any]] else { throw BenchFault("no invitations") }
        return invites.compactMap { ($0["link"] as? String)?.split(separator: "#").last.map(String.init) }
    }

    private static func open(_ link: String) -> WebRequest {
        let session = link.prefix { $0 != "." }
        return WebRequest(
            method: "POST", path: "/api/invites/\(session)/open", body: #"{"link":"\#(link)"}"#)
    }
}
