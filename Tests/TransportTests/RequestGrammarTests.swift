import Glibc
import TestKit
import Testing

@testable import Transport

/// Requests over real sockets, by RFC 9110, 9112 and 6455: each gets the right answer at once, or none and the close.
@Suite(.serialized, .timeLimit(.minutes(10))) struct RequestGrammarTests {
    private func with(
        _ adjust: @Sendable (inout ListenOptions) -> Void = { _ in },
        _ body: (ServerUnderTest, UInt16) async throws -> Void
    ) async throws {
        let (server, port) = try await ServerUnderTest.start(adjust)
        do {
            try await body(server, port)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private static let host = "Host: a\r\n"
    private static let chunks = "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test func `what the grammar allows is answered, and the connection goes on`() async throws {
        let good = [
            "GET /api/x HTTP/1.1\r\nHost: a\r\n\r\n", "GET /api/x HTTP/1.1\r\nhOsT:a\r\n\r\n",
            "\r\nGET /api/x HTTP/1.1\r\nHost: a\r\n\r\n", "GET /api/x HTTP/1.1\r\nHost:\t a \t\r\n\r\n",
            "GET /api/x HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n\r\n",
            "GET http://a/api/x HTTP/1.1\r\nHost: b\r\n\r\n",
            "GET https://a:443/api/x HTTP/1.1\r\nHost: a\r\n\r\n",
            // Headers that begin like known ones, or are ones that nobody reads.
            "GET /api/x HTTP/1.1\r\nHost: a\r\nHos: b\r\nIf: c\r\nCook: d\r\nAccept-: e\r\nX: f\r\nH: g\r\n\r\n",
            "GET /api/x HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nPriority: u=1\r\nDNT: 1\r\nFrom: 400 x\r\n\r\n",
            "GET /api/x HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nUser-Agent: 浏览器\r\n\r\n",
            "GET /api/x HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n",
            "GET /api/x HTTP/1.1\r\nHost: a\r\nCookie: \(String(repeating: "a", count: 14_000))\r\n\r\n",
            "POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
            "POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            "POST /api/x HTTP/1.1\r\n\(Self.chunks)0\r\n\r\n",
            "POST /api/x HTTP/1.1\r\n\(Self.chunks)2\r\n{}\r\n0\r\n\r\n",
            "POST /api/x HTTP/1.1\r\n\(Self.chunks)00000001 ;a=\"b\"\r\n{\r\n1;\r\n}\r\n000\r\nX-Sum: 1\r\nY: 2\r\n\r\n",
            "DELETE /api/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\na\r\n0123456789\r\n0\r\n\r\n",
            // What only reads may be spelled in any way; a query is no path.
            "GET /api/%78 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /api/y/../x HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /api/x?a=%78//.. HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
        ]
        try await with { _, port in
            let client = try SocketClient(port: port)
            for request in good {
                try client.send(request)
                #expect(try client.answer().status == 200, "\(request.prefix(80))")
                #expect(try client.get("/api/y").text.hasPrefix("GET /api/y"), "\(request.prefix(80))")
            }
            #expect(try client.get("/api/x", method: "HEAD").status == 200)
            #expect(try client.get("/api/x", method: "OPTIONS").status == 200)
        }
    }

    @Test(arguments: [
        (400, "GET /api/x HTTP/1.1\r\nHost : a\r\n\r\n"), (400, "GET /api/x HTTP/1.1\r\nHost\t: a\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(host)Content-Length : 5\r\n\r\nhello"),
        (400, "GET /api/x HTTP/1.1\r\n\(host)X: a\r\n b\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\n Host: a\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\n\(host)no colon\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\n\(host): b\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\n\(host)X: a\0b\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\n\(host)X: a\rb\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\n\(host)X: a\u{7f}\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\n\(host)X\u{a0}: a\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\nHost: a\n\n"), (400, "GET /api/x HTTP/1.1\r\nHost: a\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\n\r\n"), (400, "GET /api/x HTTP/1.1\r\n\(host)Host: b\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\nHost:\r\n\r\n"), (400, "GET /api/x HTTP/1.1\r\nHost: a b\r\n\r\n"),
        (400, "GET /api/x HTTP/1.1\r\nHost: a/b\r\n\r\n"), (400, "GET  /api/x HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET /api/x  HTTP/1.1\r\n\(host)\r\n"), (400, "GET /api/x\r\n\(host)\r\n"),
        (400, "GET /api/ x HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET api/x HTTP/1.1\r\n\(host)\r\n"), (400, "GET /api/x#y HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET * HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET ftp://a/ HTTP/1.1\r\n\(host)\r\n"), (400, "GET http:///x HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET http://u@a/x HTTP/1.1\r\n\(host)\r\n"),
        (400, "GET /api/é HTTP/1.1\r\n\(host)\r\n"), (400, "GET /api/x http/1.1\r\n\(host)\r\n"),
        (400, "G(T /api/x HTTP/1.1\r\n\(host)\r\n"),
        (400, "\r\n\r\n\r\nGET /api/x HTTP/1.1\r\n\(host)\r\n"), (400, "\u{16}\u{03}\u{01}\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(host)Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
        (400, "POST /api/x HTTP/1.1\r\n\(host)Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
        (400, "POST /api/x HTTP/1.1\r\n\(host)Content-Length: 2, 2\r\n\r\n{}"),
        (400, "POST /api/x HTTP/1.1\r\n\(host)Content-Length: +2\r\n\r\n{}"),
        (400, "POST /api/x HTTP/1.1\r\n\(host)Content-Length: 0x2\r\n\r\n{}"),
        (400, "POST /api/x HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n"),
        (
            400,
            "POST /api/x HTTP/1.1\r\n\(host)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        // A write has one address.
        (400, "POST /api/%78 HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\n{}"),
        (400, "POST /api//x HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\n{}"),
        (400, "POST /api/y/../x HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\n{}"),
        (400, "DELETE http://a/api/./x HTTP/1.1\r\n\(host)\r\n"),
        // Of codings, chunks alone, and not to HTTP/1.0; no size but one to eight digits, no line without its end.
        (501, "POST /api/x HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        (
            400,
            "POST /api/x HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
        ),
        (400, "POST /api/x HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)2 x\r\n{}\r\n0\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)0x2\r\n{}\r\n0\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)-2\r\n{}\r\n0\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)\r\n{}\r\n0\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)000000002\r\n{}\r\n0\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)2\n{}\n0\n\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)2\r\n{}}\r\n0\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)2\r\n{}0\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)2;\(String(repeating: "a", count: 300))"),
        (
            400,
            "POST /api/x HTTP/1.1\r\n\(chunks)\(String(repeating: "1;\(String(repeating: "a", count: 200))\r\na\r\n", count: 90))"
        ),
        (
            400,
            "POST /api/x HTTP/1.1\r\n\(chunks)0\r\n\(String(repeating: "X: \(String(repeating: "a", count: 200))\r\n", count: 90))"
        ),
        (413, "POST /api/x HTTP/1.1\r\n\(chunks)ffffffff\r\n\(String(repeating: "a", count: 66_000))"),
        // A trailer is a header. Another protocol is the one there is, asked for as RFC 6455 says.
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)0\r\nX Y\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)0\r\nX : 1\r\n\r\n"),
        (400, "POST /api/x HTTP/1.1\r\n\(chunks)0\r\nX: 1\r\n 2\r\n\r\n"),
        (400, "GET /ws HTTP/1.1\r\n\(host)Connection: upgrade\r\nUpgrade: x\r\n\r\n"),
        (400, "GET /ws HTTP/1.1\r\n\(host)Upgrade: websocket\r\n\r\n"),
        (400, "GET /ws HTTP/1.0\r\n\(host)Connection: upgrade\r\nUpgrade: websocket\r\n\r\n"),
        (400, "HEAD /ws HTTP/1.1\r\n\(host)Connection: upgrade\r\nUpgrade: websocket\r\n\r\n"),
        (411, "POST /api/x HTTP/1.1\r\n\(host)\r\n"),
        (413, "POST /api/x HTTP/1.1\r\n\(host)Content-Length: 65537\r\n\r\n"),
        (413, "POST /api/x HTTP/1.1\r\n\(host)Content-Length: 999999999999\r\n\r\n"),
        (414, "GET /\(String(repeating: "a", count: 4096)) HTTP/1.1\r\n\(host)\r\n"),
        (431, "GET /\(String(repeating: "a", count: 20_000))"),
        (431, "GET /api/x HTTP/1.1\r\n\(host)Cookie: \(String(repeating: "a", count: 20_480))\r\n\r\n"),
        (431, "GET /api/x HTTP/1.1\r\n\(host)Cookie: \(String(repeating: "a", count: 2_000_000))\r\n\r\n"),
        (431, "GET /api/x HTTP/1.1\r\n\(host)\(String(repeating: "X: a\r\n", count: 101))\r\n"),
        (501, "CONNECT a:443 HTTP/1.1\r\n\(host)\r\n"), (501, "TRACE /api/x HTTP/1.1\r\n\(host)\r\n"),
        (501, "get /api/x HTTP/1.1\r\n\(host)\r\n"),
        (505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), (505, "GET /api/x HTTP/1.2\r\n\(host)\r\n"),
    ])
    func `what it does not allow is refused at once and closed`(status: Int, request: String) async throws {
        try await with { server, port in
            let client = try SocketClient(port: port)
            let other = try SocketClient(port: port)
            // The system may have no more room for what nobody reads.
            try? client.send(request + "GET /api/smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer().status == status)
            #expect(client.isClosedByServer())
            #expect(await server.bodies.isEmpty)
            #expect(try other.get("/api/x").status == 200)
        }
    }

    @Test func `a request before a broken one is answered first`() async throws {
        try await with { server, port in
            let client = try SocketClient(port: port)
            try client.send(
                "GET /api/one HTTP/1.1\r\nHost: a\r\n\r\nGET /api/two HTTP/1.1\r\nHost : a\r\n\r\n")
            #expect(try client.answer().text.hasPrefix("GET /api/one"))
            #expect(try client.answer().status == 400)
            #expect(client.isClosedByServer())
            #expect(await server.bodies.count == 1)
        }
    }

    @Test func `a body that is too long is answered while it drips, and its connection is not kept`()
        async throws
    {
        try await with { _, port in
            let client = try SocketClient(port: port)
            try client.send("POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n{")
            #expect(try client.answer().status == 413)
            // It goes on sending; the server's patience has an end that does not depend on it.
            var sent = 0
            while sent < 1000, (try? client.send("x")) != nil {
                usleep(10_000)
                sent += 1
            }
            #expect(sent < 1000)
        }
    }

    @Test func `a frame that is not masked is closed with 1002, and nothing after it is taken`() async throws
    {
        try await with { server, port in
            for start in ["", "masked"] {
                let client = try WebSocketClient(port: port)
                if !start.isEmpty {
                    try client.send(start)
                    #expect(try client.read().text == start)
                }
                try client.socket.send([0x81, 0x02, 0x68, 0x69])
                try? client.send("after")
                #expect(try client.readClose() == 1002)
                try? client.send(WebSocketClient.close, [0x03, 0xEA])
                #expect(client.socket.isClosedByServer())
            }
            #expect(await server.open.isEmpty)
        }
    }

    @Test func `headers of one name are one list, and an empty one adds nothing to it`() {
        let request =
            "GET /x HTTP/1.1\r\nHost: a\r\nCookie:\r\nCookie: a=1\r\nCookie: \r\nCookie: b=2\r\nCookie:\r\n\r\n"
        var reader = RequestReader()
        let head = Array(request.utf8).withUnsafeBytes { reader.takeHead($0).1 } ?? []
        let text = String(decoding: head, as: UTF8.self)
        #expect(text.contains("\r\ncookie: a=1; b=2\r\n"), "\(text)")
    }

    @Test func `the walk over frames finds the first that breaks a rule, however they are cut`() {
        func frame(_ count: Int, masked: Bool = true) -> [UInt8] {
            let bit: UInt8 = masked ? 0x80 : 0
            let length: [UInt8] =
                count < 126
                ? [bit | UInt8(count)]
                : count < 65_536
                    ? [bit | 126, UInt8(count >> 8), UInt8(count & 255)]
                    : [
                        bit | 127, 0, 0, 0, 0, 0, UInt8(count >> 16), UInt8(count >> 8 & 255),
                        UInt8(count & 255),
                    ]
            return [0x81] + length + (masked ? [1, 2, 3, 4] : []) + [UInt8](repeating: 0x05, count: count)
        }
        let good = frame(0) + frame(5) + frame(125) + frame(126) + frame(1000) + frame(70_000) + frame(1)
        let mask: [UInt8] = [1, 2, 3, 4]
        let bad: [[UInt8]] = [
            frame(3, masked: false), [0xC1, 0x80] + mask, [0xA1, 0x80] + mask, [0x90, 0x80] + mask,
            [0x09, 0x80] + mask, [0x89, 0xFE, 0, 126] + mask, [0x88, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0] + mask,
            [0x81, 0xFE, 0, 125] + mask, [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + mask,
            [0x81, 0xFF, 0x80, 0, 0, 0, 0, 1, 0, 0] + mask,
        ]
        for last in bad {
            let all = good + last
            for size in [1, 2, 3, 7, 1000, all.count] {
                var walk = FrameWalk()
                var found: Int?
                for start in stride(from: 0, to: all.count, by: size) where found == nil {
                    let part = Array(all[start..<min(start + size, all.count)])
                    found = part.withUnsafeBytes { walk.broken(in: $0) }.map { start + $0 }
                }
                // At the latest with the last byte of its head.
                #expect(
                    found.map { (good.count..<all.count).contains($0) } == true, "\(last.prefix(12)) \(size)")
                // What the first byte tells is found at it: the library must not begin with such a frame.
                let isToldByFirst = last[0] & 0x70 != 0 || last[0] & 0x88 == 0x08
                if isToldByFirst || size == all.count {
                    #expect(found == good.count, "\(last.prefix(12)) \(size)")
                }
            }
            var walk = FrameWalk()
            #expect(good.withUnsafeBytes { walk.broken(in: $0) } == nil)
        }
    }
}
