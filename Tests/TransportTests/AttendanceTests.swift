import TestKit
import Testing
import Transport

/// One address must not keep the others out, from accept on.
@Suite(.serialized, .timeLimit(.minutes(10))) struct AttendanceTests {
    private func with(
        _ adjust: @Sendable (inout ListenOptions) -> Void,
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

    @Test func `silent connections fill all places, and others get in all the same`() async throws {
        try await with {
            $0.maximumConnections = 40
        } _: { _, port in
            let silent = try (0..<40).map { _ in try SocketClient(port: port) }
            // The last of them is in: those before it are too.
            #expect(try silent[39].get("/api/x").status == 200)
            let others = try (UInt8(2)...9).map { try SocketClient(port: port, host: $0) }
            for other in others { #expect(try other.get("/api/x").status == 200) }
            // Who has most of the places gets no more of them.
            #expect(try SocketClient(port: port).isClosedByServer())
            #expect(try others[0].get("/api/x").status == 200)
        }
    }

    @Test func `an address has so many connections without a socket, and not one more`() async throws {
        try await with {
            $0.requestsPerAddress = 4
        } _: { _, port in
            var clients = try (0..<4).map { _ in try SocketClient(port: port) }
            for client in clients { #expect(try client.get("/api/x").status == 200) }
            #expect(try SocketClient(port: port).isClosedByServer())
            #expect(try SocketClient(port: port, host: 2).get("/api/x").status == 200)
            // A place that is free is had again.
            clients.removeLast().reset()
            while (try? SocketClient(port: port).get("/api/x").status) != 200 {}
        }
    }

    @Test func `sockets of the live room count for their address alone`() async throws {
        try await with {
            $0.requestsPerAddress = 2
            $0.connectionsPerAddress = 5
        } _: { server, port in
            var sockets: [WebSocketClient] = []
            for _ in 0..<4 { sockets.append(try WebSocketClient(port: port)) }
            #expect(await server.open.count == 4)
            // One place is left, of any kind.
            let page = try SocketClient(port: port)
            #expect(try page.get("/api/x").status == 200)
            #expect(try SocketClient(port: port).isClosedByServer())
            #expect(try SocketClient(port: port, host: 2).get("/api/x").status == 200)
            sockets.removeAll()
            page.reset()
            while await !server.open.isEmpty { _ = try SocketClient(port: port, host: 2).get("/api/x") }
            while (try? SocketClient(port: port).get("/api/x").status) != 200 {}
        }
    }

    @Test func `a socket never makes way, nor does a request that waits for its answer`() async throws {
        try await with {
            $0.maximumConnections = 3
        } _: { server, port in
            let socket = try WebSocketClient(port: port)
            let held = try SocketClient(port: port)
            try held.send("GET /api/held HTTP/1.1\r\nHost: a\r\n\r\n")
            let idle = try SocketClient(port: port)
            while await server.held.isEmpty { #expect(try idle.get("/api/x").status == 200) }
            let other = try SocketClient(port: port, host: 2)
            #expect(try other.get("/api/release").status == 204)
            #expect(try held.answer().text == "O")
            try socket.send("still here")
            #expect(try socket.read().text == "still here")
            #expect(idle.isClosedByServer())
        }
    }
}
