import Glibc
import TestKit
import Testing

@testable import Transport

/// What repeats in a body, so that each of its bytes tells where it belongs.
private let pattern: [UInt8] = (0..<65_521).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

/// One upload and what came of it.
@LoopActor
private final class Upload {
    let exchange: HTTPExchange
    var body: RequestBody?
    private(set) var count = 0
    private(set) var isAsSent = true
    private(set) var failure: BodyFailure?
    private(set) var isOver = false

    init(_ exchange: HTTPExchange, opens: Bool = true) {
        self.exchange = exchange
        if opens { body = exchange.openBody() }
    }

    var feed: RequestFeed? { exchange.incoming }

    /// Takes pieces up to the end, or until so many bytes have come.
    func take(upTo most: Int = .max) async {
        guard let body else { return }
        do throws(BodyFailure) {
            while count < most {
                guard let piece = try await body.next() else { return isOver = true }
                check(piece)
            }
        } catch {
            failure = error
        }
    }

    private func check(_ piece: [UInt8]) {
        var done = 0
        while done < piece.count {
            let place = (count + done) % pattern.count
            let length = min(piece.count - done, pattern.count - place)
            piece.withUnsafeBytes { came in
                pattern.withUnsafeBytes { sent in
                    guard let came = came.baseAddress, let sent = sent.baseAddress else { return }
                    if memcmp(came + done, sent + place, length) != 0 { isAsSent = false }
                }
            }
            done += length
        }
        count += piece.count
    }

    func answer(_ status: Int) {
        exchange.respond(status: status, headers: [], contentType: "text/plain", body: Array("\(count)".utf8))
    }
}

@LoopActor
private final class Uploads {
    private(set) var all: [Upload] = []
    let opens: Bool
    nonisolated init(opens: Bool = true) { self.opens = opens }
    func begin(_ exchange: HTTPExchange) -> Bool {
        guard exchange.path == "/api/upload" else { return false }
        all.append(Upload(exchange, opens: opens))
        return true
    }
    func drop(_ index: Int) { all[index].body = nil }
    func failure(_ index: Int) -> BodyFailure? { all[index].failure }
}

/// Bodies that stream (docs/decisions/0017-bodies-that-stream.md), over real sockets.
@Suite(.serialized, .timeLimit(.minutes(10))) struct UploadTests {
    private func with(
        _ limits: BodyLimits = BodyLimits(bytes: 1 << 30), opens: Bool = true,
        _ adjust: @Sendable (inout ListenOptions) -> Void = { _ in },
        _ body: (Uploads, ServerUnderTest, UInt16) async throws -> Void
    ) async throws {
        let (server, port) = try await ServerUnderTest.start(adjust)
        let uploads = Uploads(opens: opens)
        await prepare(server, uploads, limits)
        do {
            try await body(uploads, server, port)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @LoopActor
    private func prepare(_ server: ServerUnderTest, _ uploads: Uploads, _ limits: BodyLimits) {
        server.plans["/api/upload"] = .streamed(limits)
        server.onRequest = { uploads.begin($0) }
    }

    private static func head(_ count: Int) -> String {
        "POST /api/upload HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n"
    }

    private static let chunkedHead =
        "POST /api/upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

    /// Sends a body, and tells the answer.
    private func send(_ count: Int, to port: UInt16, chunked: Bool = false) -> Task<
        SocketClient.Answer, any Error
    > {
        Task {
            try await onThread {
                let client = try SocketClient(port: port)
                try client.send(chunked ? Self.chunkedHead : Self.head(count))
                var sent = 0
                while sent < count {
                    let piece = pattern.prefix(count - sent)
                    if chunked { try client.send("\(String(piece.count, radix: 16))\r\n") }
                    try client.send(Array(piece))
                    if chunked { try client.send("\r\n") }
                    sent += piece.count
                }
                if chunked { try client.send("0\r\nX-Sum: 1\r\n\r\n") }
                return try client.answer()
            }
        }
    }

    private func first(_ uploads: Uploads, _ port: UInt16, count: Int = 1) async throws -> Upload {
        try await turns(port) { await uploads.all.count >= count }
        return await uploads.all[count - 1]
    }

    @Test func `an upload of 200 MB rests in the socket while its handler is slow, and comes whole`()
        async throws
    {
        let count = 200 << 20
        try await with { uploads, _, port in
            let answer = send(count, to: port)
            let upload = try await first(uploads, port)
            let other = try SocketClient(port: port)
            let limit = 262_144
            for step in 1...3 {
                try await turns(port) { await upload.feed?.buffered ?? 0 > limit / 2 }
                for _ in 0..<20 { _ = try other.get("/api/turn") }
                #expect(await upload.feed?.buffered ?? .max <= limit + 65_536)
                await upload.take(upTo: step << 20)
            }
            await upload.take()
            #expect(await upload.count == count)
            #expect(await upload.isAsSent)
            #expect(await upload.feed?.mostBuffered ?? .max <= limit + 65_536)
            await upload.answer(200)
            #expect(try await answer.value.text == "\(count)")
        }
    }

    @Test func `two uploads share the loop: one that rests doesn't keep the other`() async throws {
        try await with { uploads, _, port in
            let slow = send(5 << 20, to: port)
            let resting = try await first(uploads, port)
            let quick = send(5 << 20, to: port, chunked: true)
            let flowing = try await first(uploads, port, count: 2)
            await flowing.take()
            #expect(await flowing.count == 5 << 20)
            #expect(await flowing.isAsSent)
            await flowing.answer(200)
            #expect(try await quick.value.status == 200)
            #expect(await resting.count == 0)
            await resting.take()
            #expect(await resting.count == 5 << 20)
            await resting.answer(201)
            #expect(try await slow.value.status == 201)
        }
    }

    @Test func `an upload that breaks off ends its handler's waiting`() async throws {
        try await with { uploads, _, port in
            let client = try SocketClient(port: port)
            try client.send(Self.head(1 << 20) + "half")
            let upload = try await first(uploads, port)
            await upload.take(upTo: 4)
            client.reset()
            await upload.take()
            #expect(await upload.failure == .gone)
            // Nobody hears it, and nothing happens.
            await upload.answer(200)
            #expect(try SocketClient(port: port).get("/api/x").status == 200)
        }
    }

    @Test func `an upload that drips ends, and one that its handler lets wait does not`() async throws {
        try await with(BodyLimits(bytes: 1 << 30, pace: 100)) {
            $0.bodySeconds = 1
        } _: { uploads, _, port in
            let resting = send(1 << 20, to: port)
            let waits = try await first(uploads, port)
            let client = try SocketClient(port: port)
            try client.send(Self.head(1 << 20) + "drop")
            let upload = try await first(uploads, port, count: 2)
            await upload.take()
            #expect(await upload.failure == .tooSlow)
            await upload.answer(408)
            #expect(try client.answer().status == 408)
            #expect(client.isClosedByServer())
            await waits.take()
            #expect(await waits.isOver)
            await waits.answer(200)
            #expect(try await resting.value.status == 200)
        }
    }

    @Test func `what is too long is 413 by its head, and ends when its chunks are`() async throws {
        try await with(BodyLimits(bytes: 100_000)) { uploads, _, port in
            #expect(try await send(100_001, to: port).value.status == 413)
            #expect(await uploads.all.isEmpty)
            let whole = send(100_000, to: port, chunked: true)
            let enough = try await first(uploads, port)
            await enough.take()
            #expect(await enough.isOver)
            await enough.answer(200)
            #expect(try await whole.value.text == "100000")
            let client = try SocketClient(port: port)
            try client.send(Self.chunkedHead + "ffffffff\r\n")
            let upload = try await first(uploads, port, count: 2)
            try client.send(pattern + pattern)
            await upload.take()
            #expect(await upload.failure == .tooLong)
            await upload.answer(413)
            #expect(try client.answer().status == 413)
            #expect(client.isClosedByServer())
        }
    }

    @Test(arguments: ["2\r\n{}}\r\n", "x\r\n", "2 {}\r\n", "2\n{}\n", "fffffffff\r\n"])
    func `chunks that are none end the body`(chunks: String) async throws {
        try await with { uploads, _, port in
            let client = try SocketClient(port: port)
            try client.send(Self.chunkedHead + "1\r\n\u{0}\r\n" + chunks + "0\r\n\r\nGET /api/y HTTP/1.1\r\n")
            let upload = try await first(uploads, port)
            await upload.take()
            #expect(await upload.failure == .malformed)
            await upload.answer(400)
            #expect(try client.answer().status == 400)
            #expect(client.isClosedByServer())
        }
    }

    @Test func `a request behind an upload is the next one, and an empty upload is one`() async throws {
        try await with { uploads, _, port in
            let client = try SocketClient(port: port)
            try client.send(Self.head(10))
            let upload = try await first(uploads, port)
            try client.send(Array(pattern.prefix(10)) + Array("GET /api/y HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            await upload.take()
            #expect(await upload.isOver)
            #expect(await upload.isAsSent)
            await upload.answer(200)
            #expect(try client.answer().text == "10")
            #expect(try client.answer().text.hasPrefix("GET /api/y"))
            try client.send(Self.chunkedHead + "0\r\n\r\n")
            let empty = try await first(uploads, port, count: 2)
            await empty.take()
            #expect(await empty.isOver)
            await empty.answer(200)
            #expect(try client.answer().text == "0")
        }
    }

    @Test func `a handler that refuses by the head reads nothing, says no 100 and closes`() async throws {
        try await with(opens: false) { uploads, _, port in
            let client = try SocketClient(port: port)
            try client.send(
                "POST /api/upload HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n\r\n"
            )
            let upload = try await first(uploads, port)
            await upload.answer(403)
            let answer = try client.answer()
            #expect(answer.status == 403)
            #expect(answer.headers["connection"] == "close")
            #expect(client.isClosedByServer())
        }
    }

    @Test func `who waits for 100 gets it when the handler takes the body`() async throws {
        try await with { uploads, _, port in
            let client = try SocketClient(port: port)
            try client.send(
                "POST /api/upload HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(try client.readHead() == ["HTTP/1.1 100 Continue"])
            try client.send(Array(pattern.prefix(2)))
            let upload = try await first(uploads, port)
            await upload.take()
            await upload.answer(200)
            #expect(try client.answer().text == "2")
        }
    }

    @Test func `a handler that has gone ends the connection, and one that is cancelled waits no more`()
        async throws
    {
        try await with {
            $0.closeSeconds = 1
        } _: { uploads, _, port in
            let client = try SocketClient(port: port)
            try client.send(Self.head(1 << 20) + "half")
            _ = try await first(uploads, port)
            await uploads.drop(0)
            #expect(client.isClosedByServer())
            let other = try SocketClient(port: port)
            try other.send(Self.head(1 << 20))
            let upload = try await first(uploads, port, count: 2)
            let waiting = Task { await upload.take() }
            waiting.cancel()
            await waiting.value
            #expect(await upload.failure == .cancelled)
            await upload.answer(500)
            #expect(try other.answer().status == 500)
        }
    }
}
