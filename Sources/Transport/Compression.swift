import CBrotli

/// Brotli (RFC 7932), which every browser of the floor takes over TLS.
enum Compression {
    static let coding = "br"

    /// How long the encoder may look.
    enum Effort: Int32 {
        /// The last quality before the encoder's slow searches: the whole of web-static in some 30 ms.
        case quick = 9
        /// A twelfth smaller, for 0.8 s.
        case thorough = 11
    }

    /// A window of 64 KiB, the least that loses nothing on files of this size; a larger one is only memory to clear.
    private static let window: Int32 = 16

    /// nil when it would save less than a tenth: pictures and other files that are compressed already.
    static func compress(_ bytes: [UInt8], _ effort: Effort) -> [UInt8]? {
        let most = BrotliEncoderMaxCompressedSize(bytes.count)
        guard !bytes.isEmpty, most > 0 else { return nil }
        var isDone = false
        let packed = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            count = most
            isDone =
                BrotliEncoderCompress(
                    effort.rawValue, window, BROTLI_MODE_TEXT, bytes.count, bytes, &count, buffer.baseAddress)
                == BROTLI_TRUE
            if !isDone { count = 0 }
        }
        return isDone && packed.count < bytes.count - bytes.count / 10 ? packed : nil
    }

    /// Whether an Accept-Encoding names it, and not with q=0 (RFC 9110, 12.5.3).
    static func isAccepted(_ header: String?) -> Bool {
        (header ?? "").split(separator: ",").contains { coding in
            let parts = coding.lowercased().filter { $0 != " " }.split(separator: ";")
            return parts.first == "br" && !["q=0", "q=0.0", "q=0.00", "q=0.000"].contains(parts.last)
        }
    }
}
