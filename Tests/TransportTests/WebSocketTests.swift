import TestKit
import Testing
import Transport

@Suite("WebSockets", .timeLimit(.minutes(10)))
struct WebSocketTests {
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

    @Test("a message comes back, empty, short, in Chinese and of exactly 64 KiB")
    func echo() async throws {
        try await with { _, port in
            let client = try WebSocketClient(port: port)
            for text in ["a", "", "三方对话", String(repeating: "x", count: 65_536), "end"] {
                try client.send(text)
                let frame = try client.read()
                #expect(frame.opcode == WebSocketClient.text)
                #expect(frame.text == text)
            }
        }
    }

    @Test("fragments are one message, with a ping answered between them")
    func fragments() async throws {
        try await with { _, port in
            let client = try WebSocketClient(port: port)
            try client.send(WebSocketClient.text, Array("三方".utf8.prefix(4)), isFinal: false)
            try client.send(WebSocketClient.ping, Array("beat".utf8))
            #expect(try client.read() == .init(opcode: WebSocketClient.pong, payload: Array("beat".utf8)))
            try client.send(0, Array("三方".utf8.dropFirst(4)), isFinal: false)
            try client.send(0, Array("对话".utf8))
            #expect(try client.read().text == "三方对话")
            let half = [UInt8](repeating: 97, count: 32_768)
            try client.send(WebSocketClient.text, half, isFinal: false)
            try client.send(0, half)
            #expect(try client.read().payload.count == 65_536)
        }
    }

    @Test("the handler sees the request before it opens")
    func request() async throws {
        try await with { server, port in
            let client = try WebSocketClient(
                port: port, path: "/ws?a=1", headers: ["Cookie: c=d", "User-Agent: test"])
            try client.send("x")
            _ = try client.read()
            let request = await server.requests.first
            #expect(request?.path == "/ws")
            #expect(request?.query.first?.1 == "1")
            #expect(request?.origin == "https://127.0.0.1")
            #expect(request?.host == "127.0.0.1")
            #expect(request?.cookie == "c=d")
            #expect(request?.userAgent == "test")
            #expect(request?.remoteAddress == "127.0.0.1")
            let peer = await server.open.first
            let address: String? = await onLoop { peer.flatMap { server.server?.remoteAddress($0) } }
            #expect(address == "127.0.0.1")
        }
    }

    @Test func `an address names one place below the sockets' path, spelled as it is`() async throws {
        try await with { server, port in
            let long = String(repeating: "x", count: 200)
            for (path, place) in [
                ("/ws", nil), ("/ws?a=/b", nil), ("/ws/s-1", "s-1"), ("/ws/s-1?a=1", "s-1"),
                ("/ws/A_9", "A_9"), ("/ws/\(long)", long),
            ] as [(String, String?)] {
                let client = try WebSocketClient(port: port, path: path)
                try client.send("x")
                _ = try client.read()
                #expect(await server.requests.last?.place == place, "\(path)")
            }
            let granted = await server.requests.count
            for (path, status) in [
                ("/ws/", 404), ("/ws/a/b", 404), ("/ws/a/", 404), ("/wsx", 404), ("/wsx/a", 404),
                ("/w", 404), ("/", 404), ("/api/ws/a", 404),
                ("/ws/s%2D1", 400), ("/%77s", 400), ("/ws%2Fs", 400), ("/ws//s", 400), ("//ws/s", 400),
                ("/ws/.", 400), ("/ws/..", 400), ("/ws/./s", 400), ("/x/../ws/s", 400), ("/ws/%00", 400),
            ] {
                #expect(
                    refusal { try WebSocketClient(port: port, path: path) }?.status == status, "\(path)")
            }
            #expect(await server.requests.count == granted)
        }
    }

    private func refusal(_ open: () throws -> WebSocketClient) -> SocketClient.Answer? {
        do {
            _ = try open()
            return nil
        } catch WebSocketClient.Failure.refused(let answer) {
            return answer
        } catch {
            return nil
        }
    }

    @Test("an upgrade is refused for a foreign origin, another path and another subprotocol")
    func refusedUpgrades() async throws {
        try await with { server, port in
            let foreign = refusal { try WebSocketClient(port: port, origin: "https://example.org") }
            #expect(foreign?.status == 403)
            #expect(foreign?.text == "{\"code\":\"foreign_origin\"}")
            #expect(foreign?.headers["content-type"] == "application/json")
            #expect(foreign?.headers["x-content-type-options"] == "nosniff")
            #expect(refusal { try WebSocketClient(port: port, path: "/other") }?.status == 404)
            #expect(refusal { try WebSocketClient(port: port, subprotocol: "trialogue.v2") }?.status == 400)
            #expect(refusal { try WebSocketClient(port: port, subprotocol: "x, trialogue.v1") } == nil)
            let client = try SocketClient(port: port)
            let old = try client.get(
                "/ws",
                [
                    "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 8",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: trialogue.v1",
                ])
            #expect(old.status == 426)
            #expect(old.headers["sec-websocket-version"] == "13")
            #expect(await server.requests.count == 2)
        }
    }

    @Test("what the protocol forbids is closed with its code")
    func forbidden() async throws {
        let text = WebSocketClient.text
        let cases: [(UInt16, [(UInt8, [UInt8], Bool)])] = [
            (1009, [(text, [UInt8](repeating: 97, count: 65_537), true)]),
            (
                1009,
                [
                    (text, [UInt8](repeating: 97, count: 40_000), false),
                    (0, [UInt8](repeating: 97, count: 30_000), true),
                ]
            ),
            (1003, [(WebSocketClient.binary, [1, 2, 3], true)]),
            (1007, [(text, [0xff, 0xfe], true)]),
            (1007, [(text, [0xe4, 0xb8], true)]),
            (1007, [(text, [0xe4], false), (0, [0x41], true)]),
        ]
        for (code, frames) in cases {
            try await with { server, port in
                let client = try WebSocketClient(port: port)
                for (opcode, payload, isFinal) in frames {
                    try? client.send(opcode, payload, isFinal: isFinal)
                }
                #expect(try client.readClose() == code)
                try? client.send(WebSocketClient.close, [UInt8(code >> 8), UInt8(code & 255)])
                #expect(client.socket.isClosedByServer())
                #expect(await server.open.isEmpty)
            }
        }
    }

    @Test("the peer's own close is answered and its code is told")
    func peerCloses() async throws {
        try await with { server, port in
            let client = try WebSocketClient(port: port)
            try client.send(WebSocketClient.close, [0x03, 0xe8])
            // What comes after a close frame is nobody's.
            try? client.send("late")
            #expect(try client.read().code == 1000)
            #expect(client.socket.isClosedByServer())
            #expect(await server.closeCodes == [1000])
            #expect(await server.open.isEmpty)
        }
    }

    @Test("a connection that breaks off is closed without a code, and its name is stale")
    func breaksOff() async throws {
        try await with { server, port in
            let client = try WebSocketClient(port: port)
            try client.send("x")
            _ = try client.read()
            let peer = try #require(await server.open.first)
            client.socket.reset()
            let other = try WebSocketClient(port: port)
            while await server.closeCodes.isEmpty {
                try other.send("x")
                _ = try other.read()
            }
            #expect(await server.closeCodes == [nil])
            let outcome: SendOutcome? = await onLoop { server.server?.send(peer, Array("x".utf8)) }
            #expect(outcome == .gone)
            let address: String? = await onLoop { server.server?.remoteAddress(peer) }
            #expect(address == nil)
            await onLoop { server.server?.close(peer, code: 1000) }
        }
    }

    @Test("a close sends what is queued first, then its code and reason")
    func closeFlushes() async throws {
        try await with { server, port in
            await onLoop {
                server.onText = { peer, text in
                    guard text == "flood" else { return false }
                    for _ in 0..<100 { server.server?.send(peer, [UInt8](repeating: 97, count: 8_192)) }
                    server.server?.close(peer, code: 4001, reason: "enough")
                    #expect(server.server?.send(peer, [97]) == .gone)
                    return true
                }
            }
            let client = try WebSocketClient(port: port, receiveBuffer: 8_192)
            try client.send("flood")
            for _ in 0..<100 { #expect(try client.read().payload.count == 8_192) }
            let close = try client.read()
            #expect(close.code == 4001)
            #expect(String(decoding: close.payload.dropFirst(2), as: UTF8.self) == "enough")
            try client.send(WebSocketClient.close, Array(close.payload.prefix(2)))
            #expect(client.socket.isClosedByServer())
            #expect(await server.closeCodes == [4001])
        }
    }

    @Test("a peer that doesn't read is closed with 4006 while another one is served")
    func overflow() async throws {
        try await with {
            $0.closeSeconds = 9
        } _: { server, port in
            let slow = try WebSocketClient(port: port, receiveBuffer: 4_096)
            try slow.send("hello")
            _ = try slow.read()
            let victim = try #require(await server.open.first)
            await onLoop {
                server.onText = { peer, text in
                    guard text == "relay" else { return false }
                    let outcome = server.server?.send(victim, [UInt8](repeating: 98, count: 32_768))
                    server.server?.send(peer, Array("\(outcome.map { "\($0)" } ?? "none")".utf8))
                    return true
                }
            }
            let quick = try WebSocketClient(port: port)
            var outcomes: [String] = []
            // The kernel holds some megabytes for the one that doesn't read, then the outbox one.
            while outcomes.last != "overflowed" && outcomes.count < 2_000 {
                try quick.send("relay")
                outcomes.append(try quick.read().text)
            }
            #expect(outcomes.last == "overflowed")
            #expect(outcomes.filter { $0 == "queued" }.count >= 30)
            try quick.send("relay")
            #expect(try quick.read().text == "gone")
            #expect(try slow.readClose() == 4006)
            try slow.send(WebSocketClient.close, [0x0f, 0xa6])
            #expect(slow.socket.isClosedByServer())
            #expect(await server.closeCodes == [4006])
        }
    }

    @Test("messages to a peer that reads slowly keep their order")
    func order() async throws {
        try await with { server, port in
            await onLoop {
                server.onText = { peer, text in
                    guard text == "count" else { return false }
                    for number in 0..<500 {
                        let message = Array("\(number) ".utf8) + [UInt8](repeating: 99, count: 2_000)
                        #expect(server.server?.send(peer, message) != .overflowed)
                    }
                    return true
                }
            }
            let client = try WebSocketClient(port: port, receiveBuffer: 4_096)
            try client.send("count")
            for number in 0..<500 {
                #expect(try client.read().text.split(separator: " ").first == "\(number)")
            }
        }
    }

    @Test("a stop tells every peer 1001, lets go of nothing half-said, and leaves nobody listening")
    func stop() async throws {
        let (server, port) = try await ServerUnderTest.start()
        let clients = try (0..<3).map { _ in try WebSocketClient(port: port) }
        for client in clients {
            try client.send("x")
            _ = try client.read()
        }
        let idle = try SocketClient(port: port)
        #expect(try idle.get("/api/x").status == 200)
        async let stopping: Void = server.stop(grace: 9)
        for client in clients {
            #expect(try client.readClose() == 1001)
            try client.send(WebSocketClient.close, [0x03, 0xe9])
            #expect(client.socket.isClosedByServer())
        }
        await stopping
        #expect(await server.isStopped)
        #expect(await server.closeCodes == [1001, 1001, 1001])
        #expect(idle.isClosedByServer())
        #expect(throws: SocketClient.Failure.cannotConnect) { try SocketClient(port: port) }
    }

    @Test("peers that answer no close are cut when the grace is over")
    func stopWithoutAnswer() async throws {
        let (server, port) = try await ServerUnderTest.start()
        let client = try WebSocketClient(port: port)
        try client.send("x")
        _ = try client.read()
        await server.stop(grace: 0)
        #expect(await server.closeCodes.count == 1)
        #expect(client.socket.isClosedByServer())
    }

    @Test("servers start and stop one after another in one process")
    func again() async throws {
        for _ in 0..<5 {
            try await with { _, port in
                let client = try WebSocketClient(port: port)
                try client.send("x")
                #expect(try client.read().text == "x")
            }
        }
    }
}
