import COpenSSL
import Foundation
import TestKit

/// A client over TLS on 127.0.0.1, which reads when it is told to: blocking, and never waiting longer than twenty seconds.
///
/// `@unchecked Sendable`: each is used by one thread at a time.
final class TLSLine: @unchecked Sendable {
    private let descriptor: Int32
    private let context: OpaquePointer
    private let session: OpaquePointer
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private var received: ArraySlice<UInt8> = []

    /// - Parameter receiveBuffer: a small one fills soon when the test doesn't read.
    init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0, let context = SSL_CTX_new(TLS_client_method()),
            let session = SSL_new(context)
        else { throw SocketClient.Failure.noSocket }
        self.context = context
        self.session = session
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) }
        }
        guard connected == 0, SSL_set_fd(session, descriptor) == 1, SSL_connect(session) == 1 else {
            throw SocketClient.Failure.cannotConnect
        }
    }

    deinit {
        SSL_free(session)
        SSL_CTX_free(context)
        close(descriptor)
    }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                SSL_write(session, $0.baseAddress.map { $0 + sent }, Int32(bytes.count - sent))
            }
            guard count > 0 else { throw SocketClient.Failure.cannotSend }
            sent += Int(count)
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// What comes next, as much as comes at once.
    func more() throws -> ArraySlice<UInt8> {
        if !received.isEmpty {
            defer { received = [] }
            return received
        }
        let count = SSL_read(session, &buffer, Int32(buffer.count))
        guard count > 0 else { throw SocketClient.Failure.ended }
        return buffer[..<Int(count)]
    }

    /// Reads up to and with an empty line, and gives the text before it.
    func readHead() throws -> String {
        var head: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while true {
            let part = try more()
            let before = head.count
            head += part
            if let at = head.indices.dropFirst(max(0, before - 3)).first(where: {
                head[$0...].starts(with: end)
            }) {
                received = head[(at + 4)...]
                return String(decoding: head[..<at], as: UTF8.self)
            }
        }
    }

    /// A request of no weight, answered in whole: the loop has turned.
    func turn() throws {
        try send("GET /api/turn HTTP/1.1\r\nHost: a\r\n\r\n")
        let head = try readHead()
        let length = head.lowercased().split(separator: "\r\n").first {
            $0.hasPrefix("content-length: ")
        }
        var rest = length.flatMap { Int($0.dropFirst(16)) } ?? 0
        while rest > 0 { rest -= try more().count }
    }
}

/// A certificate of the test's own, gone with it.
final class TestCertificate {
    let folder: URL
    var certificate: String { folder.appendingPathComponent("c.pem").path }
    var key: String { folder.appendingPathComponent("k.pem").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
            "-nodes", "-keyout",
            key, "-out", certificate, "-days", "2", "-subj", "/CN=127.0.0.1",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
