import TestKit
import Testing
import Transport

/// Several requests in what one or two segments bring (RFC 9112, 9.3.2): each handler gets its own body and no byte more, and the
/// answers come in order, also when the first one comes late.
@Suite(.serialized, .timeLimit(.minutes(10))) struct PipelineTests {
    private func with(_ body: (ServerUnderTest, UInt16) async throws -> Void) async throws {
        let (server, port) = try await ServerUnderTest.start()
        do {
            try await body(server, port)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private static func post(_ path: String, _ body: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    private static let pairs: [(first: String, second: String, held: String, body: String)] = [
        (post("/api/held", "{\"a\":1}"), post("/api/b", "{\"bb\":22}"), "{\"a\":1}", "{\"bb\":22}"),
        (post("/api/held", "{\"a\":1}"), get("/api/b"), "{\"a\":1}", ""),
        (get("/api/held"), post("/api/b", "{\"bb\":22}"), "", "{\"bb\":22}"),
        (get("/api/held"), get("/api/b"), "", ""),
        (chunked("/api/held", ["{\"a", "\":1}"]), chunked("/api/b", ["{", "}"]), "{\"a\":1}", "{}"),
    ]

    private static func chunked(_ path: String, _ pieces: [String]) -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + (pieces + [""]).map { "\($0.utf8.count);x\r\n\($0)" + ($0.isEmpty ? "X: y\r\n\r\n" : "\r\n") }
            .joined()
    }

    @Test(arguments: 0..<5)
    func `two requests are told apart wherever their bytes are cut, while the first waits for its answer`(
        pair: Int
    ) async throws {
        let (first, second, held, body) = Self.pairs[pair]
        let bytes = Array((first + second).utf8)
        try await with { server, port in
            let other = try SocketClient(port: port)
            for cut in 1...bytes.count {
                let client = try SocketClient(port: port)
                try client.send(Array(bytes[..<cut]))
                _ = try other.get("/api/turn")
                try client.send(Array(bytes[cut...]))
                try await turns(port) { await !server.held.isEmpty }
                _ = try other.get("/api/turn")
                #expect(try other.get("/api/release").status == 204)
                #expect(try client.answer().text == "O" + held, "cut at \(cut)")
                let method = second.prefix { $0 != " " }
                #expect(
                    try client.answer().text == "\(method) /api/b  \(body.utf8.count) 127.0.0.1",
                    "cut at \(cut)")
                #expect(await server.bodies.last == Array(body.utf8), "cut at \(cut)")
            }
        }
    }

    @Test func `many requests in one segment each get their own body and answer`() async throws {
        try await with { server, port in
            let bodies = [7, 0, 65_536, 1, 9000].map { String(repeating: "b", count: $0) }
            let client = try SocketClient(port: port)
            try client.send(bodies.map { Self.post("/api/x", $0) + Self.get("/api/y") }.joined())
            for body in bodies {
                #expect(try client.answer().text == "POST /api/x  \(body.utf8.count) 127.0.0.1")
                #expect(try client.answer().text == "GET /api/y  0 127.0.0.1")
            }
            let came = await server.bodies
            #expect(came == bodies.flatMap { [Array($0.utf8), []] })
            #expect(try client.get("/api/z").status == 200)
        }
    }

    @Test func `a body in pieces is taken while others are served, and the request behind it afterwards`()
        async throws
    {
        try await with { server, port in
            let client = try SocketClient(port: port)
            let other = try SocketClient(port: port)
            let body = String(repeating: "0123456789", count: 2000)
            let bytes = Array((Self.post("/api/held", body) + Self.post("/api/b", "{}")).utf8)
            for start in stride(from: 0, to: bytes.count, by: 1999) {
                try client.send(Array(bytes[start..<min(start + 1999, bytes.count)]))
                _ = try other.get("/api/turn")
            }
            try await turns(port) { await !server.held.isEmpty }
            #expect(await server.bodies.allSatisfy(\.isEmpty))
            #expect(try other.get("/api/release").status == 204)
            #expect(try client.answer().text == "O" + body)
            #expect(try client.answer().text == "POST /api/b  2 127.0.0.1")
        }
    }

    @Test func `a WebSocket may be asked for behind a POST, and its first frame in the same segment`()
        async throws
    {
        try await with { server, port in
            let client = try SocketClient(port: port)
            let upgrade =
                "GET /ws HTTP/1.1\r\nHost: a\r\nOrigin: https://127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: trialogue.v1\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
            try client.send(Array((Self.post("/api/held", "{\"a\":1}") + upgrade).utf8) + [0x81, 0x82, 0])
            let other = try SocketClient(port: port)
            try await turns(port) { await !server.held.isEmpty }
            #expect(await server.open.isEmpty)
            #expect(try other.get("/api/release").status == 204)
            #expect(try client.answer().text == "O{\"a\":1}")
            #expect(try client.readHead().first?.contains("101") == true)
            #expect(await server.open.count == 1)
            try client.send([0, 0, 0, 0x68, 0x69])
            #expect(try client.read(4) == [0x81, 2, 0x68, 0x69])
            // The frames are told apart from their first byte on.
            try client.send([0x81, 0x02, 0x68, 0x69])
            #expect(try client.read(4) == [0x88, 2, 0x03, 0xEA])
        }
    }

    @Test func `who waits for 100 gets it when the body is wanted, and no 100 with a refusal or a body`()
        async throws
    {
        try await with { _, port in
            func head(_ count: Int) -> String {
                "POST /api/x HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: \(count)\r\n\r\n"
            }
            let client = try SocketClient(port: port)
            try client.send(head(2))
            #expect(try client.readHead() == ["HTTP/1.1 100 Continue"])
            try client.send("{}")
            #expect(try client.answer().text == "POST /api/x  2 127.0.0.1")
            try client.send(head(2) + "{}")
            #expect(try client.answer().text == "POST /api/x  2 127.0.0.1")
            try client.send(head(0))
            #expect(try client.answer().text == "POST /api/x  0 127.0.0.1")
            try client.send(head(65_537))
            #expect(try client.answer().status == 413)
            #expect(client.isClosedByServer())
        }
    }

    @Test func `a handler that answers when its client or its server is gone does no harm`() async throws {
        let (server, port) = try await ServerUnderTest.start()
        let client = try SocketClient(port: port)
        let other = try SocketClient(port: port)
        try client.send(Self.post("/api/held", "{}"))
        try await turns(port) { await !server.held.isEmpty }
        await server.stop()
        #expect(client.isClosedByServer())
        await server.answerHeld()
        #expect(await server.held.isEmpty)
    }
}
