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
        var piece = first
        while let each = piece {
            piece = each.pointee.next
            UnsafeMutableRawPointer(each).deallocate()
        }
    }

    /// Bytes before a text: its length, then the headroom.
    private static let margin = max(MemoryLayout<Int>.stride, 16) + TransportMemory.headroom.roundedUp

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
                SparePieces.giveBack(piece)
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
        let piece = SparePieces.take(capacity: needed)
        if let last { last.pointee.next = piece } else { first = piece }
        last = piece
        return piece
    }
}

/// Pieces of the usual size that no log needs now, the last one given back on top: it is the likeliest to be in the cache.
@LoopActor
private enum SparePieces {
    private struct Stack {
        var top: UnsafeMutablePointer<MessageLog.Piece>?
        var count = 0
    }

    /// A piece with its head; a signal of a call and what else an update is fit in.
    private static let usual = 4096 - MessageLog.Piece.headSize
    /// 4 MiB.
    private static let most = 1024
    /// Behind a pointer: neither counted nor guarded at run time.
    private static let stack = {
        let stack = UnsafeMutablePointer<Stack>.allocate(capacity: 1)
        stack.initialize(to: Stack())
        return stack
    }()

    static func take(capacity: Int) -> UnsafeMutablePointer<MessageLog.Piece> {
        let size = max(capacity, usual)
        if size == usual, let piece = stack.pointee.top {
            stack.pointee.top = piece.pointee.next
            stack.pointee.count -= 1
            piece.initialize(to: MessageLog.Piece(next: nil, capacity: size))
            return piece
        }
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: MessageLog.Piece.headSize + size, alignment: MessageLog.Piece.alignment)
        let piece = memory.bindMemory(to: MessageLog.Piece.self, capacity: 1)
        piece.initialize(to: MessageLog.Piece(next: nil, capacity: size))
        return piece
    }

    static func giveBack(_ piece: UnsafeMutablePointer<MessageLog.Piece>) {
        guard piece.pointee.capacity == usual, stack.pointee.count < most else {
            UnsafeMutableRawPointer(piece).deallocate()
            return
        }
        piece.pointee.next = stack.pointee.top
        stack.pointee.top = piece
        stack.pointee.count += 1
    }
}

extension Int {
    /// The next multiple of a piece's alignment.
    fileprivate var roundedUp: Int { (self + MessageLog.Piece.alignment - 1) & -MessageLog.Piece.alignment }
}
