/// How a request's body is taken.
package enum BodyPlan: Sendable {
    /// The handler is called when the body is whole. nil: `ListenOptions.bodyLimit`; more is 413.
    case whole(limit: Int?)
    /// The handler is called at once, and takes the body by `HTTPExchange.openBody`.
    case streamed(BodyLimits)
}

/// What a body that streams may be.
package struct BodyLimits: Sendable {
    /// Bytes of the whole body. A longer one is 413 when its head says so, else it ends with `BodyFailure.tooLong`.
    package var bytes: Int
    /// Bytes a second, at least, over `ListenOptions.bodySeconds`, while the handler takes what comes.
    package var pace: Int
    /// Bytes that wait for the handler; then reading from the socket rests. One read of 64 KiB may come on top.
    package var buffered: Int

    package init(bytes: Int, pace: Int = 1024, buffered: Int = 262_144) {
        self.bytes = bytes
        self.pace = pace
        self.buffered = buffered
    }
}

/// Why a body ended before its end.
package enum BodyFailure: Error, Hashable, Sendable {
    /// More bytes than `BodyLimits.bytes`: answer 413.
    case tooLong
    /// The chunks aren't what RFC 9112 says: answer 400.
    case malformed
    /// Fewer bytes a second than `BodyLimits.pace`: answer 408.
    case tooSlow
    /// The other end has gone, or was answered; nobody hears an answer.
    case gone
    /// The task that waited was cancelled.
    case cancelled
}

/// The body of one request, piece by piece. One consumer; to let go of it before its end is to want no more of it: then the request has
/// to be answered within `ListenOptions.closeSeconds`, or its connection is cut.
@LoopActor
package final class RequestBody {
    private let feed: RequestFeed

    init(_ feed: RequestFeed) { self.feed = feed }

    isolated deinit { feed.consumerIsGone() }

    /// The next piece, of 64 KiB at most and never empty; nil at the end. What is not taken rests in the socket.
    package func next() async throws(BodyFailure) -> [UInt8]? { try await feed.next() }
}

extension RequestBody: AsyncSequence {
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let body: RequestBody
        package mutating func next() async throws -> [UInt8]? { try await body.next() }
    }

    package nonisolated func makeAsyncIterator() -> Iterator { Iterator(body: self) }
}

/// Between the socket and the consumer of one body.
@LoopActor
final class RequestFeed {
    /// Exits: `open` to `ended` by the last byte, or to `failed`.
    private enum State {
        case open
        case ended
        case failed(BodyFailure)
    }

    let limits: BodyLimits
    private var state = State.open
    private var pieces: [[UInt8]] = []
    private var taken = 0
    private(set) var buffered = 0
    /// The most that ever waited.
    private(set) var mostBuffered = 0
    private(set) var received = 0
    private(set) var isOpened = false
    private var waiting: CheckedContinuation<Void, Never>?
    private let whenWanted: @LoopActor () -> Void
    private let whenAbandoned: @LoopActor () -> Void
    /// Since the pace was looked at last.
    private var receivedThen = 0
    private var hasRested = false
    /// As much waits as may: the socket is not read.
    private var rests = false

    init(
        _ limits: BodyLimits, whenWanted: @escaping @LoopActor () -> Void,
        whenAbandoned: @escaping @LoopActor () -> Void
    ) {
        self.limits = limits
        self.whenWanted = whenWanted
        self.whenAbandoned = whenAbandoned
    }

    private var isLive: Bool { if case .open = state { true } else { false } }

    /// Whether the socket is to be read.
    var wantsBytes: Bool {
        guard isOpened, isLive else { return false }
        rests = buffered >= limits.buffered
        if rests { hasRested = true }
        return !rests
    }

    func open() -> RequestBody {
        isOpened = true
        return RequestBody(self)
    }

    func append(_ bytes: UnsafeRawBufferPointer) {
        guard isLive, !bytes.isEmpty else { return }
        received += bytes.count
        guard received <= limits.bytes else { return fail(.tooLong) }
        pieces.append(Array(bytes))
        buffered += bytes.count
        mostBuffered = max(mostBuffered, buffered)
        wake()
    }

    func end() {
        guard isLive else { return }
        state = .ended
        wake()
    }

    func fail(_ failure: BodyFailure) {
        guard isLive else { return }
        state = .failed(failure)
        pieces = []
        taken = 0
        buffered = 0
        wake()
    }

    /// Whether enough has come since the last call, or the consumer was the slower one.
    func hasKeptPace(seconds: Int) -> Bool {
        defer {
            receivedThen = received
            hasRested = false
        }
        return rests || hasRested || received - receivedThen >= limits.pace * seconds
    }

    func next() async throws(BodyFailure) -> [UInt8]? {
        while true {
            if taken < pieces.count { return takePiece() }
            switch state {
            case .ended: return nil
            case .failed(let failure): throw failure
            case .open: break
            }
            guard !Task.isCancelled else { throw .cancelled }
            await withTaskCancellationHandler {
                await withCheckedContinuation {
                    precondition(waiting == nil, "a body has one consumer")
                    waiting = $0
                }
            } onCancel: {
                Task { @LoopActor in self.wake() }
            }
        }
    }

    private func takePiece() -> [UInt8] {
        let piece = pieces[taken]
        pieces[taken] = []
        taken += 1
        buffered -= piece.count
        if taken == pieces.count {
            pieces.removeAll(keepingCapacity: true)
            taken = 0
        }
        if rests, buffered <= limits.buffered / 2 {
            rests = false
            whenWanted()
        }
        return piece
    }

    private func wake() {
        let continuation = waiting
        waiting = nil
        continuation?.resume()
    }

    fileprivate func consumerIsGone() {
        guard isLive else { return }
        fail(.gone)
        whenAbandoned()
    }
}
