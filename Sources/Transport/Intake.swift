import CLibWebSockets
import Glibc

/// What comes in, between the socket and the library: requests are read here first (`RequestReader`), and frames looked at
/// (`FrameWalk`). The library offers no place for that, so the two functions by which it reads, `recv` and `SSL_read`, are ours:
/// a program's own come before those of the libraries that it is linked with. For every other socket they are what they were.
enum Intake {
    /// Descriptors that there can be (Preflight raises the limit no further).
    private static let most = 1 << 20
    /// Who reads by which descriptor: written and read on the loop's thread alone. Memory of a place is touched when it is first used.
    nonisolated(unsafe) private static let readers = calloc(most, MemoryLayout<Reader>.stride)?
        .bindMemory(to: Reader.self, capacity: most)

    private typealias Reader = UnsafeMutablePointer<Connection>?

    @LoopActor
    static func begin(_ connection: UnsafeMutablePointer<Connection>, _ descriptor: Int32) {
        guard let readers, (0..<most).contains(Int(descriptor)) else { return }
        readers[Int(descriptor)] = connection
        connection.pointee.descriptor = descriptor
        connection.pointee.reader = RequestReader()
        connection.pointee.frames = FrameWalk()
        connection.pointee.breaksFraming = false
    }

    @LoopActor
    static func end(_ connection: UnsafeMutablePointer<Connection>) {
        let place = Int(connection.pointee.descriptor)
        // Its number may be another connection's by now.
        if let readers, place >= 0, readers[place] == connection { readers[place] = nil }
        connection.pointee.descriptor = -1
        connection.pointee.reader = RequestReader()
        connection.pointee.unread.removeAll()
    }

    /// nil for every socket that is no connection of a server's.
    @inline(__always)
    fileprivate static func connection(_ descriptor: Int32) -> UnsafeMutablePointer<Connection>? {
        guard descriptor >= 0, Int(descriptor) < most else { return nil }
        return readers?[Int(descriptor)]
    }

    /// Bytes read at once of a request, and of a body that streams.
    static let chunk = 8192
    static let streamChunk = 65_536

    /// Reads by `read` until there is a request's head to hand on, or nothing more to read. What came behind it stays with us: the
    /// library asks for nothing more until the request is answered.
    fileprivate static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, for connection: UnsafeMutablePointer<Connection>,
        _ read: (UnsafeMutableRawBufferPointer) -> Int
    ) -> Int {
        if connection.pointee.kind == .webSocket { return frames(buffer, connection, read) }
        return withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 1) { bytes in
            while connection.pointee.reader.awaitsHead {
                let isKept = !connection.pointee.unread.isEmpty
                let count = isKept ? connection.pointee.unread.take(into: bytes) : read(bytes)
                guard count > 0 else { return count }
                let came = UnsafeRawBufferPointer(rebasing: bytes[..<count])
                let (used, text) = connection.pointee.reader.takeHead(came)
                connection.pointee.unread.putBack(UnsafeRawBufferPointer(rebasing: came[used...]))
                guard let text else { continue }
                guard text.count <= buffer.count else { break }
                buffer.copyBytes(from: text)
                return text.count
            }
            errno = EAGAIN
            return -1
        }
    }

    /// What reading gave.
    enum Came {
        case bytes(Int)
        /// Nothing yet.
        case nothing
        /// The client has closed, or broken off.
        case end
    }

    /// Reads of a request's body, past the library: first what was read with the head.
    @LoopActor
    static func read(_ buffer: UnsafeMutableRawBufferPointer, of connection: UnsafeMutablePointer<Connection>)
        -> Came
    {
        if !connection.pointee.unread.isEmpty {
            return .bytes(connection.pointee.unread.take(into: buffer))
        }
        guard let wsi = connection.pointee.wsi else { return .end }
        guard let ssl = lws_get_ssl(wsi) else {
            let count = receive(connection.pointee.descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
        }
        ERR_clear_error()
        let count = readTLS(ssl, buffer.baseAddress, Int32(buffer.count))
        if count > 0 { return .bytes(Int(count)) }
        let reason = SSL_get_error(ssl, count)
        return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE ? .nothing : .end
    }

    /// Whether there is something to read that the socket won't tell of any more.
    @LoopActor
    static func hasMore(_ connection: UnsafeMutablePointer<Connection>) -> Bool {
        if !connection.pointee.unread.isEmpty { return true }
        guard let wsi = connection.pointee.wsi, let ssl = lws_get_ssl(wsi) else { return false }
        return SSL_has_pending(ssl) != 0
    }

    /// Readings of which nothing is taken before others have their turn.
    private static let droppedAtOnce = 16

    /// An empty pong, which is a peer's to send at any time and asks for nothing (RFC 6455, 5.5.3).
    private static let pong: [UInt8] = [0x8A, 0x80, 0, 0, 0, 0]

    @inline(__always)
    private static func frames(
        _ buffer: UnsafeMutableRawBufferPointer, _ connection: UnsafeMutablePointer<Connection>,
        _ read: (UnsafeMutableRawBufferPointer) -> Int
    ) -> Int {
        let isKept = !connection.pointee.unread.isEmpty
        let count = isKept ? connection.pointee.unread.take(into: buffer) : read(buffer)
        guard count > 0 else { return count }
        if !connection.pointee.breaksFraming {
            guard
                let place = connection.pointee.frames.broken(
                    in: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            else { return count }
            connection.pointee.breaksFraming = true
            let descriptor = connection.pointee.descriptor
            LoopActor.assumeIsolated { broken(descriptor) }
            if place > 0 { return place }
        }
        // Nothing after it is read. The library may be in the middle of that frame's head, where a pong would be taken for the rest of
        // it: what comes is dropped until there is nothing, and that is what the library is told.
        for _ in 0..<droppedAtOnce {
            let more = read(buffer)
            if more <= 0 { return more }
        }
        // Who sends without a pause until the connection is cut keeps nobody waiting.
        guard buffer.count >= pong.count else { return -1 }
        buffer.copyBytes(from: pong)
        return pong.count
    }

    /// RFC 6455, 5.1: a server closes when it receives a frame that is not masked, or otherwise none, with 1002. Not from within the
    /// library's reading.
    @LoopActor
    private static func broken(_ descriptor: Int32) {
        guard let connection = connection(descriptor), let wsi = connection.pointee.wsi,
            let user = lws_context_user(lws_get_context(wsi))
        else {
            return
        }
        let server = Unmanaged<LoopServer>.fromOpaque(user).takeUnretainedValue()
        let peer = server.connections.peer(of: connection)
        LoopTimer.schedule(after: 0) { server.close(peer, code: 1002) }
        // Its answer would not be read.
        LoopTimer.schedule(after: 500) {
            guard let connection = server.connections.live(peer) else { return }
            server.kill(connection)
        }
    }
}

private typealias Receive =
    @convention(c) (Int32, UnsafeMutableRawPointer?, Int, Int32) -> Int
private typealias ReadTLS = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int32) -> Int32

/// The function of this name in the libraries behind the program.
private func next<Function>(_ name: String, _ type: Function.Type) -> Function {
    guard let found = dlsym(UnsafeMutableRawPointer(bitPattern: -1), name) else {
        preconditionFailure("no \(name) behind the program's own")
    }
    return unsafeBitCast(found, to: type)
}

private let receive = next("recv", Receive.self)
private let readTLS = next("SSL_read", ReadTLS.self)

/// `recv(2)` for libwebsockets: of a connection without TLS, what was read is read here first; of every other socket, the system's own.
@_cdecl("recv")
package func receiveByIntake(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int, _ flags: Int32
) -> Int {
    guard flags == 0, LoopActor.isCurrent, let bytes, let connection = Intake.connection(descriptor) else {
        return receive(descriptor, bytes, count, flags)
    }
    return Intake.fill(UnsafeMutableRawBufferPointer(start: bytes, count: count), for: connection) {
        receive(descriptor, $0.baseAddress, $0.count, 0)
    }
}

/// `SSL_read(3)` for libwebsockets, likewise.
@_cdecl("SSL_read")
package func readTLSByIntake(_ ssl: OpaquePointer?, _ bytes: UnsafeMutableRawPointer?, _ count: Int32)
    -> Int32
{
    guard LoopActor.isCurrent, let ssl, let bytes, let connection = Intake.connection(SSL_get_rfd(ssl)) else {
        return readTLS(ssl, bytes, count)
    }
    let read = Intake.fill(UnsafeMutableRawBufferPointer(start: bytes, count: Int(count)), for: connection) {
        Int(readTLS(ssl, $0.baseAddress, Int32($0.count)))
    }
    return Int32(truncatingIfNeeded: read)
}
