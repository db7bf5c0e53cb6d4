/// Walks over a peer's WebSocket frames as they come, for the rules of RFC 6455 that the library doesn't keep: a client's frames are
/// masked (5.1); no bit is set that no extension gave a meaning, and a length is told in the shortest way (5.2); a control frame is
/// whole and has at most 125 bytes (5.5).
struct FrameWalk {
    /// Bytes of the present frame that are still to come behind its head.
    private var toSkip = 0
    /// Bytes of an extended length that are still to come, how many it has, and the length so far.
    private var lengthBytes = 0
    private var lengthForm = 0
    private var length = 0
    /// The first byte of a frame whose second one is still to come.
    private var first: UInt8?

    /// Where the first frame begins that breaks one of these rules, among these bytes; nil: none does. Its first bytes may have come
    /// before: 0 then.
    mutating func broken(in bytes: UnsafeRawBufferPointer) -> Int? {
        var index = 0
        var start = 0
        let count = bytes.count
        while index < count {
            if toSkip > 0 {
                let step = min(toSkip, count &- index)
                toSkip &-= step
                index &+= step
            } else if lengthBytes > 0 {
                // Beyond every limit it is all the same how far.
                length = min(length, 1 << 40) << 8 | Int(bytes[index])
                lengthBytes &-= 1
                index &+= 1
                if lengthBytes == 0 {
                    guard length >= (lengthForm == 2 ? 126 : 65_536) else { return start }
                    toSkip = 4 + min(length, 1 << 48)
                } else if lengthForm == 8, lengthBytes == 7, length >= 0x80 {
                    // The highest bit of 64.
                    return start
                }
            } else if let first {
                let second = bytes[index]
                guard second & 0x80 != 0, first & 0x08 == 0 || second & 0x7F < 126 else { return start }
                self.first = nil
                index &+= 1
                length = 0
                switch second & 0x7F {
                case 126: lengthBytes = 2
                case 127: lengthBytes = 8
                case let short: toSkip = 4 + Int(short)
                }
                lengthForm = lengthBytes
            } else {
                start = index
                // What the first byte tells is judged by it alone: the library must not see it, and close in its own way.
                let byte = bytes[index]
                guard byte & 0x70 == 0, byte & 0x88 != 0x08 else { return start }
                first = byte
                index &+= 1
            }
        }
        return nil
    }
}
