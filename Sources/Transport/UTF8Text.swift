/// Whether bytes are UTF-8 (RFC 3629). libwebsockets can judge that itself, one byte after another: 9 instructions each
/// (docs/performance.md), which is a quarter of all that a relayed message costs. Here runs of ASCII pass in words.
enum UTF8Text {
    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var index = 0
        while index < bytes.count {
            index = skipASCII(base, from: index, to: bytes.count)
            guard index < bytes.count else { return true }
            let length = sequence(bytes, at: index)
            guard length > 0 else { return false }
            index += length
        }
        return true
    }

    private static func skipASCII(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
        let high: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index + 32 <= end {
            let together =
                base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                | base.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
                | base.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self)
                | base.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
            guard together & high == 0 else { break }
            index += 32
        }
        while index < end, base.load(fromByteOffset: index, as: UInt8.self) < 0x80 { index += 1 }
        return index
    }

    /// Bytes of the well-formed sequence that begins at `index` (Unicode, table 3-7); 0: there is none.
    private static func sequence(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + offset < bytes.count && range.contains(bytes[index + offset])
        }
        switch bytes[index] {
        case ..<0x80: return 1
        case 0xC2...0xDF: return follows(1) ? 2 : 0
        case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
        case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
        case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }
}
