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
    /// The whole body, as long as its `BodyPlan` allows; empty when it streams.
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
    /// Bytes that `body` may have.
    var bodyLimit = 0
    /// Its body, when that streams.
    var incoming: RequestFeed?
    /// Its answer, when that streams.
    var outgoing: ResponseFeed?

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
        guard let (server, response) = begin(response, length: response.body.count, closing: closing) else {
            return
        }
        self.response = response
        server.wantsToWrite(self, slot: slot)
    }

    /// Answers, once, with a body that is written as the client takes it. `length`: its bytes; nil when they aren't known, and then it
    /// goes in chunks. To a HEAD request, and with 204 and 304, nothing of it is sent.
    package func respond(status: Int, headers: [(String, String)], contentType: String, length: Int?)
        -> ResponseBody
    {
        let response = HTTPResponse(status: status, headers: headers, contentType: contentType, body: [])
        guard let (server, sealed) = begin(response, length: length, closing: false) else {
            let feed = ResponseFeed(head: [], promised: nil, sendsBody: false, isChunked: false) {}
            feed.clientIsGone()
            return ResponseBody(feed)
        }
        let feed = ResponseFeed(
            head: sealed.head, promised: length, sendsBody: sealed.sendsBody, isChunked: sealed.isChunked
        ) { [weak self] in
            guard let self else { return }
            self.server?.streamWantsToWrite(self, slot: self.slot)
        }
        self.response = sealed
        outgoing = feed
        server.streamWantsToWrite(self, slot: slot)
        return ResponseBody(feed)
    }

    /// nil: there is nobody to answer.
    private func begin(_ response: HTTPResponse, length: Int?, closing: Bool) -> (LoopServer, HTTPResponse)? {
        assert(!isAnswered, "an exchange is answered once")
        guard !isAnswered else { return nil }
        isAnswered = true
        guard let server else { return nil }
        incoming?.fail(.gone)
        var response = response
        response.seal(
            for: self, length: length, isSecure: server.options.isSecure,
            closing: closing || server.isStopping || !server.hasWhole(slot),
            isOld: server.isOld(slot))
        return (server, response)
    }

    /// The body of a request that streams, from now on: nothing of it is read before. Once, by the handler that asked for it.
    package func openBody() -> RequestBody? {
        guard let incoming, !incoming.isOpened else { return nil }
        defer { server?.bodyIsWanted(self, slot: slot) }
        return incoming.open()
    }

    /// The consumer of its body waits for more.
    func readOn() { server?.readBody(slot) }

    /// The consumer of its body has gone.
    func isAbandoned() { server?.bodyIsAbandoned(self, slot: slot) }

    func append(_ bytes: UnsafeRawBufferPointer) { body.append(contentsOf: bytes) }

    /// The connection is gone.
    func detach() {
        server = nil
        response = nil
        incoming?.fail(.gone)
        outgoing?.clientIsGone()
        body = []
    }
}
