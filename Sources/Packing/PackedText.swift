internal import CBrotli

/// A text as it is kept before it is sealed: packed with Brotli (RFC 7932), whose own dictionary knows common words of Chinese
/// too, where that makes it smaller.
///
/// The first byte tells the format. `0xFF` stands in no UTF-8 text (RFC 3629, 3), so that what was kept before there was a
/// format, the text itself, opens as it always did; a further format takes another byte that no text begins with.
package enum PackedText {
    /// Bytes of a text that is packed, and so of what unpacking may give: a damaged row must not grow without limit. It is
    /// twice a section of the minutes of characters of four bytes; a longer text is kept as it is.
    package static let limit = 65_536

    /// What is kept can't be what `pack` gave.
    package struct Damaged: Error, Equatable {
        package init() {}
    }

    private static let brotli: UInt8 = 0xFF
    /// Where the encoder's effort is best spent on a few KB of Chinese: 50 us for 200 bytes, 0.3 ms for 3 KB.
    private static let quality: Int32 = 9
    /// A window of 64 KiB: all of a text.
    private static let window: Int32 = 16

    /// `text`: UTF-8.
    package static func pack(_ text: [UInt8]) -> [UInt8] {
        let most = BrotliEncoderMaxCompressedSize(text.count)
        guard (1...limit).contains(text.count), most > 0 else { return text }
        var isDone = false
        let packed = [UInt8](unsafeUninitializedCapacity: most + 1) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            var size = most
            base.initialize(to: brotli)
            isDone =
                BrotliEncoderCompress(
                    quality, window, BROTLI_MODE_TEXT, text.count, text, &size, base + 1) == BROTLI_TRUE
            count = isDone ? size + 1 : 0
        }
        return isDone && packed.count < text.count ? packed : text
    }

    /// The text that was packed; what begins with no format's byte is one itself. Throws `Damaged`.
    package static func unpack(_ kept: [UInt8]) throws(Damaged) -> [UInt8] {
        guard kept.first == brotli else { return kept }
        guard let text = unpacked(kept.dropFirst()) else { throw Damaged() }
        return text
    }

    /// nil unless all of it is one stream, of at most `limit` bytes.
    private static func unpacked(_ stream: ArraySlice<UInt8>) -> [UInt8]? {
        guard let decoder = BrotliDecoderCreateInstance(nil, nil, nil) else { return nil }
        defer { BrotliDecoderDestroyInstance(decoder) }
        var isWhole = false
        let text = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            stream.withUnsafeBufferPointer { stream in
                var (next, left) = (stream.baseAddress, stream.count)
                var (place, room) = (buffer.baseAddress, limit)
                let result = BrotliDecoderDecompressStream(decoder, &left, &next, &room, &place, nil)
                isWhole = result == BROTLI_DECODER_RESULT_SUCCESS && left == 0
                count = isWhole ? limit - room : 0
            }
        }
        return isWhole ? text : nil
    }
}
