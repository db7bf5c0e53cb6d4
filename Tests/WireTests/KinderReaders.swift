/// How browsers read what the server passes on, as far as they read it more kindly than the grammars: models of Firefox's sipcc and
/// nICEr and of Chromium's libwebrtc, for tests that nothing passes in which one of them finds what the server has not seen.
enum KinderReader: CaseIterable {
    case sipcc
    case libwebrtc

    struct Attribute: Equatable {
        let name: String
        let value: String
    }

    /// The attributes of a description that are candidates or fingerprints to this reader.
    func findings(in text: [UInt8]) -> [Attribute] {
        lines(of: text).compactMap { line in
            guard let attribute = attribute(line),
                ["candidate", "remote-candidates", "fingerprint"].contains(attribute.name)
            else { return nil }
            return attribute
        }
    }

    private func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        let rest = lines.removeLast()
        switch self {
        // What has no line feed is no line to libwebrtc (GetLine).
        case .libwebrtc: return lines
        case .sipcc: return lines + [rest]
        }
    }

    private func attribute(_ line: ArraySlice<UInt8>) -> Attribute? {
        switch self {
        case .sipcc:
            // Kinder than it is: blanks before the letter are skipped too.
            let start = line.drop { [0x20, 0x09, 0x0D].contains($0) }
            guard start.starts(with: Array("a=".utf8)) else { return nil }
            let name = start.dropFirst(2).drop { Self.delimiters.contains($0) }
            let end =
                name.firstIndex { Self.delimiters.contains($0) || [0, 0x0D].contains($0) } ?? name.endIndex
            let value = name[end...].drop { Self.delimiters.contains($0) }
                .prefix { $0 != 0x0D && $0 != 0 }
            return Attribute(
                name: String(decoding: name[..<end], as: UTF8.self).lowercased(),
                value: Self.trimmed(value))
        case .libwebrtc:
            var line = line
            if line.last == 0x0D { line.removeLast() }
            guard line.starts(with: Array("a=".utf8)) else { return nil }
            let rest = line.dropFirst(2)
            // HasAttribute: the name, and then nothing, a colon or a blank.
            let end = rest.firstIndex { $0 == 0x3A || $0 == 0x20 } ?? rest.endIndex
            return Attribute(
                name: String(decoding: rest[..<end], as: UTF8.self),
                value: Self.trimmed(rest[end...].dropFirst()))
        }
    }

    private static let delimiters: Set<UInt8> = [0x3A, 0x20, 0x09]

    private static func trimmed(_ value: ArraySlice<UInt8>) -> String {
        var value = value.drop { $0 == 0x20 || $0 == 0x09 }
        while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
        return String(decoding: value, as: UTF8.self)
    }

    // MARK: Candidates

    struct Candidate {
        let address: String
        let type: String
        var relatedAddress: String?
        var relatedPort: Int?
    }

    /// The candidate that this reader finds in a text; nil when it refuses it.
    func candidate(in text: [UInt8]) -> Candidate? {
        var text = text[...]
        if text.starts(with: Array("a=".utf8)) { text = text.dropFirst(2) }
        guard String(decoding: text.prefix(10), as: UTF8.self).lowercased() == "candidate:" else {
            return nil
        }
        text = text.dropFirst(10)
        let words: [String]
        switch self {
        case .libwebrtc:
            // rtc::split: every blank parts, also two empty words.
            words = text.split(separator: 0x20, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
        case .sipcc:
            // nICEr's skip_whitespace: isspace.
            words = text.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        guard words.count >= 8, words[6].lowercased() == "typ" else { return nil }
        var found = Candidate(address: words[4], type: words[7].lowercased())
        var rest = words[8...]
        if let name = rest.first, spells(name, "raddr"), rest.count > 1 {
            found.relatedAddress = rest[rest.startIndex + 1]
            rest = rest.dropFirst(2)
        }
        if let name = rest.first, spells(name, "rport"), rest.count > 1 {
            found.relatedPort = Int(rest[rest.startIndex + 1]) ?? -1
        }
        return found
    }
    private func spells(_ word: String, _ name: String) -> Bool {
        switch self {
        case .libwebrtc: word == name
        case .sipcc: word.lowercased() == name
        }
    }
}
