/// Reads a body that comes in chunks (RFC 9112, 7.1), in any cut. Extensions are skipped and trailers thrown away, as 7.1.1 and 7.1.2
/// allow; both have an end. A trailer is a header all the same: what is none would be the next request's line to another reader.
struct ChunkedBody {
    /// Exits: `size` to `data`, or to `trailer` by the last chunk; `data` to `dataEnd` by its last byte, and that to `size`; `trailer` to
    /// `over` by an empty line.
    private enum Stage {
        case size
        case data(Int)
        case dataEnd
        case trailer
        case over
    }

    /// Bytes of one line, its end included.
    static let lineLimit = 256
    /// Bytes of all extensions and trailers together: what is no body is not to come for ever.
    static let extraLimit = 16_384

    private var stage = Stage.size
    private var line: [UInt8] = []
    private var extra = 0

    var isOver: Bool { if case .over = stage { true } else { false } }

    /// Takes bytes up to the end of the body and gives the body's own to `part`. How many were taken.
    mutating func take(_ bytes: UnsafeRawBufferPointer, _ part: (UnsafeRawBufferPointer) -> Void)
        throws(RequestReader.Fault) -> Int
    {
        var place = 0
        while place < bytes.count, !isOver {
            if case .data(let rest) = stage {
                let count = min(rest, bytes.count - place)
                part(UnsafeRawBufferPointer(rebasing: bytes[place..<place + count]))
                place += count
                stage = count == rest ? .dataEnd : .data(rest - count)
            } else {
                try take(bytes[place])
                place += 1
            }
        }
        return place
    }

    private mutating func take(_ byte: UInt8) throws(RequestReader.Fault) {
        line.append(byte)
        guard byte == 0x0A else {
            guard line.count < Self.lineLimit else { throw .malformed }
            return
        }
        guard line.count >= 2, line[line.count - 2] == 0x0D, !line.dropLast(2).contains(0x0D) else {
            throw .malformed
        }
        let text = line.dropLast(2)
        switch stage {
        case .size:
            let size = try Self.size(text, extra: &extra)
            stage = size == 0 ? .trailer : .data(size)
        case .dataEnd:
            guard text.isEmpty else { throw .malformed }
            stage = .size
        case .trailer:
            guard text.isEmpty || RequestHead.isField(text) else { throw .malformed }
            extra += text.count
            stage = text.isEmpty ? .over : .trailer
        case .data, .over: break
        }
        guard extra <= Self.extraLimit else { throw .malformed }
        line.removeAll(keepingCapacity: true)
    }

    /// One to eight hexadecimal digits, and behind a semicolon what nobody reads.
    private static func size(_ text: ArraySlice<UInt8>, extra: inout Int) throws(RequestReader.Fault) -> Int {
        let digits = text.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
        let rest = text.dropFirst(digits.count).drop { $0 == 0x20 || $0 == 0x09 }
        guard (1...8).contains(digits.count), rest.isEmpty || rest.first == UInt8(ascii: ";"),
            rest.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        else { throw .malformed }
        extra += rest.count
        var size = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: size = size << 4 | Int(digit - 0x30)
            case 0x41...0x46, 0x61...0x66: size = size << 4 | Int((digit | 0x20) - 0x61 + 10)
            default: throw .malformed
            }
        }
        return size
    }
}
