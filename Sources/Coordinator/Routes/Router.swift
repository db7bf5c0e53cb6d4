internal import FoundationEssentials
import Logging
import Mediation
import Storage
package import Transport
import Wire

/// What a route answers.
struct Response: Sendable {
    var status = 200
    var headers: [(String, String)] = []
    var contentType = "application/json"
    var body: [UInt8] = []

    /// Why the answer is no answer; logged, and told as a fault.
    var failure: String?

    /// A value that can't be encoded answers 500 `fault`, and never as if it were empty.
    static func json(_ value: some Encodable, status: Int = 200) -> Response {
        do {
            let encoder = JSONEncoder()
            // The same value is the same bytes: a repeated request gets the same answer.
            encoder.outputFormatting = [.sortedKeys]
            return Response(status: status, body: [UInt8](try encoder.encode(value)))
        } catch {
            return Response(
                status: 500, body: Array(#"{"code":"fault"}"#.utf8),
                failure: "a \(type(of: value)) can't be encoded")
        }
    }

    static let nothing = Response(status: 204)
}

/// A request as routes read and answer it: the transport's exchange, or that of a test or a simulation.
@LoopActor
package protocol Exchange: AnyObject {
    var method: String { get }
    var path: String { get }
    var query: [(String, String)] { get }
    var remoteAddress: String { get }
    var body: [UInt8] { get }
    func header(_ name: String) -> String?
    func respond(status: Int, headers: [(String, String)], contentType: String, body: [UInt8])
}

extension HTTPExchange: Exchange {}

/// One request, with what its path named.
@LoopActor
struct RouteRequest {
    let exchange: any Exchange
    let names: [String: String]

    /// An identifier out of the path; anything that can't be one is simply not there.
    func identifier<Value: Identifier>(_ name: String) throws(Refusal) -> Value {
        guard let value = Value(checking: names[name] ?? "") else { throw Refusal(.notFound) }
        return value
    }

    func seat() throws(Refusal) -> SeatNumber {
        // One spelling: no sign, no leading nought.
        guard let text = names["seat"], let seat = Int(text).flatMap(SeatNumber.init),
            seat.description == text
        else { throw Refusal(.notFound) }
        return seat
    }

    /// Whom a failed try counts for.
    func address(_ gate: Gate) -> NetworkAddress.Group? {
        gate.address(peer: exchange.remoteAddress, forwarded: exchange.header("x-forwarded-for"))
    }

    func query(_ name: String) -> String? { exchange.query.first { $0.0 == name }?.1 }

    /// The place in a list of cases after which the page starts, of `after`; nil at the first page. Refuses what is none.
    func cursor() throws(Refusal) -> CaseCursor? {
        guard let text = query("after") else { return nil }
        guard let cursor = CaseCursor(text: text) else { throw Refusal(.badField, field: "after") }
        return cursor
    }

    var cookies: String? { exchange.header("cookie") }
    var body: Data { Data(exchange.body) }
}

/// Methods and paths, and who answers them. A path's `:name` matches one segment.
@LoopActor
final class Router {
    typealias Handler = @LoopActor (RouteRequest) async throws -> Response

    private struct Route {
        let method: String
        let segments: [Substring]
        let handler: Handler
    }

    private var routes: [Route] = []
    private let gate: Gate
    private let logger: Logger
    /// Hears of each refusal.
    var refused: @LoopActor (Refusal.Code) -> Void = { _ in }

    init(gate: Gate, logger: Logger) {
        self.gate = gate
        self.logger = logger
    }

    /// Every route: its verb, and its path as it was given.
    var listed: [(method: String, path: String)] {
        routes.map { ($0.method, $0.segments.joined(separator: "/")) }
    }

    func get(_ path: String, _ handler: @escaping Handler) { add("GET", path, handler) }
    func post(_ path: String, _ handler: @escaping Handler) { add("POST", path, handler) }

    private func add(_ method: String, _ path: String, _ handler: @escaping Handler) {
        routes.append(Route(method: method, segments: Self.segments(path), handler: handler))
    }

    /// Answers an exchange, now or later.
    func handle(_ exchange: any Exchange) {
        do {
            let (route, names) = try find(exchange)
            try checkWrite(exchange)
            let request = RouteRequest(exchange: exchange, names: names)
            Task { @LoopActor in
                do {
                    self.answer(exchange, try await route.handler(request))
                } catch {
                    self.refuse(exchange, error)
                }
            }
        } catch {
            refuse(exchange, error)
        }
    }

    private func find(_ exchange: any Exchange) throws(Refusal) -> (Route, [String: String]) {
        let segments = Self.segments(exchange.path)
        var isKnown = false
        for route in routes {
            guard let names = Self.match(route.segments, segments) else { continue }
            isKnown = true
            let isGet = route.method == "GET" && exchange.method == "HEAD"
            if route.method == exchange.method || isGet { return (route, names) }
        }
        throw Refusal(isKnown ? .methodNotAllowed : .notFound)
    }

    /// An empty one is no segment of ours: a thing has one address.
    private static func segments(_ path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: false)
    }

    private static func match(_ pattern: [Substring], _ path: [Substring]) -> [String: String]? {
        guard pattern.count == path.count else { return nil }
        var names: [String: String] = [:]
        for (expected, given) in zip(pattern, path) {
            if expected.hasPrefix(":") {
                names[String(expected.dropFirst())] = String(given)
            } else if expected != given {
                return nil
            }
        }
        return names
    }

    /// A write comes from a page of ours and is JSON (docs/protocol.md, section 1).
    private func checkWrite(_ exchange: any Exchange) throws(Refusal) {
        guard exchange.method != "GET", exchange.method != "HEAD" else { return }
        guard gate.isOurs(origin: exchange.header("origin")) else { throw Refusal(.foreignOrigin) }
        let type = exchange.header("content-type") ?? ""
        guard type.lowercased().hasPrefix("application/json") else { throw Refusal(.notJSON) }
    }

    private func answer(_ exchange: any Exchange, _ response: Response) {
        if let failure = response.failure {
            logger.error("an answer failed", metadata: ["path": "\(exchange.path)", "error": "\(failure)"])
        }
        // What the API answers belongs to one reader at one moment.
        let headers = response.headers + [("cache-control", "no-store")]
        exchange.respond(
            status: response.status, headers: headers, contentType: response.contentType, body: response.body)
    }

    private func refuse(_ exchange: any Exchange, _ error: any Error) {
        let refusal = Self.refusal(of: error)
        refused(refusal.code)
        if [.fault, .storeFailed, .recordNewer].contains(refusal.code) {
            logger.error("a request failed", metadata: ["path": "\(exchange.path)", "error": "\(error)"])
        }
        var headers: [(String, String)] = []
        var body = RefusalBody(code: refusal.code, field: refusal.field)
        if let slow = error as? SlowDown { headers.append(("retry-after", "\(slow.seconds)")) }
        if let link = error as? LinkRefusal { body.phone = link.phone }
        var response = Response.json(body, status: Self.status(of: refusal.code))
        response.headers = headers
        answer(exchange, response)
    }

    private static func refusal(of error: any Error) -> Refusal {
        switch error {
        case let refusal as Refusal: refusal
        case is SlowDown: Refusal(.slowDown)
        case let link as LinkRefusal: link.refusal
        case let error as StorageError: Refusal(error)
        default: Refusal(.fault)
        }
    }

    private static func status(of code: Refusal.Code) -> Int {
        switch code {
        case .notSignedIn, .wrongCredentials: 401
        case .notPermitted, .foreignOrigin, .accusationCase: 403
        case .notFound, .linkUnknown, .noSuchSeat: 404
        case .methodNotAllowed: 405
        case .caseChanged, .wrongState, .transitionNotAllowed, .caseNotOpen, .staleRevision, .idReused,
            .taken,
            .staffChanged, .unitInUse, .lastAdministrator:
            409
        case .linkExpired, .linkRevoked, .sessionOver, .removedFromSession: 410
        case .tooLarge: 413
        case .notJSON: 415
        case .slowDown: 429
        case .fault: 500
        case .storeFailed, .busy, .recordNewer: 503
        case .malformed, .unknownType, .unknownField, .missingField, .badField, .tooDeep, .otherSession,
            .openElsewhereHere, .openOnOtherDevice, .waitingForOfficer, .seatsFull, .notConsented,
            .noticeChanged, .hostAbsent, .guardianAbsent, .staleEpoch, .notLinked, .candidateForbidden,
            .fingerprintChanged,
            .tooManySignals, .wallMoved, .minutesFrozen, .unknownSection, .reasonNeeded,
            .tooManyRepresentatives, .tooManyAgents, .mandateNeeded, .conflictOfInterest,
            .counterpartyMissing, .extensionNotAllowed, .notSatisfied, .fileIncomplete, .itemUnanswered,
            .unknownUnit:
            400
        }
    }
}

/// A try that came too early after failed ones.
struct SlowDown: Error {
    let wait: Span
    var seconds: Int64 { max(1, (wait.milliseconds + 999) / 1000) }
}

/// A link that doesn't open: its holder gets a number to call.
struct LinkRefusal: Error {
    let refusal: Refusal
    let phone: String
}

private struct RefusalBody: Encodable {
    let code: Refusal.Code
    let field: String?
    var phone: String?
}
