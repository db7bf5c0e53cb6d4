extension MinutesDocument {
    /// Takes a stored document apart again, for pages that show its head and sections each in its place. Nil when
    /// `text` is not a document of this layout: the caller then shows the text as it stands.
    package init?(parsing text: String) {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }[...]
        // Office, kind, number, empty line.
        guard lines.count > 4, lines.dropFirst(3).first?.isEmpty == true else { return nil }
        lines = lines.dropFirst(4)
        var header: [HeaderLine] = []
        while let line = lines.first, !line.isEmpty {
            guard let parsed = Self.headerLine(line) else { return nil }
            header.append(parsed)
            lines = lines.dropFirst()
        }
        var sections: [Section] = []
        for key in MinutesSection.allCases {
            guard lines.first?.isEmpty == true, lines.dropFirst().first == MinutesWords.heading(of: key)
            else { return nil }
            lines = lines.dropFirst(2)
            let body = lines.prefix { Self.unindented($0) != nil }
            guard !body.isEmpty || lines.first == MinutesWords.empty else { return nil }
            lines = lines.dropFirst(max(body.count, 1))
            sections.append(
                Section(key: key, text: body.compactMap(Self.unindented).joined(separator: "\n")))
        }
        self.init(header: header, sections: sections, text: text)
    }

    private static func headerLine(_ line: String) -> HeaderLine? {
        for key in HeaderKey.allCases {
            if let value = rest(of: line, after: MinutesWords.label(of: key) + MinutesWords.colon) {
                return HeaderLine(key: key, value: value)
            }
        }
        return nil
    }

    private static func unindented(_ line: String) -> String? { rest(of: line, after: MinutesWords.indent) }

    /// Compares bytes: a combining mark at the start of what was typed would hide a prefix from `String`.
    private static func rest(of line: String, after prefix: String) -> String? {
        guard line.utf8.starts(with: prefix.utf8) else { return nil }
        return String(Substring(line.utf8.dropFirst(prefix.utf8.count)))
    }
}
