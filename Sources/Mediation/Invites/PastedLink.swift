/// A link as it comes out of a messenger: with a full stop or a bracket behind it, `&from=singlemessage`, `%20`, a zero width space, with the
/// sign before it written as `%23`, or the whole address (docs/protocol.md, 1.4). web-static/js/pages/room/party/seat.js keeps the same rule;
/// the table in the document is the test of both.
extension LinkText {
    /// The longest text that is looked through.
    package static let longestPasted = 2000
    /// Characters of a link's secret: 128 bits in base64url.
    package static let secretLength = 22

    /// The first link that stands in `text`, in its one spelling; nil when none does. What has none is no try at a secret.
    package init?(pasted text: String) {
        guard text.utf8.count <= Self.longestPasted else { return nil }
        let bytes = Self.unescaped(Array(text.utf8))
        var start = 0
        while start < bytes.count {
            let word = bytes[start...].prefix { Self.isOfLink($0) }
            if let link = Self.link(in: word) {
                self = link
                return
            }
            start += word.count + 1
        }
        return nil
    }

    /// The link that a run of its characters holds: what stands before the session, as `j#` does, is told apart by its own characters.
    private static func link(in word: ArraySlice<UInt8>) -> LinkText? {
        let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count >= 4 else { return nil }
        for index in 0...(parts.count - 4) where parts[index + 3].count >= secretLength {
            let four = [
                parts[index], parts[index + 1], parts[index + 2], parts[index + 3].prefix(secretLength),
            ]
            let text = four.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
            if let link = LinkText(parsing: text) { return link }
        }
        return nil
    }

    private static func isOfLink(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    /// Percent escapes undone, twice: what an address was that was escaped as a part of another.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<2 where bytes.contains(UInt8(ascii: "%")) {
            var plain: [UInt8] = []
            var index = 0
            while index < bytes.count {
                if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                    let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
                {
                    plain.append(high << 4 | low)
                    index += 3
                } else {
                    plain.append(bytes[index])
                    index += 1
                }
            }
            bytes = plain
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
