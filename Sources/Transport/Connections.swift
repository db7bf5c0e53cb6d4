import Glibc

/// One TCP connection as plain values: what a relayed message touches is reached by one pointer, with no reference
/// counting on the way.
struct Connection {
    /// Exits: `vacant` to `http` when it is accepted; `http` to `webSocket` by an upgrade; either to `vacant` when lws
    /// has let go of it.
    enum Kind: UInt8 {
        case vacant
        case http
        case webSocket
    }

    /// Kept for LwsCallbacks.swift alone; everything else names a connection by its place or its PeerID.
    var wsi: OpaquePointer?
    var kind = Kind.vacant
    /// What comes in is read by its number first (Intake.swift); -1 for none.
    var descriptor: Int32 = -1
    var reader = RequestReader()
    /// What was read of the socket behind the end of a request's head.
    var unread = Unread()
    var frames = FrameWalk()
    /// Sent a frame that no client sends; nothing more is read of it.
    var breaksFraming = false
    /// Whom it counts for.
    var address: NetworkAddress.Group?
    /// Counts up when the peer is gone, so that older names of this place mean nobody.
    var generation: UInt32 = 0
    var nextVacant: Int32 = -1

    /// What the handler finds its own state of this peer by.
    var attachment: UnsafeMutableRawPointer?
    var outbox = Outbox()
    var fragments = Fragments()
    /// We close it: with this code, when the outbox is empty. Nothing more is taken from it or for it.
    var isClosing = false
    var closeCode: UInt16 = 0
    var closeIsWritten = false
    var closeTimer: TimerID?
    /// Its close frame came; nothing after it is read (RFC 6455, 1.4).
    var peerHasClosed = false
    var peerCode: UInt16 = 0
    /// A write failed; lws has been asked to drop it.
    var isDead = false
    /// ReadAhead is going to look whether more has been read than was served.
    var mayHaveMore = false

    var takesMessages: Bool { kind == .webSocket && !isClosing && !peerHasClosed && !isDead }

    /// Gives back everything that belongs to the peer and makes its names stale.
    mutating func forgetPeer() {
        outbox.removeAll()
        fragments.removeAll()
        attachment = nil
        generation &+= 1
        isClosing = false
        closeCode = 0
        closeIsWritten = false
        closeTimer = nil
        peerHasClosed = false
        peerCode = 0
        isDead = false
        outbox.heldByLibrary = 0
    }
}

/// Bytes that have been read from a socket and not been looked at: at most what is read at once.
struct Unread {
    private var bytes: [UInt8] = []
    private var start = 0

    var isEmpty: Bool { bytes.isEmpty }

    /// Puts the last of what was read back, before what is left of it.
    mutating func putBack(_ last: UnsafeRawBufferPointer) {
        guard !last.isEmpty else { return }
        bytes = Array(last) + bytes[start...]
        start = 0
    }

    /// Copies as many as there are and fit.
    mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(bytes.count - start, buffer.count)
        buffer.copyBytes(from: bytes[start..<start + count])
        start += count
        if start == bytes.count { removeAll() }
        return count
    }

    mutating func removeAll() { self = Unread() }
}

/// The parts of a message that came in several pieces.
struct Fragments {
    private var start: UnsafeMutableRawPointer?
    private var capacity = 0
    private(set) var count = 0

    /// `expected`: bytes that are known to follow, so that a long frame is moved at most once.
    mutating func append(_ bytes: UnsafeRawBufferPointer, expected: Int) {
        let needed = count + bytes.count
        if needed > capacity {
            let wanted = max(needed + expected, capacity * 2)
            guard let grown = realloc(start, wanted) else { return }
            start = grown
            capacity = wanted
        }
        if let start, let base = bytes.baseAddress { memcpy(start + count, base, bytes.count) }
        count = needed
    }

    /// Hands the memory over; the caller frees it.
    mutating func take() -> UnsafeMutableRawBufferPointer {
        defer { self = Fragments() }
        return UnsafeMutableRawBufferPointer(start: start, count: count)
    }

    mutating func removeAll() {
        free(start)
        self = Fragments()
    }
}

/// The connections of one server: their number is bounded and known, so they never move.
@LoopActor
final class Connections {
    private let base: UnsafeMutablePointer<Connection>
    /// Some more than the limit, for those that come while another makes way.
    private let capacity: Int
    private var vacant: Int32 = -1
    private var touched = 0
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    isolated deinit { base.deallocate() }

    var isFull: Bool { count == capacity }

    /// Those that have been used so far, also vacant ones.
    var all: Range<Int> { 0..<touched }

    subscript(slot: Int) -> UnsafeMutablePointer<Connection> { base + slot }

    func slot(of connection: UnsafeMutablePointer<Connection>) -> Int { connection - base }

    func peer(of connection: UnsafeMutablePointer<Connection>) -> PeerID {
        PeerID(slot: UInt32(connection - base), generation: connection.pointee.generation)
    }

    /// nil when the name is stale.
    func live(_ peer: PeerID) -> UnsafeMutablePointer<Connection>? {
        guard Int(peer.slot) < touched else { return nil }
        let connection = base + Int(peer.slot)
        guard connection.pointee.kind == .webSocket, connection.pointee.generation == peer.generation else {
            return nil
        }
        return connection
    }

    func take() -> UnsafeMutablePointer<Connection>? {
        guard !isFull else { return nil }
        count += 1
        if vacant >= 0 {
            let connection = base + Int(vacant)
            vacant = connection.pointee.nextVacant
            return connection
        }
        // Memory of a place is touched when the place is first used.
        (base + touched).initialize(to: Connection())
        touched += 1
        return base + (touched - 1)
    }

    func giveBack(_ connection: UnsafeMutablePointer<Connection>) {
        connection.pointee.forgetPeer()
        connection.pointee.wsi = nil
        connection.pointee.address = nil
        connection.pointee.kind = .vacant
        connection.pointee.nextVacant = vacant
        vacant = Int32(connection - base)
        count -= 1
    }
}
