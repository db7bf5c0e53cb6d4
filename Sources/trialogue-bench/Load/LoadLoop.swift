import CEpoll
import COpenSSL
import Glibc

/// Thousands of TLS clients on one thread: epoll, OpenSSL, no copies on the way of a message. It must cost less than any
/// server it loads, so it does nothing but that.
final class LoadLoop {
    private let epoll: Int32
    private let tls: OpaquePointer
    private let capacity: Int
    private let all: UnsafeMutablePointer<LoadConnection>
    private var used = 0
    private var vacant: [Int] = []
    private var requests: [Int: [UInt8]] = [:]
    private let room = UnsafeMutablePointer<UInt8>.allocate(capacity: LoadLoop.roomSize)
    private static let roomSize = 1 << 18
    private var events = [epoll_event](repeating: epoll_event(), count: 256)
    unowned(unsafe) var listener: any LoadListener

    init(listener: any LoadListener, capacity: Int = 24_000) throws {
        self.listener = listener
        self.capacity = capacity
        epoll = epoll_create1(O_CLOEXEC)
        guard epoll >= 0, let tls = SSL_CTX_new(TLS_client_method()) else { throw BenchFault("no TLS") }
        self.tls = tls
        SSL_CTX_set_verify(tls, SSL_VERIFY_NONE, nil)
        // Fewer reads: the client must not be what limits. Partial writes may move: the frame is a template.
        SSL_CTX_ctrl(tls, SSL_CTRL_SET_READ_AHEAD, 1, nil)
        SSL_CTX_ctrl(
            tls, SSL_CTRL_MODE,
            Int(
                SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                    | SSL_MODE_RELEASE_BUFFERS), nil)
        all = .allocate(capacity: capacity)
        all.initialize(repeating: LoadConnection(), count: capacity)
    }

    deinit {
        for id in 0..<used where all[id].state != .vacant { drop(id, tells: false) }
        all.deallocate()
        room.deallocate()
        SSL_CTX_free(tls)
        Glibc.close(epoll)
    }

    // MARK: Opening and closing

    /// Begins a connection to 127.0.0.1; what comes of it is told to the listener. `path`: upgraded to a WebSocket
    /// there; nil: kept for HTTP. Each connection comes from a loopback address of its own, as people do.
    func connect(
        port: UInt16, path: String? = nil, subprotocol: String = "trialogue.v1", headers: [String] = []
    ) throws -> Int {
        let id: Int
        if let free = vacant.popLast() {
            id = free
        } else {
            guard used < capacity else { throw BenchFault("more than \(capacity) connections") }
            id = used
            used += 1
        }
        let fd = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard fd >= 0 else { throw BenchFault("no socket: errno \(errno)") }
        var one: Int32 = 1
        setsockopt(fd, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        setsockopt(fd, Int32(IPPROTO_IP), 24 /* IP_BIND_ADDRESS_NO_PORT */, &one, 4)
        var from = Self.address(0x7F01_0000 + UInt32(id) + 1, port: 0)
        _ = Self.withAddress(&from) { bind(fd, $0, $1) }
        var to = Self.address(0x7F00_0001, port: port)
        guard Self.withAddress(&to, { Glibc.connect(fd, $0, $1) }) == 0 || errno == EINPROGRESS else {
            Glibc.close(fd)
            throw BenchFault("connect: errno \(errno)")
        }
        if let path {
            let lines =
                [
                    "GET \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Origin: https://127.0.0.1:\(port)",
                    "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: \(subprotocol)",
                    "User-Agent: Mozilla/5.0 (Linux; Android 13) Chrome/120.0.0.0 Mobile Safari/537.36",
                ] + headers
            requests[id] = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        }
        all[id] = LoadConnection(state: .connecting, fd: fd)
        watch(id, EPOLL_CTL_ADD, writes: true)
        return id
    }

    /// Ends a connection without a word to the listener.
    func close(_ id: Int) { if all[id].state != .vacant { drop(id, tells: false) } }

    private func drop(_ id: Int, tells: Bool) {
        if let ssl = all[id].ssl { SSL_free(ssl) }
        Glibc.close(all[id].fd)
        all[id].rest.removeAll()
        all[id].pending.removeAll()
        all[id] = LoadConnection()
        requests[id] = nil
        vacant.append(id)
        if tells { listener.closed(id) }
    }

    private static func address(_ host: UInt32, port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return address
    }

    private static func withAddress(
        _ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private func watch(_ id: Int, _ operation: Int32, writes: Bool) {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | (writes ? EPOLLOUT.rawValue : 0)
        event.data.u64 = UInt64(id)
        epoll_ctl(epoll, operation, all[id].fd, &event)
        all[id].wantsWrite = writes
    }

    // MARK: Turning

    /// One turn; waits at most so long for something to happen.
    func step(milliseconds: Int32) {
        let count = epoll_wait(epoll, &events, Int32(events.count), milliseconds)
        guard count > 0 else { return }
        for place in 0..<Int(count) { ready(Int(events[place].data.u64), events[place].events) }
    }

    /// Turns until `condition` holds; throws after `seconds`.
    func run(within seconds: Double, _ what: @autoclosure () -> String, until condition: () -> Bool) throws {
        let deadline = Monotonic.seconds + seconds
        while !condition() {
            guard Monotonic.seconds < deadline else { throw BenchFault("waited \(seconds) s for \(what())") }
            step(milliseconds: 20)
        }
    }

    private func ready(_ id: Int, _ what: UInt32) {
        switch all[id].state {
        case .vacant: return
        case .connecting:
            var error: Int32 = 0
            var size = socklen_t(4)
            getsockopt(all[id].fd, SOL_SOCKET, SO_ERROR, &error, &size)
            guard error == 0, let ssl = SSL_new(tls), SSL_set_fd(ssl, all[id].fd) == 1 else {
                return drop(id, tells: true)
            }
            SSL_set_connect_state(ssl)
            all[id].ssl = ssl
            all[id].state = .shaking
            shake(id)
        case .shaking: shake(id)
        case .asking, .http, .open:
            if what & EPOLLOUT.rawValue != 0 { flush(id) }
            if what & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { read(id) }
        }
    }

    private func shake(_ id: Int) {
        guard let ssl = all[id].ssl else { return }
        let outcome = SSL_do_handshake(ssl)
        guard outcome == 1 else {
            let error = SSL_get_error(ssl, outcome)
            guard error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE else {
                ERR_clear_error()
                return drop(id, tells: true)
            }
            let writes = error == SSL_ERROR_WANT_WRITE
            if writes != all[id].wantsWrite { watch(id, EPOLL_CTL_MOD, writes: writes) }
            return
        }
        if all[id].wantsWrite { watch(id, EPOLL_CTL_MOD, writes: false) }
        if let request = requests.removeValue(forKey: id) {
            all[id].state = .asking
            request.withUnsafeBytes { send(id, $0) }
        } else {
            all[id].state = .http
            listener.opened(id)
        }
    }

    // MARK: Writing

    /// Sends bytes as they are: a frame, or a request.
    func send(_ id: Int, _ bytes: UnsafeRawBufferPointer) {
        guard let ssl = all[id].ssl else { return }
        guard all[id].pending.count == 0 else { return all[id].pending.append(bytes) }
        let written = Int(SSL_write(ssl, bytes.baseAddress, Int32(bytes.count)))
        guard written < bytes.count else { return }
        if written <= 0 {
            let error = SSL_get_error(ssl, Int32(written))
            guard error == SSL_ERROR_WANT_WRITE || error == SSL_ERROR_WANT_READ else {
                return ERR_clear_error()
            }
        }
        all[id].pending.append(UnsafeRawBufferPointer(rebasing: bytes[max(0, written)...]))
        watch(id, EPOLL_CTL_MOD, writes: true)
    }

    func send(_ id: Int, _ bytes: [UInt8]) { bytes.withUnsafeBytes { send(id, $0) } }

    /// Sends one text message of a WebSocket.
    func say(_ id: Int, _ text: String) { send(id, Frame.text(Array(text.utf8))) }

    private func flush(_ id: Int) {
        while all[id].pending.count > 0, let ssl = all[id].ssl {
            let written = SSL_write(ssl, all[id].pending.start, Int32(all[id].pending.count))
            guard written > 0 else { return }
            all[id].pending.removeFirst(Int(written))
        }
        if all[id].wantsWrite { watch(id, EPOLL_CTL_MOD, writes: false) }
    }

    // MARK: Reading

    private func read(_ id: Int) {
        while all[id].state != .vacant, let ssl = all[id].ssl {
            let kept = all[id].rest.count
            if kept > 0, let start = all[id].rest.start { memcpy(room, start, kept) }
            let got = SSL_read(ssl, room + kept, Int32(Self.roomSize - kept))
            guard got > 0 else {
                let error = SSL_get_error(ssl, got)
                if error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE { return }
                ERR_clear_error()
                return drop(id, tells: true)
            }
            all[id].rest.removeAll()
            let count = kept + Int(got)
            let used = take(id, UnsafeRawBufferPointer(start: room, count: count))
            guard all[id].state != .vacant else { return }
            if used < count {
                all[id].rest.append(UnsafeRawBufferPointer(start: room + used, count: count - used))
            }
            // Another read that finds nothing would be a call into the kernel each time.
            if SSL_has_pending(ssl) == 0 { return }
        }
    }

    /// Takes what is whole; returns how many bytes that was.
    private func take(_ id: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
        var position = 0
        if all[id].state == .asking || all[id].state == .http {
            while let response = HTTPReply(bytes, from: position) {
                position = response.end
                guard all[id].state == .asking else {
                    listener.response(
                        id, status: response.status, head: response.head, body: response.body)
                    if all[id].state == .vacant || position == bytes.count { return position }
                    continue
                }
                guard response.status == 101 else {
                    drop(id, tells: true)
                    return position
                }
                all[id].state = .open
                listener.opened(id)
                break
            }
            guard all[id].state == .open else { return position }
        }
        return takeFrames(id, bytes, from: position)
    }

    private func takeFrames(_ id: Int, _ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var position = start
        while position + 2 <= bytes.count {
            let opcode = bytes[position] & 0x0f
            var count = Int(bytes[position + 1] & 0x7f)
            var head = 2
            if count == 126 {
                guard position + 4 <= bytes.count else { break }
                count = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
                head = 4
            } else if count == 127 {
                guard position + 10 <= bytes.count else { break }
                count = (2..<10).reduce(0) { $0 << 8 | Int(bytes[position + $1]) }
                head = 10
            }
            guard position + head + count <= bytes.count else { break }
            let payload = UnsafeRawBufferPointer(
                rebasing: bytes[(position + head)..<(position + head + count)])
            position += head + count
            if opcode == 1 {
                listener.message(id, payload)
            } else if opcode == 9 {
                // A server that hears no pong for a while gives the socket up.
                send(id, Frame.pong(payload))
            } else if opcode == 8 {
                drop(id, tells: true)
                return position
            }
            guard all[id].state == .open else { return position }
        }
        return position
    }
}
