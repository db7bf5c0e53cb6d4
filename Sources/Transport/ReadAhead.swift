import CLibWebSockets
import CUV
import Glibc

/// Reads from a socket all that has come, and not five bytes for a record's head and then its body: one system call less for a
/// message, and many less for a burst.
///
/// OpenSSL can do that alone (SSL_CTX_set_read_ahead), but libwebsockets asks for the next record only when the socket is readable
/// again, and so would leave in OpenSSL's buffer what came with the last one. Here OpenSSL tells of each read, and whoever has
/// something left at the end of a turn of the loop is served as if it were readable. Only WebSockets that are open: the handshakes
/// before them are read as the library expects it.
@LoopActor
final class ReadAhead {
    static let shared = ReadAhead(loop: EventLoop.shared.loop)

    /// Those that were read from and have not been looked at since.
    private var waiting: [UnsafeMutablePointer<Connection>] = []
    private var looking: [UnsafeMutablePointer<Connection>] = []
    /// Reads asked of the kernel, answered with bytes or not: whoever is served without one has had a record from the buffer.
    private var asked: UInt64 = 0
    /// OpenSSL's own socket, whose reads are told of.
    private let method = BIO_meth_new(Int32(trialogue_bio_type_socket), "socket read ahead")
    private let check = UnsafeMutablePointer<uv_check_t>.allocate(capacity: 1)
    private let idle = UnsafeMutablePointer<uv_idle_t>.allocate(capacity: 1)

    /// One buffer of OpenSSL holds 16 KiB and a bit, of records of 22 bytes and more: nobody is served more often without a read.
    private static let recordsAtMost = 1024

    private init(loop: UnsafeMutablePointer<uv_loop_t>) {
        let socket = BIO_s_socket()
        BIO_meth_set_read(method, readSocket)
        BIO_meth_set_write(method, BIO_meth_get_write(socket))
        BIO_meth_set_ctrl(method, BIO_meth_get_ctrl(socket))
        BIO_meth_set_create(method, BIO_meth_get_create(socket))
        BIO_meth_set_destroy(method, BIO_meth_get_destroy(socket))
        uv_check_init(loop, check)
        uv_idle_init(loop, idle)
        uv_check_start(check) { _ in LoopActor.assumeIsolated { ReadAhead.shared.serveWhoHasMore() } }
    }

    /// From now on this WebSocket is read ahead; without TLS nothing changes.
    func begin(_ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>) {
        var descriptor = lws_get_socket_fd(wsi)
        guard descriptor >= 0, let ssl = lws_get_ssl(wsi), let socket = BIO_new(method) else { return }
        BIO_ctrl(socket, Int32(BIO_C_SET_FD), Int(BIO_NOCLOSE), &descriptor)
        BIO_set_data(socket, connection)
        // It takes the place of the library's own, which is of the same kind and now freed.
        SSL_set_bio(ssl, socket, socket)
        SSL_set_read_ahead(ssl, 1)
    }

    /// Serves this connection soon, as if its socket were readable: something was read of it that nobody has looked at.
    func look(at connection: UnsafeMutablePointer<Connection>) {
        uv_idle_start(idle) { _ in }
        guard !connection.pointee.mayHaveMore else { return }
        connection.pointee.mayHaveMore = true
        waiting.append(connection)
    }

    fileprivate static func told(_ read: Read) {
        shared.asked &+= 1
        guard read.result > 0, !read.connection.pointee.mayHaveMore else { return }
        read.connection.pointee.mayHaveMore = true
        shared.waiting.append(read.connection)
    }

    private func serveWhoHasMore() {
        guard !waiting.isEmpty else { return }
        swap(&waiting, &looking)
        for connection in looking {
            // Read from again while it is served, it comes once more, after the others.
            connection.pointee.mayHaveMore = false
            serve(connection)
        }
        looking.removeAll(keepingCapacity: true)
        // The loop must not sleep over them.
        if waiting.isEmpty { uv_idle_stop(idle) } else { uv_idle_start(idle) { _ in } }
    }

    private func serve(_ connection: UnsafeMutablePointer<Connection>) {
        if connection.pointee.kind == .http { return serveRequest(connection) }
        if !connection.pointee.unread.isEmpty { serveOnce(connection, POLLIN) }
        for _ in 0..<Self.recordsAtMost {
            // Its place may be somebody else's by now, or a request's, for whom nothing is read ahead.
            guard connection.pointee.kind == .webSocket, let wsi = connection.pointee.wsi,
                let ssl = lws_get_ssl(wsi),
                SSL_has_pending(ssl) != 0
            else { return }
            let before = asked
            guard serveOnce(connection, POLLIN), asked == before else { return }
        }
    }

    /// The request behind one that was answered. The library waits until the socket takes bytes before it looks for the next; but
    /// nothing of it waits there.
    private func serveRequest(_ connection: UnsafeMutablePointer<Connection>) {
        guard let wsi = connection.pointee.wsi, let user = lws_context_user(lws_get_context(wsi)) else {
            return
        }
        let server = Unmanaged<LoopServer>.fromOpaque(user).takeUnretainedValue()
        guard connection.pointee.reader.awaitsHead else {
            return server.readBody(server.connections.slot(of: connection))
        }
        guard lws_partial_buffered(wsi) == 0, Intake.hasMore(connection),
            serveOnce(connection, POLLOUT)
        else { return }
        serveOnce(connection, POLLIN)
    }

    /// False: the connection is gone.
    @discardableResult
    private func serveOnce(_ connection: UnsafeMutablePointer<Connection>, _ event: Int32) -> Bool {
        guard let wsi = connection.pointee.wsi else { return false }
        var poll = pollfd(fd: lws_get_socket_fd(wsi), events: Int16(event), revents: Int16(event))
        return poll.fd >= 0 && lws_service_fd(lws_get_context(wsi), &poll) == 0
    }
}

/// A read that has returned.
private struct Read {
    let connection: UnsafeMutablePointer<Connection>
    let result: Int32
}

/// `ReadAhead.told` without its isolation, as in LwsCallbacks.swift.
private let told: @Sendable (Read) -> Void = unsafeBitCast(
    ReadAhead.told as @LoopActor @Sendable (Read) -> Void, to: (@Sendable (Read) -> Void).self)

private let readPlainly = BIO_meth_get_read(BIO_s_socket())

private func readSocket(_ socket: OpaquePointer?, _ bytes: UnsafeMutablePointer<CChar>?, _ length: Int32)
    -> Int32
{
    guard let readPlainly, let connection = BIO_get_data(socket) else { return -1 }
    let result = readPlainly(socket, bytes, length)
    LoopActor.enter()
    told(Read(connection: connection.assumingMemoryBound(to: Connection.self), result: result))
    return result
}
