import Foundation
import TestKit
import Testing

@testable import Transport

/// What repeats in a large thing, so that each of its bytes tells where it belongs.
private let pattern: [UInt8] = (0..<65_521).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

/// The bytes of a part of it.
private func made(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    while bytes.count < range.count {
        let start = (range.lowerBound + bytes.count) % pattern.count
        bytes += pattern[start..<min(pattern.count, start + range.count - bytes.count)]
    }
    return bytes
}

private struct Film: ByteSource {
    let count: Int

    @concurrent func bytes(_ range: Range<Int>) async throws -> [UInt8] { made(range) }
}

/// Answers with a film, and takes uploads at its handler's pace.
@LoopActor
private final class Streams {
    private(set) var exchange: HTTPExchange?
    private(set) var came = 0
    private(set) var isAsSent = true
    private(set) var body: RequestBody?
    let film: Film

    nonisolated init(film: Int) { self.film = Film(count: film) }

    func begin(_ exchange: HTTPExchange) -> Bool {
        switch exchange.path {
        case "/api/film":
            self.exchange = exchange
            exchange.respond(from: film, entityTag: "\"1\"", headers: [], contentType: "video/webm")
        case "/api/upload":
            self.exchange = exchange
            body = exchange.openBody()
        default: return false
        }
        return true
    }

    var sends: ResponseFeed? { exchange?.outgoing }
    var takes: RequestFeed? { exchange?.incoming }

    /// Takes pieces until so many bytes came, or all.
    func take(upTo most: Int) async throws {
        while came < most, let piece = try await body?.next() {
            if piece != made(came..<came + piece.count) { isAsSent = false }
            came += piece.count
        }
    }

    func answer() {
        exchange?.respond(
            status: 200, headers: [], contentType: "text/plain", body: Array("\(came)".utf8))
    }
}

/// Bodies larger than memory over TLS: what waits is bounded, whoever is slow.
@Suite(.serialized, .timeLimit(.minutes(10))) struct TLSStreamTests {
    private static func with(
        _ streams: Streams, _ body: (ServerUnderTest, UInt16) async throws -> Void
    ) async throws {
        let files = try TestCertificate()
        let (certificate, key) = (files.certificate, files.key)
        let (server, port) = try await ServerUnderTest.start {
            $0.certificatePath = certificate
            $0.privateKeyPath = key
        }
        await prepare(server, streams)
        do {
            try await body(server, port)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
        withExtendedLifetime(files) {}
    }

    @LoopActor
    private static func prepare(_ server: ServerUnderTest, _ streams: Streams) {
        server.plans["/api/upload"] = .streamed(BodyLimits(bytes: 1 << 30))
        server.onRequest = { streams.begin($0) }
    }

    /// Lets the loop turn until something is so; not for ever.
    private static func turns(_ other: TLSLine, until isSo: () async -> Bool) async throws {
        for _ in 0..<20_000 {
            if await isSo() { return }
            try await onThread { try other.turn() }
        }
        throw SocketClient.Failure.tookTooLong
    }

    @Test func `A part of a film waits for a client that reads slowly, and comes as it is`()
        async throws
    {
        let streams = Streams(film: 64 << 20)
        try await Self.with(streams) { _, port in
            let part = 1_000_000..<40_000_000
            let mark = await ResponseFeed.mark
            let (line, other) = try await onThread {
                (try TLSLine(port: port, receiveBuffer: 8192), try TLSLine(port: port))
            }
            let head = try await onThread {
                try line.send(
                    "GET /api/film HTTP/1.1\r\nHost: a\r\nRange: bytes=1000000-39999999\r\n\r\n")
                return try line.readHead()
            }
            #expect(
                head.hasPrefix("HTTP/1.1 206") && head.lowercased().contains("content-length: 39000000"))
            var read = part.lowerBound
            while read < part.upperBound {
                // It rests for a while: what is made meanwhile fills its bound, and no more.
                try await Self.turns(other) {
                    let waits = await streams.sends?.buffered ?? 0
                    return waits > mark / 2 || part.upperBound - read < 4 << 20
                }
                #expect(await streams.sends?.buffered ?? 0 <= mark + 65_536)
                let from = read
                let (to, isAsMade) = try await onThread {
                    var (place, isAsMade) = (from, true)
                    while place < min(from + 3 << 20, part.upperBound) {
                        let part = Array(try line.more())
                        if part != made(place..<place + part.count) { isAsMade = false }
                        place += part.count
                    }
                    return (place, isAsMade)
                }
                #expect(isAsMade)
                read = to
            }
            #expect(read == part.upperBound)
            #expect(await streams.sends?.mostBuffered ?? .max <= mark + 65_536)
        }
    }

    @Test func `A large body rests in the socket while its route is slow`() async throws {
        let (count, limit) = (48 << 20, 262_144)
        let streams = Streams(film: 0)
        try await Self.with(streams) { _, port in
            let answer = Task { try await Self.send(count, to: port) }
            let other = try await onThread { try TLSLine(port: port) }
            for step in 1...4 {
                try await Self.turns(other) { await streams.takes?.buffered ?? 0 > limit / 2 }
                for _ in 0..<20 { try await onThread { try other.turn() } }
                #expect(await streams.takes?.buffered ?? .max <= limit + 65_536)
                try await streams.take(upTo: step << 20)
            }
            try await streams.take(upTo: .max)
            #expect(await streams.came == count)
            #expect(await streams.isAsSent)
            #expect(await streams.takes?.mostBuffered ?? .max <= limit + 65_536)
            await streams.answer()
            #expect(try await answer.value.hasPrefix("HTTP/1.1 200"))
        }
    }

    /// Sends a body, and tells the answer's head.
    private static func send(_ count: Int, to port: UInt16) async throws -> String {
        try await onThread {
            let line = try TLSLine(port: port)
            try line.send("POST /api/upload HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n")
            var sent = 0
            while sent < count {
                let end = min(sent + 262_144, count)
                try line.send(made(sent..<end))
                sent = end
            }
            return try line.readHead()
        }
    }

    /// KiB of this process's memory that stand in RAM.
    private static func residentSize() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? .max
    }

    /// In a process of its own, where nothing else takes memory. Held whole, either body alone is five times the bound.
    @Test func `200 MB in and 200 MB out leave a process as small as it was`() async {
        await #expect(processExitsWith: .success) {
            let count = 200 << 20
            let streams = Streams(film: count)
            var (before, most) = (0, 0)
            try await TLSStreamTests.with(streams) { _, port in
                // Small ones first: libraries and pages of the stack are there then.
                for size in [4 << 20, count] {
                    let line = try await onThread {
                        let line = try TLSLine(port: port)
                        try line.send(
                            "GET /api/film HTTP/1.1\r\nHost: a\r\nRange: bytes=0-\(size - 1)\r\n\r\n")
                        _ = try line.readHead()
                        return line
                    }
                    var read = 0
                    while read < size {
                        let from = read
                        read = try await onThread {
                            var place = from
                            while place < min(from + 8 << 20, size) { place += try line.more().count }
                            return place
                        }
                        most = max(most, try TLSStreamTests.residentSize())
                    }
                    let first = await streams.exchange
                    let answer = Task { try await TLSStreamTests.send(size, to: port) }
                    let other = try await onThread { try TLSLine(port: port) }
                    try await TLSStreamTests.turns(other) { await streams.exchange !== first }
                    let start = await streams.came
                    for step in stride(from: 8 << 20, through: size + 8 << 20, by: 8 << 20) {
                        try await streams.take(upTo: start + step)
                        most = max(most, try TLSStreamTests.residentSize())
                    }
                    await streams.answer()
                    _ = try await answer.value
                    if before == 0 { (before, most) = (most, 0) }
                }
            }
            let grown = most - before
            FileHandle.standardError.write(
                Data("resident: \(before) KiB, then at most \(most) KiB\n".utf8))
            guard before > 0, before < .max, grown < 40 << 10 else { exit(1) }
        }
    }
}
