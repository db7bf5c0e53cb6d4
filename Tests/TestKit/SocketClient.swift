import Glibc

/// A TCP client on 127.0.0.1 for tests: blocking, byte by byte honest, and never waiting longer than ten seconds.
package final class SocketClient {
    package enum Failure: Error {
        case noSocket
        case cannotConnect
        case cannotSend
        /// The other end closed, or broke off.
        case ended
        case tookTooLong
        case malformed
    }

    private let descriptor: Int32
    private var received: [UInt8] = []

    /// `receiveBuffer`: a small one fills soon when the test doesn't read. `host`: the last number of the address in 127.0.0.0/24 that
    /// it comes from.
    package init(port: UInt16, receiveBuffer: Int32? = nil, host: UInt8 = 1) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.noSocket }
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var source = Self.name(port: 0, host: host)
        var target = Self.name(port: port, host: 1)
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafePointer(to: &source) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        let result = withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) }
        }
        guard isBound == 0, result == 0 else { throw Failure.cannotConnect }
    }

    deinit { Glibc.close(descriptor) }

    private static func name(port: UInt16, host: UInt8) -> sockaddr_in {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = (0x7f00_0000 | UInt32(host)).bigEndian
        return name
    }

    /// Breaks off without a word (RST): what waits to be read is thrown away.
    package func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    package func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Glibc.send(
                    descriptor, raw.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure.cannotSend }
            sent += count
        }
    }

    package func send(_ text: String) throws { try send(Array(text.utf8)) }

    private func fill() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 {
            received.append(contentsOf: buffer[..<count])
        } else {
            throw count < 0 && errno == EAGAIN ? Failure.tookTooLong : Failure.ended
        }
    }

    package func read(_ count: Int) throws -> [UInt8] {
        while received.count < count { try fill() }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// Reads up to and with an empty line; without the line.
    package func readHead() throws -> [String] {
        let end = Array("\r\n\r\n".utf8)
        var searched = 0
        while true {
            if let at = received.indices.dropFirst(searched).first(where: {
                received[$0...].starts(with: end)
            }) {
                let head = String(decoding: try read(at + end.count).dropLast(end.count), as: UTF8.self)
                return head.split(separator: "\r\n").map(String.init)
            }
            searched = max(0, received.count - end.count)
            try fill()
        }
    }

    /// Waits for the other end to close; what still comes is thrown away. False: it did not within ten seconds.
    package func isClosedByServer() -> Bool {
        while true {
            do { try fill() } catch { return (error as? Failure) != .tookTooLong }
            received.removeAll()
        }
    }

    // MARK: HTTP

    package struct Answer: Sendable {
        package let status: Int
        package let headers: [String: String]
        package let body: [UInt8]
        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// Reads one response. `isHead`: it has no body, whatever its length says.
    package func answer(isHead: Bool = false) throws -> Answer {
        let lines = try readHead()
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Failure.malformed
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw Failure.malformed }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        let length = isHead || status == 304 ? 0 : Int(headers["content-length"] ?? "0") ?? 0
        return Answer(status: status, headers: headers, body: try read(length))
    }

    package func get(_ path: String, _ headers: [String] = [], method: String = "GET") throws -> Answer {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1"] + headers
        try send(lines.joined(separator: "\r\n") + "\r\n\r\n")
        return try answer(isHead: method == "HEAD")
    }

    package func post(_ path: String, _ body: [UInt8], _ headers: [String] = []) throws -> Answer {
        let lines = ["POST \(path) HTTP/1.1", "Host: 127.0.0.1", "Content-Length: \(body.count)"] + headers
        try send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        return try answer()
    }
}
