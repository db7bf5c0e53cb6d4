import Glibc

/// A message as it leaves, where it is kept: behind the room that libwebsockets wants for the head of the frame. It is valid until
/// the log that it stands in changes.
package struct OutgoingText {
    /// lws writes into the headroom before it, and nowhere else.
    let start: UnsafeMutablePointer<UInt8>
    /// Bytes of the text.
    package let count: Int

    /// The text as bytes, for those who show it.
    package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }
}

/// The newest messages to one reader, back to back in pieces of memory that all logs share in turn: a message is written once, into
/// the place from which it leaves and is sent again, and forgetting many costs no more than forgetting one. A log that holds no
/// message holds no memory.
@LoopActor
package struct MessageLog: ~Copyable {
    /// The head of one piece; its messages follow, each with its length and the headroom before it.
    fileprivate struct Piece {
        var next: UnsafeMutablePointer<Piece>?
        let capacity: Int
        /// One of `Pages`, and not the heap's.
        let isPage: Bool
        /// Where the oldest message begins, and where the next one will.
        var start = 0
        var end = 0
        var messages = 0
        var bytes = 0

        /// Every address in it is a multiple of this.
        static let alignment = 16
        static var headSize: Int { MemoryLayout<Piece>.stride.roundedUp }
    }

    private var first: UnsafeMutablePointer<Piece>?
    private var last: UnsafeMutablePointer<Piece>?
    /// Messages in it.
    package private(set) var count = 0
    /// Bytes of their texts.
    package private(set) var bytes = 0

    package nonisolated init() {}

    deinit {
        // Whoever holds a log lives on the loop, and so does its end.
        LoopActor.assumeIsolated {
            var piece = first
            while let each = piece {
                piece = each.pointee.next
                Pages.giveBack(each)
            }
        }
    }

    /// Bytes before a text: its length, then the headroom.
    private static let margin = (MemoryLayout<Int>.stride + TransportMemory.headroom).roundedUp

    /// Writes one more message of at most `capacity` bytes; `fill` returns how many they are.
    package mutating func append(
        capacity: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int
    ) -> OutgoingText {
        let needed = (Self.margin + capacity).roundedUp
        let piece = room(for: needed)
        let entry = Self.entry(piece, at: piece.pointee.end)
        let text = entry + Self.margin
        let length = fill(UnsafeMutableRawBufferPointer(start: text, count: capacity))
        entry.storeBytes(of: length, as: Int.self)
        piece.pointee.end += (Self.margin + length).roundedUp
        piece.pointee.messages += 1
        piece.pointee.bytes += length
        count += 1
        bytes += length
        return OutgoingText(start: text.assumingMemoryBound(to: UInt8.self), count: length)
    }

    /// A copy of `message` as one more.
    package mutating func append(_ message: [UInt8]) -> OutgoingText {
        append(capacity: message.count) {
            $0.copyBytes(from: message)
            return message.count
        }
    }

    /// Forgets the `number` oldest messages, or all if there are fewer. Pieces that hold nothing else go without a look inside.
    package mutating func forget(first number: Int) {
        var left = number
        while left > 0, let piece = first {
            guard left < piece.pointee.messages else {
                left -= piece.pointee.messages
                count -= piece.pointee.messages
                bytes -= piece.pointee.bytes
                first = piece.pointee.next
                if first == nil { last = nil }
                Pages.giveBack(piece)
                continue
            }
            for _ in 0..<left {
                let length = Self.entry(piece, at: piece.pointee.start).load(as: Int.self)
                piece.pointee.start += (Self.margin + length).roundedUp
                piece.pointee.messages -= 1
                piece.pointee.bytes -= length
                bytes -= length
            }
            count -= left
            return
        }
    }

    package mutating func forgetAll() { forget(first: count) }

    /// Shows the messages from the one at `index` on, the oldest being 0. `body` must not change the log.
    package func forEach(from index: Int, _ body: (OutgoingText) -> Void) {
        var skipped = 0
        var piece = first
        while let each = piece {
            var place = each.pointee.start
            for _ in 0..<each.pointee.messages {
                let entry = Self.entry(each, at: place)
                let length = entry.load(as: Int.self)
                if skipped >= index {
                    let text = (entry + Self.margin).assumingMemoryBound(to: UInt8.self)
                    body(OutgoingText(start: text, count: length))
                } else {
                    skipped += 1
                }
                place += (Self.margin + length).roundedUp
            }
            piece = each.pointee.next
        }
    }

    private static func entry(_ piece: UnsafeMutablePointer<Piece>, at place: Int) -> UnsafeMutableRawPointer
    {
        UnsafeMutableRawPointer(piece) + Piece.headSize + place
    }

    private mutating func room(for needed: Int) -> UnsafeMutablePointer<Piece> {
        if let last, last.pointee.capacity - last.pointee.end >= needed { return last }
        let piece = Pages.take(capacity: needed)
        if let last { last.pointee.next = piece } else { first = piece }
        last = piece
        return piece
    }
}

/// The memory of the logs: pages that come and go with the talking, apart from the heap, in which they would leave holes between
/// what stays.
@LoopActor
private enum Pages {
    private struct Spare {
        /// Pages that were used a moment ago, the last one on top: it is the likeliest to be in the cache.
        var warm: UnsafeMutablePointer<MessageLog.Piece>?
        var warmCount = 0
        /// Pages without memory behind them: never used, or given back to the kernel.
        var cold: [UnsafeMutableRawPointer] = []
        var made = 0
    }

    private static let size = 4096
    private static let atOnce = 256
    /// 2 MiB.
    private static let mostWarm = 512
    /// Behind a pointer: neither counted nor guarded at run time.
    private static let spare = {
        let spare = UnsafeMutablePointer<Spare>.allocate(capacity: 1)
        spare.initialize(to: Spare())
        return spare
    }()

    /// A piece for `capacity` bytes at least; one that is larger than a page comes from the heap.
    static func take(capacity: Int) -> UnsafeMutablePointer<MessageLog.Piece> {
        let headSize = MessageLog.Piece.headSize
        // Heads begin at eight different places of their pages, or they would all compete for the same lines of the cache.
        let least = size - headSize - 7 * 64
        guard capacity <= least else {
            return make(
                UnsafeMutableRawPointer.allocate(
                    byteCount: headSize + capacity, alignment: MessageLog.Piece.alignment),
                capacity: capacity, isPage: false)
        }
        if let piece = spare.pointee.warm {
            spare.pointee.warm = piece.pointee.next
            spare.pointee.warmCount -= 1
            let capacity = piece.pointee.capacity
            piece.initialize(to: MessageLog.Piece(next: nil, capacity: capacity, isPage: true))
            return piece
        }
        let page = coldPage()
        let shift = Int(bitPattern: page) / size % 8 * 64
        return make(page + shift, capacity: size - headSize - shift, isPage: true)
    }

    private static func make(
        _ memory: UnsafeMutableRawPointer, capacity: Int, isPage: Bool
    ) -> UnsafeMutablePointer<MessageLog.Piece> {
        let piece = memory.bindMemory(to: MessageLog.Piece.self, capacity: 1)
        piece.initialize(to: MessageLog.Piece(next: nil, capacity: capacity, isPage: isPage))
        return piece
    }

    private static func coldPage() -> UnsafeMutableRawPointer {
        if let page = spare.pointee.cold.popLast() { return page }
        let flags = MAP_PRIVATE | MAP_ANONYMOUS
        let made = mmap(nil, size * atOnce, PROT_READ | PROT_WRITE, flags, -1, 0)
        // As for every allocation: without memory the program ends here.
        guard let start = made, start != MAP_FAILED else { abort() }
        spare.pointee.made += atOnce
        // As many as there are may once be cold.
        spare.pointee.cold.reserveCapacity(spare.pointee.made)
        for index in (1..<atOnce).reversed() { spare.pointee.cold.append(start + index * size) }
        return start
    }

    static func giveBack(_ piece: UnsafeMutablePointer<MessageLog.Piece>) {
        guard piece.pointee.isPage else {
            UnsafeMutableRawPointer(piece).deallocate()
            return
        }
        if spare.pointee.warmCount < mostWarm {
            piece.pointee.next = spare.pointee.warm
            spare.pointee.warm = piece
            spare.pointee.warmCount += 1
            return
        }
        let page = UnsafeMutableRawPointer(bitPattern: UInt(bitPattern: piece) & ~UInt(size - 1))
        guard let page else { return }
        // The address stays ours, its memory is the kernel's again until it is next written to.
        madvise(page, size, MADV_DONTNEED)
        spare.pointee.cold.append(page)
    }
}

extension Int {
    /// The next multiple of a piece's alignment.
    fileprivate var roundedUp: Int { (self + MessageLog.Piece.alignment - 1) & -MessageLog.Piece.alignment }
}
