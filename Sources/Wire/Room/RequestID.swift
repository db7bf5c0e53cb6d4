package import Mediation

extension CommandID {
    /// The id of a request that can't be decoded, so that its refusal reaches who asked; nil when none can be read before the place that
    /// is broken. Only for refusals: it walks over the message once more.
    package init?(askedIn bytes: UnsafeRawBufferPointer) {
        var found: Range<Int>?
        var scanner = JSONScanner(bytes)
        do throws(Refusal) {
            try scanner.members { scanner, key throws(Refusal) in
                scanner.skipSpace()
                if found == nil, scanner.matches(key, "id"), scanner.peek == UInt8(ascii: "\"") {
                    found = try scanner.string()
                } else {
                    try scanner.skipValue(depth: 1)
                }
            }
        } catch {
            // What stood before the broken place has been read.
        }
        guard let found else { return nil }
        self.init(checking: String(decoding: bytes[found], as: UTF8.self))
    }
}
