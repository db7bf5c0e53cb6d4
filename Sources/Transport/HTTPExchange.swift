/// One request and the one answer to it. It may be answered now or at any later time on the loop; when the client has
/// gone meanwhile, the answer goes nowhere.
@LoopActor
package final class HTTPExchange {
    /// "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" or "OPTIONS".
    package nonisolated let method: String
    /// Percent-decoded, beginning with "/".
    package nonisolated let path: String
    /// Percent-decoded, in the order in which they came.
    package nonisolated let query: [(String, String)]
    /// The numeric address of the other end of the TCP connection.
    package nonisolated let remoteAddress: String
    package nonisolated let headers: RequestHeaders
    /// The whole body, at most `ListenOptions.bodyLimit` bytes.
    package private(set) var body: [UInt8] = []

    /// Until the connection is gone.
    private var server: LoopServer?
    private let slot: Int
    private(set) var isAnswered = false

    /// What is still to be written, while the client is there.
    var response: HTTPResponse?
    /// Bytes of `response` that are written.
    var written = 0
    /// The body that comes is too long or malformed: read over it.
    var isDiscarding = false
    /// The handler, or the static files, had it.
    var isDispatched = false
    /// Reading from the connection rests.
    var isHeldBack = false
    var deadline: TimerID?
    /// While its body is waited for.
    var reading: ReadableWatch?

    init(
        server: LoopServer, slot: Int, target: RequestTarget, headers: RequestHeaders, remoteAddress: String
    ) {
        self.server = server
        self.slot = slot
        method = target.method
        path = target.path
        query = target.query
        self.headers = headers
        self.remoteAddress = remoteAddress
    }

    /// A request header by its lower-case name: host, origin, cookie, user-agent, content-type, accept-language,
    /// accept-encoding, if-none-match, range, if-range, x-forwarded-for, authorization. nil when it did not come.
    package nonisolated func header(_ name: String) -> String? { headers[name] }

    /// Answers, once; a second answer is our mistake. When the client has gone meanwhile, nothing happens. The security headers, the length and the date are added here,
    /// and to a HEAD request the body is not sent.
    package func respond(status: Int, headers: [(String, String)], contentType: String, body: [UInt8]) {
        respond(HTTPResponse(status: status, headers: headers, contentType: contentType, body: body))
    }

    func respond(_ response: HTTPResponse, closing: Bool = false) {
        assert(!isAnswered, "an exchange is answered once")
        guard !isAnswered else { return }
        isAnswered = true
        guard let server else { return }
        var response = response
        response.seal(
            for: self, isSecure: server.options.isSecure, closing: closing || server.isStopping)
        self.response = response
        server.wantsToWrite(self, slot: slot)
    }

    func append(_ bytes: UnsafeRawBufferPointer) { body.append(contentsOf: bytes) }

    /// The connection is gone.
    func detach() {
        server = nil
        response = nil
        body = []
    }
}
