import TestKit
import Testing

@testable import Transport

/// Answers that are written as the client takes them.
@Suite(.serialized, .timeLimit(.minutes(10))) struct DownloadTests {
    private func with(
        _ answer: @escaping @LoopActor @Sendable (HTTPExchange) -> Bool,
        _ body: (ServerUnderTest, UInt16) async throws -> Void
    ) async throws {
        let (server, port) = try await ServerUnderTest.start()
        await prepare(server, answer)
        do {
            try await body(server, port)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @LoopActor
    private func prepare(_ server: ServerUnderTest, _ answer: @escaping @LoopActor (HTTPExchange) -> Bool) {
        server.onRequest = answer
    }

    private static func piece(_ number: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 50_000)
    }

    /// What the producer of one answer met.
    @LoopActor
    private final class Production {
        var written = 0
        var failure: BodyFailure?
        var isOver = false
        var exchange: HTTPExchange?
        nonisolated init() {}

        func begin(_ exchange: HTTPExchange, length: Int?, pieces: Int, finishes: Bool = true) -> Bool {
            guard exchange.path == "/api/made" else { return false }
            self.exchange = exchange
            let body = exchange.respond(
                status: 200, headers: [], contentType: "application/octet-stream", length: length)
            Task { @LoopActor in
                defer { isOver = true }
                do throws(BodyFailure) {
                    for number in 0..<pieces {
                        try await body.write(piece(number))
                        written += 1
                    }
                    if finishes { body.finish() }
                } catch {
                    failure = error
                }
            }
            return true
        }
    }

    @Test func `twenty megabytes wait for a client that reads slowly, and come whole`() async throws {
        let made = Production()
        try await with {
            made.begin($0, length: 400 * 50_000, pieces: 400)
        } _: { _, port in
            let client = try SocketClient(port: port, receiveBuffer: 8192)
            try client.send(
                "GET /api/made HTTP/1.1\r\nHost: a\r\n\r\nGET /api/next HTTP/1.1\r\nHost: a\r\n\r\n")
            try await turns(port) { await made.exchange?.outgoing?.buffered ?? 0 > ResponseFeed.mark / 2 }
            #expect(await made.written < 400)
            let answer = try client.answer()
            #expect(answer.body.count == 400 * 50_000)
            for number in 0..<400 {
                #expect(answer.body[number * 50_000 + 49_999] == UInt8(truncatingIfNeeded: number))
            }
            #expect(try client.answer().text.hasPrefix("GET /api/next"))
            #expect(await made.exchange?.outgoing?.mostBuffered ?? .max <= ResponseFeed.mark + 50_000)
        }
    }

    @Test func `a length that isn't known goes in chunks, and to HTTP/1.0 up to the close`() async throws {
        let made = Production()
        try await with {
            made.begin($0, length: nil, pieces: 3)
        } _: { _, port in
            let client = try SocketClient(port: port)
            try client.send("GET /api/made HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try client.readHead()
            #expect(head.contains("transfer-encoding: chunked"))
            #expect(!head.contains { $0.hasPrefix("content-length") })
            for number in 0..<3 {
                #expect(try client.read(6) == Array("c350\r\n".utf8))
                #expect(try client.read(50_000) == Self.piece(number))
                #expect(try client.read(2) == [13, 10])
            }
            #expect(try client.read(5) == Array("0\r\n\r\n".utf8))
            #expect(try client.get("/api/x").status == 200)
            #expect(try client.get("/api/made", method: "HEAD").status == 200)
            #expect(try client.get("/api/x").status == 200)
            let old = try SocketClient(port: port)
            try old.send("GET /api/made HTTP/1.0\r\n\r\n")
            #expect(try old.readHead().contains("connection: close"))
            #expect(try old.read(150_000).count == 150_000)
            #expect(old.isClosedByServer())
        }
    }

    @Test func `a producer that goes before its end breaks the answer off`() async throws {
        for length in [nil, 150_001] {
            let made = Production()
            try await with {
                made.begin($0, length: length, pieces: 3, finishes: length != nil)
            } _: { _, port in
                let client = try SocketClient(port: port)
                try client.send("GET /api/made HTTP/1.1\r\nHost: a\r\n\r\n")
                // However much of it was on its way.
                #expect(throws: SocketClient.Failure.self) { try client.read(150_500) }
                try await turns(port) { await made.isOver }
            }
        }
    }

    @Test func `a client that goes ends its producer`() async throws {
        let made = Production()
        try await with {
            made.begin($0, length: 4000 * 50_000, pieces: 4000)
        } _: { _, port in
            let client = try SocketClient(port: port, receiveBuffer: 8192)
            try client.send("GET /api/made HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try client.readHead()
            client.reset()
            try await turns(port) { await made.isOver }
            #expect(await made.failure == .gone)
            #expect(await made.written < 4000)
        }
    }

    @Test func `a file is answered in whole, in part, or not at all, as it is asked for`() async throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        let folder = try Folder(["film": bytes])
        let path = folder.path + "/film"
        #expect(FileSource(path: path + "s") == nil)
        #expect(FileSource(path: folder.path) == nil)
        try await with { exchange in
            guard exchange.path == "/api/film", let file = FileSource(path: path) else { return false }
            exchange.respond(from: file, entityTag: "\"1\"", headers: [], contentType: "video/webm")
            return true
        } _: { _, port in
            try await onThread {
                let client = try SocketClient(port: port)
                let whole = try client.get("/api/film")
                #expect(whole.status == 200 && whole.body == bytes)
                #expect(whole.headers["accept-ranges"] == "bytes" && whole.headers["etag"] == "\"1\"")
                let parts = [("0-0", 0..<1), ("-5", 299_995..<300_000), ("65535-200000", 65_535..<200_001)]
                for (range, part) in parts {
                    let answer = try client.get("/api/film", ["Range: bytes=\(range)", "If-Range: \"1\""])
                    #expect(answer.status == 206 && answer.body == Array(bytes[part]))
                    let place = "bytes \(part.lowerBound)-\(part.upperBound - 1)/300000"
                    #expect(answer.headers["content-range"] == place)
                }
                let stale = try client.get("/api/film", ["Range: bytes=5-6", "If-Range: \"2\""])
                #expect(stale.status == 200 && stale.body.count == 300_000)
                let beyond = try client.get("/api/film", ["Range: bytes=300000-"])
                #expect(beyond.status == 416 && beyond.body.isEmpty)
                #expect(beyond.headers["content-range"] == "bytes */300000")
                let head = try client.get("/api/film", ["Range: bytes=5-6"], method: "HEAD")
                #expect(head.status == 200 && head.headers["content-length"] == "300000")
            }
            try folder.write("film", [1])
            let short = try await onThread { try SocketClient(port: port).get("/api/film") }
            #expect(short.body == [1])
        }
    }

    @Test func `a source that fails breaks the answer off`() async throws {
        struct Broken: ByteSource {
            let count = 200_000
            func bytes(_ range: Range<Int>) async throws -> [UInt8] {
                guard range.lowerBound == 0 else { throw BodyFailure.gone }
                return [UInt8](repeating: 7, count: range.count)
            }
        }
        try await with { exchange in
            exchange.respond(from: Broken(), entityTag: nil, headers: [], contentType: "video/webm")
            return true
        } _: { _, port in
            let client = try SocketClient(port: port)
            try client.send("GET /api/film HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try client.readHead()
            #expect(throws: SocketClient.Failure.self) { try client.read(200_000) }
        }
    }
}
