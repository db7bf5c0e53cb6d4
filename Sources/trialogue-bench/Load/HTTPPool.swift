import Foundation

/// One request to a server under test.
struct WebRequest {
    var method: String
    var path: String
    var body: String?
    var cookie: String?
    var accepts = ""
}

/// What came back.
struct WebResponse {
    let status: Int
    let head: String
    let body: [UInt8]

    func json() throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
            throw BenchFault("no JSON object: \(String(decoding: body.prefix(200), as: UTF8.self))")
        }
        return object
    }
}

/// A few kept-alive connections that work through lists of requests, one at a time each.
final class HTTPPool: LoadListener {
    private var loop: LoadLoop?
    private let port: UInt16
    private let width: Int
    private var idle: [Int] = []
    private var busy: [Int: Int] = [:]
    private var sentAt: [Int: Double] = [:]
    private var requests: [WebRequest] = []
    private var answers: [WebResponse?] = []
    private var next = 0
    private var answered = 0
    private var fault: String?
    /// Seconds from a request's leaving to its whole answer, of the last list.
    private(set) var waits: [Double] = []

    init(port: UInt16, width: Int = 8) throws {
        self.port = port
        self.width = width
        loop = try LoadLoop(listener: self, capacity: width + 1)
        for _ in 0..<width { _ = try loop?.connect(port: port) }
        try turn(within: 20, "connections") { idle.count == width }
    }

    private func turn(within seconds: Double, _ what: String, until condition: () -> Bool) throws {
        try loop?.run(within: seconds, what) { condition() || fault != nil }
        if let fault { throw BenchFault(fault) }
    }

    /// Sends all of them, at most `width` at once, and returns the answers in their order. Throws unless each has a
    /// status below 300.
    func all(_ requests: [WebRequest], within seconds: Double = 120) throws -> [WebResponse] {
        self.requests = requests
        answers = Array(repeating: nil, count: requests.count)
        waits = []
        next = 0
        answered = 0
        let ready = idle
        idle = []
        for id in ready { sendNext(on: id) }
        try turn(within: seconds, "\(requests.count) answers") { answered == requests.count }
        return answers.compactMap { $0 }
    }

    func one(_ request: WebRequest) throws -> WebResponse {
        guard let answer = try all([request]).first else { throw BenchFault("no answer") }
        return answer
    }

    private func sendNext(on id: Int) {
        guard next < requests.count else { return idle.append(id) }
        let request = requests[next]
        busy[id] = next
        next += 1
        var text =
            "\(request.method) \(request.path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
            + "Origin: https://127.0.0.1:\(port)\r\n"
        if let cookie = request.cookie { text += "Cookie: \(cookie)\r\n" }
        if !request.accepts.isEmpty { text += "Accept-Encoding: \(request.accepts)\r\n" }
        if let body = request.body {
            text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        } else {
            text += "\r\n"
        }
        sentAt[id] = Monotonic.seconds
        loop?.send(id, Array(text.utf8))
    }

    func opened(_ id: Int) { idle.append(id) }

    func response(_ id: Int, status: Int, head: String, body: [UInt8]) {
        guard let index = busy.removeValue(forKey: id) else { return }
        waits.append(Monotonic.seconds - (sentAt[id] ?? 0))
        if status >= 300 {
            fault =
                "\(requests[index].method) \(requests[index].path): \(status) "
                + String(decoding: body.prefix(200), as: UTF8.self)
        }
        answers[index] = WebResponse(status: status, head: head, body: body)
        answered += 1
        sendNext(on: id)
    }

    func closed(_ id: Int) { fault = fault ?? "the server closed a connection" }
}
