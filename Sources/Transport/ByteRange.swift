/// Which part of a thing a request asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
    /// All of it: nothing else was asked for, or nothing that is understood (14.2 lets a server ignore the rest).
    case whole
    /// 206, never empty.
    case part(Range<Int>)
    /// 416.
    case unsatisfiable

    /// `range` and `ifRange`: the values of the headers. `count`: bytes of the whole. Several ranges are answered by the whole, and so is
    /// what the grammar doesn't allow. A date in If-Range never matches: nothing here has one.
    init(_ range: String?, ifRange: String?, entityTag: String?, count: Int) {
        self = Self.asked(range, ifRange: ifRange, entityTag: entityTag, count: count)
    }

    private static func asked(_ range: String?, ifRange: String?, entityTag: String?, count: Int) -> ByteRange
    {
        guard let range, let spec = onlyRange(of: range) else { return .whole }
        if let ifRange {
            guard let entityTag, EntityTag.isSame(ifRange, entityTag) else { return .whole }
        }
        let ends = spec.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, let first = number(ends[0]), let last = number(ends[1]) else { return .whole }
        guard let first else {
            guard let last else { return .whole }
            guard last > 0 else { return .unsatisfiable }
            // Of nothing, no part can be named.
            return count == 0 ? .whole : .part(max(0, count - last)..<count)
        }
        if let last, last < first { return .whole }
        return first < count ? .part(first..<min(last ?? .max, count - 1) + 1) : .unsatisfiable
    }

    /// Content-Range (RFC 9110, 14.4); nil: none of `count` bytes was asked for.
    static func header(_ part: Range<Int>?, of count: Int) -> (String, String) {
        ("content-range", "bytes \(part.map { "\($0.lowerBound)-\($0.upperBound - 1)" } ?? "*")/\(count)")
    }

    /// The status, the header and the part that answer it, of `count` bytes.
    func answer(of count: Int) -> (status: Int, headers: [(String, String)], part: Range<Int>) {
        switch self {
        case .whole: (200, [], 0..<count)
        case .part(let part): (206, [Self.header(part, of: count)], part)
        case .unsatisfiable: (416, [Self.header(nil, of: count)], 0..<0)
        }
    }

    /// The one range of bytes that is named; empty members of a list count for nothing (RFC 9110, 5.6.1.2).
    private static func onlyRange(of text: String) -> Substring? {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bytes" else { return nil }
        let specs = parts[1].split(separator: ",").map(trimmed).filter { !$0.isEmpty }
        return specs.count == 1 ? specs[0] : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    /// `.some(nil)` for no digits; nil for anything that is no number. What is beyond all measure stays so.
    private static func number(_ text: Substring) -> Int?? {
        if text.isEmpty { return .some(nil) }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return .some(Int(text) ?? .max)
    }
}

/// Entity tags (RFC 9110, 8.8.3).
enum EntityTag {
    /// Whether If-None-Match names it; compared weakly (13.1.2).
    static func isListed(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { candidate in
            let candidate = candidate.drop { $0 == " " }.prefix { $0 != " " }
            return candidate == "*" || opaque(candidate) == opaque(tag[...])
        }
    }

    /// The strong comparison (8.8.3.2): equal, and neither of them weak.
    static func isSame(_ one: String, _ other: String) -> Bool {
        one == other && one.utf8.count >= 2 && one.hasPrefix("\"") && one.hasSuffix("\"")
    }

    private static func opaque(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
