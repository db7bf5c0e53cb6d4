/// The body of one answer, written piece by piece as the socket takes it. To let go of it before `finish` is to break the answer off: the
/// client was promised more, so its connection is cut.
@LoopActor
package final class ResponseBody {
    private let feed: ResponseFeed

    init(_ feed: ResponseFeed) { self.feed = feed }

    isolated deinit { feed.breakOff() }

    /// Sends these bytes after those before them. Returns when there is room for more; throws `gone` when the client is.
    package func write(_ bytes: [UInt8]) async throws(BodyFailure) { try await feed.write(bytes) }

    /// The answer is whole. When a length was promised, it has been written.
    package func finish() { feed.finish() }
}

/// Between the producer of one answer and its socket.
@LoopActor
final class ResponseFeed {
    /// Exits: `open` to `finished` or `broken`; `finished` to `broken` when the client goes.
    private enum State {
        case open
        case finished
        case broken
    }

    /// What may wait for the socket; then the producer does. One piece may come on top.
    static let mark = 262_144

    private var state = State.open
    private var pieces: [[UInt8]]
    private var taken = 0
    /// Bytes of the first piece that are written.
    private var offset = 0
    private(set) var buffered: Int
    private(set) var mostBuffered = 0
    /// Bytes that were promised and have not come; nil: chunks.
    private var promised: Int?
    private let sendsBody: Bool
    private let isChunked: Bool
    private var waiting: CheckedContinuation<Void, Never>?
    private let whenReady: @LoopActor () -> Void

    init(
        head: [UInt8], promised: Int?, sendsBody: Bool, isChunked: Bool,
        whenReady: @escaping @LoopActor () -> Void
    ) {
        pieces = [head]
        buffered = head.count
        self.promised = promised
        self.sendsBody = sendsBody
        self.isChunked = isChunked
        self.whenReady = whenReady
    }

    var isFinished: Bool { if case .finished = state { true } else { false } }
    var isBroken: Bool { if case .broken = state { true } else { false } }

    func write(_ bytes: [UInt8]) async throws(BodyFailure) {
        guard !bytes.isEmpty else { return }
        guard !isBroken else { throw .gone }
        assert(!isFinished, "an answer is written before it is finished")
        if let promised {
            assert(bytes.count <= promised, "an answer is as long as it was promised")
            guard bytes.count <= promised else {
                breakOff()
                throw .gone
            }
            self.promised = promised - bytes.count
        }
        guard sendsBody else { return }
        if isChunked {
            append(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A])
        } else {
            append(bytes)
        }
        whenReady()
        while buffered > Self.mark, case .open = state {
            guard !Task.isCancelled else { throw .cancelled }
            await withTaskCancellationHandler {
                await withCheckedContinuation {
                    precondition(waiting == nil, "an answer has one producer")
                    waiting = $0
                }
            } onCancel: {
                Task { @LoopActor in self.wake() }
            }
        }
        guard !isBroken else { throw .gone }
    }

    func finish() {
        guard case .open = state else { return }
        guard promised ?? 0 == 0 || !sendsBody else { return breakOff() }
        if isChunked, sendsBody { append(Array("0\r\n\r\n".utf8)) }
        state = .finished
        whenReady()
    }

    /// The producer has gone, or kept no promise.
    func breakOff() {
        guard case .open = state else { return }
        clientIsGone()
        whenReady()
    }

    /// Nothing more is sent.
    func clientIsGone() {
        state = .broken
        pieces = []
        taken = 0
        buffered = 0
        wake()
    }

    /// Moves bytes that wait into `buffer`, as many as fit.
    func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while taken < pieces.count, filled < buffer.count {
            let count = min(pieces[taken].count - offset, buffer.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                .copyBytes(from: pieces[taken][offset..<offset + count])
            filled += count
            offset += count
            guard offset == pieces[taken].count else { break }
            pieces[taken] = []
            taken += 1
            offset = 0
        }
        if taken == pieces.count {
            pieces.removeAll(keepingCapacity: true)
            taken = 0
        }
        buffered -= filled
        if buffered <= Self.mark / 2 { wake() }
        return filled
    }

    private func append(_ bytes: [UInt8]) {
        pieces.append(bytes)
        buffered += bytes.count
        mostBuffered = max(mostBuffered, buffered)
    }

    private func wake() {
        let continuation = waiting
        waiting = nil
        continuation?.resume()
    }
}
