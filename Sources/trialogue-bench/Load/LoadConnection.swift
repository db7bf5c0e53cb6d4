import COpenSSL
import Glibc

/// One client connection as plain values.
struct LoadConnection {
    /// Exits: `vacant` to `connecting`; then `shaking` (TLS), then `asking` (an upgrade under way) or `http`; `asking` to
    /// `open` by the server's 101; any to `vacant` at its end.
    enum State: UInt8 {
        case vacant, connecting, shaking, asking, http, open
    }

    var state = State.vacant
    var fd: Int32 = -1
    var ssl: OpaquePointer?
    /// Bytes that came and make no whole frame or response yet.
    var rest = Bytes()
    /// Bytes that the socket would not take.
    var pending = Bytes()
    var wantsWrite = false
}

/// A growing run of bytes outside of Swift's counting.
struct Bytes {
    private(set) var start: UnsafeMutablePointer<UInt8>?
    private(set) var count = 0
    private var capacity = 0

    var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        if count + bytes.count > capacity {
            let wanted = max(count + bytes.count, capacity * 2)
            guard let grown = realloc(start, wanted) else { return }
            start = grown.assumingMemoryBound(to: UInt8.self)
            capacity = wanted
        }
        if let start { memcpy(start + count, base, bytes.count) }
        count += bytes.count
    }

    mutating func removeFirst(_ taken: Int) {
        count -= taken
        if count > 0, let start { memmove(start, start + taken, count) } else { removeAll() }
    }

    mutating func removeAll() {
        free(start)
        self = Bytes()
    }
}

/// Who hears of a loop's connections.
protocol LoadListener: AnyObject {
    /// TLS is up; of a WebSocket also the upgrade.
    func opened(_ id: Int)
    /// A text message of a WebSocket; the bytes are valid during the call.
    func message(_ id: Int, _ text: UnsafeRawBufferPointer)
    /// A whole HTTP response.
    func response(_ id: Int, status: Int, head: String, body: [UInt8])
    func closed(_ id: Int)
}

extension LoadListener {
    func opened(_ id: Int) {}
    func message(_ id: Int, _ text: UnsafeRawBufferPointer) {}
    func response(_ id: Int, status: Int, head: String, body: [UInt8]) {}
    func closed(_ id: Int) {}
}

/// A client's frames (RFC 6455, 5.2), masked with zero: the server's work is the same, ours is none.
enum Frame {
    /// Bytes before the payload of a text of 126 to 65,535 bytes, the mask of zeros included.
    static let headSize = 8

    /// The answer to a ping; its payload has at most 125 bytes.
    static func pong(_ payload: UnsafeRawBufferPointer) -> [UInt8] {
        [0x8A, 0x80 | UInt8(payload.count), 0, 0, 0, 0] + payload
    }

    static func text(_ payload: some Collection<UInt8>) -> [UInt8] {
        var frame: [UInt8] = [0x81]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ..<65536: frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        default:
            frame.append(0x80 | 127)
            for shift in stride(from: 56, through: 0, by: -8) {
                frame.append(UInt8(truncatingIfNeeded: payload.count >> shift))
            }
        }
        frame += [0, 0, 0, 0]
        frame += payload
        return frame
    }
}
