/// Walks over a peer's WebSocket frames as they come, for the one rule of RFC 6455 that the library doesn't keep: a client's
/// frames are masked (5.1).
struct FrameWalk {
    /// Bytes of the present frame that are still to come behind its first two.
    private var toSkip = 0
    /// Bytes of an extended length that are still to come, and the length so far.
    private var lengthBytes = 0
    private var length = 0
    private var hasFirst = false

    /// Where the first frame begins that is not masked, among these bytes; nil: none does. Its first byte may have come before: 0 then.
    mutating func unmasked(in bytes: UnsafeRawBufferPointer) -> Int? {
        var index = 0
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
                if lengthBytes == 0 { toSkip = 4 + min(length, 1 << 48) }
            } else if !hasFirst {
                hasFirst = true
                index &+= 1
            } else {
                let second = bytes[index]
                guard second & 0x80 != 0 else { return max(0, index - 1) }
                hasFirst = false
                index &+= 1
                length = 0
                switch second & 0x7F {
                case 126: lengthBytes = 2
                case 127: lengthBytes = 8
                case let short: toSkip = 4 + Int(short)
                }
            }
        }
        return nil
    }
}
