import TestKit
import Testing
import Transport

@Suite("HTTP requests", .timeLimit(.minutes(10)))
struct HTTPTests {
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

    @Test("method, path, query, body and address reach the handler decoded")
    func request() async throws {
        try await with { _, port in
            let client = try SocketClient(port: port)
            let answer = try client.get("/api/%E6%A1%88?scope=mine&after=a%20b&flag&x=1%3D2")
            #expect(answer.text == "GET /api/案 scope=mine|after=a b|flag=|x=1=2 0 127.0.0.1")
            #expect(try client.post("/api/cases", Array("{}".utf8)).text == "POST /api/cases  2 127.0.0.1")
            #expect(try client.post("/api/cases", []).text == "POST /api/cases  0 127.0.0.1")
            #expect(try client.get("/api/x", method: "DELETE").text == "DELETE /api/x  0 127.0.0.1")
        }
    }

    @Test("one connection serves request after request, also when they come at once")
    func keepAlive() async throws {
        try await with { _, port in
            let client = try SocketClient(port: port)
            for number in 1...3 {
                #expect(try client.get("/api/\(number)").text.hasPrefix("GET /api/\(number)"))
            }
            let three = (1...3).map { "GET /api/p\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
            try client.send(three)
            for number in 1...3 { #expect(try client.answer().text.hasPrefix("GET /api/p\(number)")) }
        }
    }

    @Test("a request may come byte by byte")
    func split() async throws {
        try await with { server, port in
            let client = try SocketClient(port: port)
            for byte in Array("POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody".utf8) {
                try client.send([byte])
            }
            #expect(try client.answer().text == "POST /api/x  4 127.0.0.1")
            #expect(await server.bodies == [Array("body".utf8)])
        }
    }

    @Test("an answer may come later, and a pipelined request waits for its turn")
    func later() async throws {
        try await with { server, port in
            let client = try SocketClient(port: port)
            let other = try SocketClient(port: port)
            try client.send(
                "GET /api/held HTTP/1.1\r\nHost: a\r\n\r\nGET /api/next HTTP/1.1\r\nHost: a\r\n\r\n")
            try client.send("GET /api/last HTTP/1.1\r\nHost: a\r\n\r\n")
            while await server.held.isEmpty { _ = try other.get("/api/x") }
            #expect(try other.get("/api/release").status == 204)
            #expect(try client.answer().text == "O")
            #expect(try client.answer().text.hasPrefix("GET /api/next"))
            #expect(try client.answer().text.hasPrefix("GET /api/last"))
        }
    }

    @Test("an answer to a client that has gone goes nowhere")
    func gone() async throws {
        try await with { server, port in
            var client: SocketClient? = try SocketClient(port: port)
            try client?.send("GET /api/held HTTP/1.1\r\nHost: a\r\n\r\n")
            let other = try SocketClient(port: port)
            while await server.held.isEmpty { _ = try other.get("/api/x") }
            client?.reset()
            client = nil
            #expect(try other.get("/api/release").status == 204)
            #expect(try other.get("/api/x").status == 200)
        }
    }

    @Test("a body of 64 KiB is whole, one byte more is 413 and the end of the connection")
    func bodyLimit() async throws {
        try await with { server, port in
            let client = try SocketClient(port: port)
            let body = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 / 3) }
            #expect(try client.post("/api/x", body).text == "POST /api/x  65536 127.0.0.1")
            #expect(await server.bodies == [body])
            let refused = try client.post("/api/x", body + [0])
            #expect(refused.status == 413)
            #expect(refused.text == "{\"code\":\"too_large\"}")
            #expect(refused.headers["x-content-type-options"] == "nosniff")
            #expect(refused.headers["connection"] == "close")
            #expect(client.isClosedByServer())
            #expect(await server.bodies.count == 1)
        }
    }

    @Test(
        "a body whose length nobody can trust is refused",
        arguments: [
            (501, "Transfer-Encoding: gzip"), (400, "Content-Length: 5, 6"), (400, "Content-Length: 5x"),
            (400, "Content-Length: -1"), (411, "X-None: 1"),
            (400, "Content-Length: 3\r\nTransfer-Encoding: chunked"),
        ])
    func doubtfulLength(status: Int, header: String) async throws {
        try await with { server, port in
            let client = try SocketClient(port: port)
            try client.send("POST /api/x HTTP/1.1\r\nHost: a\r\n\(header)\r\n\r\n")
            let answer = try client.answer()
            #expect(answer.status == status)
            #expect(answer.headers["connection"] == "close")
            #expect(client.isClosedByServer())
            #expect(await server.bodies.isEmpty)
        }
    }

    @Test("an answer of megabytes arrives whole")
    func large() async throws {
        try await with { _, port in
            let client = try SocketClient(port: port, receiveBuffer: 8_192)
            let answer = try client.get("/api/large")
            #expect(answer.body == (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
            #expect(try client.get("/api/x").status == 200)
        }
    }

    @Test("a header value can't bring a header of its own")
    func splitting() async throws {
        try await with { _, port in
            let answer = try SocketClient(port: port).get("/api/split")
            #expect(answer.headers["set-cookie"] == nil)
            #expect(answer.headers["x-split"] == "a  set-cookie: b")
        }
    }

    @Test(
        "a head beyond all measure, and what is no HTTP, ends the connection",
        arguments: [
            "GET / HTTP/1.1\r\nHost: a\r\nCookie: " + String(repeating: "a", count: 40_000) + "\r\n\r\n",
            "GET /" + String(repeating: "a", count: 40_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "HELO example\r\n\r\n", "CONNECT example:443 HTTP/1.1\r\nHost: example\r\n\r\n",
        ])
    func refusedHeads(head: String) async throws {
        try await with { server, port in
            let client = try SocketClient(port: port)
            try? client.send(head)
            #expect(client.isClosedByServer())
            #expect(await server.bodies.isEmpty)
            #expect(try SocketClient(port: port).get("/api/x").status == 200)
        }
    }

    @Test("who says nothing, half a head or half a body is cut off")
    func slow() async throws {
        try await with { options in
            options.headSeconds = 1
            options.bodySeconds = 1
        } _: { server, port in
            for beginning in [
                "", "GET /api/x HT", "GET /api/x HTTP/1.1\r\nHost: a\r\n",
                "POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf",
            ] {
                let client = try SocketClient(port: port)
                try client.send(beginning)
                #expect(client.isClosedByServer())
            }
            #expect(await server.bodies.isEmpty)
        }
    }

    @Test("beyond the maximum of connections a further one is closed, and a place that is free serves again")
    func maximumConnections() async throws {
        try await with {
            $0.maximumConnections = 2
        } _: { _, port in
            var clients = [try SocketClient(port: port), try SocketClient(port: port)]
            for client in clients { #expect(try client.get("/api/x").status == 200) }
            #expect(try SocketClient(port: port).isClosedByServer())
            clients.removeLast().reset()
            while (try? SocketClient(port: port).get("/api/x").status) != 200 {}
            #expect(try clients[0].get("/api/x").status == 200)
        }
    }

    @Test("what keeps a server from starting is told by name")
    func preflight() async throws {
        try await with { _, port in
            let failures: [(TransportError.Code, ListenOptions)] = [
                (
                    .addressInUse,
                    ListenOptions(address: "127.0.0.1", port: port, certificatePath: nil, privateKeyPath: nil)
                ),
                (
                    .addressNotUsable,
                    ListenOptions(address: "192.0.2.1", port: 0, certificatePath: nil, privateKeyPath: nil)
                ),
                (
                    .addressNotUsable,
                    ListenOptions(address: "nonsense", port: 0, certificatePath: nil, privateKeyPath: nil)
                ),
                (
                    .certificateUnreadable,
                    ListenOptions(
                        address: "127.0.0.1", port: 0, certificatePath: "/none", privateKeyPath: "/none")
                ),
                (
                    .certificateWithoutKey,
                    ListenOptions(
                        address: "127.0.0.1", port: 0, certificatePath: "/none", privateKeyPath: nil)
                ),
            ]
            for (code, options) in failures {
                let failure: TransportError? = await onLoop {
                    do throws(TransportError) {
                        _ = try LoopServer(options: options, staticFiles: nil)
                        return nil
                    } catch {
                        return error
                    }
                }
                #expect(failure?.code == code)
            }
        }
    }
}
