package import Mediation

#if canImport(Glibc)
internal import Glibc
#endif

/// What the server looks for in a signal, without making objects of it (docs/protocol.md, 2.6).
package struct SignalBody {
    package enum Kind { case description, candidates, restart }

    package let kind: Kind
    /// Where the DTLS fingerprint of a description stands: all after `a=fingerprint:` to the end of its line. All of them are the same; to
    /// its own grammar it is held once, when a page is bound to it (`isFingerprint`).
    package let fingerprint: Range<Int>?
    package let candidateCount: Int

    /// The rules of the link on which the signal travels.
    package struct Rules {
        /// Only candidates of our relay may pass.
        package let isRelayed: Bool
        /// The relay's addresses, as candidates write them.
        package let relayAddresses: [[UInt8]]

        package init(isRelayed: Bool, relayAddresses: [[UInt8]]) {
            self.isRelayed = isRelayed
            self.relayAddresses = relayAddresses
        }
    }

    /// Scans the body that stands in `range`. Refusals: `malformed`, `unknown_field`, `missing_field`, `bad_field`,
    /// `too_large`, `candidate_forbidden`.
    package init(scanning bytes: UnsafeRawBufferPointer, in range: Range<Int>, rules: Rules) throws(Refusal) {
        var scanner = JSONScanner(bytes, in: range)
        try self.init(&scanner, rules)
    }

    /// RFC 8122, 5: the hash function's name, a blank and as many pairs of capital hexadecimal digits as it gives bytes, parted by colons.
    /// Not those by MD2 and MD5, which the RFC forbids, nor by SHA-1, which binds a page to two keys if somebody pays for it.
    package static func isFingerprint(_ text: UnsafeRawBufferPointer) -> Bool {
        let size: Int
        switch String(decoding: text.prefix(8), as: UTF8.self).lowercased() {
        case "sha-256 ": size = 32
        case "sha-384 ": size = 48
        case "sha-512 ": size = 64
        default: return false
        }
        let pairs = text.dropFirst(8)
        return pairs.count == size * 3 - 1
            && pairs.enumerated().allSatisfy { place, byte in
                place % 3 == 2 ? byte == UInt8(ascii: ":") : Grammar.isUpperHex(byte)
            }
    }

    /// The body that begins where the scanner stands; a refusal is a value.
    static func read(_ scanner: inout JSONScanner, _ rules: Rules) -> Result<SignalBody, Refusal> {
        do throws(Refusal) {
            return .success(try SignalBody(&scanner, rules))
        } catch {
            return .failure(error)
        }
    }

    private init(_ scanner: inout JSONScanner, _ rules: Rules) throws(Refusal) {
        if let usual = try SignalBody(usual: &scanner) {
            self = usual
            return
        }
        var kindText: Range<Int>?
        var number: Int?
        var found = Findings()
        try scanner.members { scanner, key throws(Refusal) in
            if scanner.matches(key, "kind") {
                kindText = try scanner.string()
            } else if scanner.matches(key, "n") {
                number = try scanner.smallInteger()
            } else if scanner.matches(key, "sdp") {
                try found.readDescription(&scanner)
            } else if scanner.matches(key, "candidates") {
                try found.readCandidates(&scanner, rules)
            } else if scanner.matches(key, "end") {
                try scanner.skipValue(depth: 2)
            } else {
                throw Refusal(.unknownField, field: "body")
            }
        }
        guard let kindText else { throw Refusal(.missingField, field: "kind") }
        if scanner.matches(kindText, "description") {
            guard number != nil else { throw Refusal(.missingField, field: "n") }
            guard let print = found.fingerprint, found.hasDescription, !found.hasCandidates else {
                throw Refusal(.badField, field: "sdp")
            }
            kind = .description
            fingerprint = print
        } else if scanner.matches(kindText, "candidates") {
            guard found.hasCandidates, !found.hasDescription else {
                throw Refusal(.badField, field: "candidates")
            }
            kind = .candidates
            fingerprint = nil
        } else if scanner.matches(kindText, "restart") {
            guard !found.hasCandidates, !found.hasDescription else { throw Refusal(.badField, field: "kind") }
            kind = .restart
            fingerprint = nil
        } else {
            throw Refusal(.badField, field: "kind")
        }
        candidateCount = found.candidateCount
    }

    /// A description in the spelling of our pages, with its number before or behind it; nil, and the scanner where it was, for
    /// everything else, which the walk over all members reads and judges. What is refused here would be refused there.
    private init?(usual scanner: inout JSONScanner) throws(Refusal) {
        let start = scanner.position
        guard let print = try Self.usualFingerprint(&scanner) else {
            scanner.rewind(to: start)
            return nil
        }
        kind = .description
        fingerprint = print
        candidateCount = 0
    }

    private static func usualFingerprint(_ scanner: inout JSONScanner) throws(Refusal) -> Range<Int>? {
        guard scanner.takes(#"{"kind":"description","#) else { return nil }
        var isNumbered = false
        if scanner.takes(#""n":"#) {
            guard scanner.usualNumber() != nil, scanner.takes(",") else { return nil }
            isNumbered = true
        }
        guard scanner.takes(#""sdp":{"type":""#), scanner.takes("offer") || scanner.takes("answer"),
            scanner.takes(#"","sdp":"#), scanner.peek == UInt8(ascii: "\"")
        else { return nil }
        var print: Range<Int>?
        try scanner.readDescription(DescriptionLines(bytes: scanner.bytes), &print)
        guard let print, scanner.takes("}") else { return nil }
        if !isNumbered { guard scanner.takes(#","n":"#), scanner.usualNumber() != nil else { return nil } }
        return scanner.takes("}") ? print : nil
    }
}

/// What a walk over the body has met.
private struct Findings {
    var fingerprint: Range<Int>?
    var hasDescription = false
    var hasCandidates = false
    var candidateCount = 0

    mutating func readDescription(_ scanner: inout JSONScanner) throws(Refusal) {
        guard !hasDescription else { throw Refusal(.malformed) }
        hasDescription = true
        var print: Range<Int>?
        try scanner.members { scanner, key throws(Refusal) in
            if scanner.matches(key, "type") {
                let text = try scanner.plainString()
                guard scanner.matches(text, "offer") || scanner.matches(text, "answer") else {
                    throw Refusal(.badField, field: "sdp")
                }
            } else if scanner.matches(key, "sdp") {
                let lines = DescriptionLines(bytes: scanner.bytes)
                try scanner.readDescription(lines, &print)
            } else {
                throw Refusal(.unknownField, field: "sdp")
            }
        }
        fingerprint = print
    }

    mutating func readCandidates(_ scanner: inout JSONScanner, _ rules: SignalBody.Rules) throws(Refusal) {
        guard !hasCandidates else { throw Refusal(.malformed) }
        hasCandidates = true
        var count = 0
        try scanner.elements { scanner throws(Refusal) in
            count += 1
            guard count <= WireLimits.candidates else { throw Refusal(.tooManySignals, field: "candidates") }
            try scanner.members { scanner, key throws(Refusal) in
                if scanner.matches(key, "candidate") {
                    let text = try scanner.plainString()
                    guard text.count <= WireLimits.candidate else {
                        throw Refusal(.tooLarge, field: "candidate")
                    }
                    try CandidateLine(scanner.bytes, text).judge(by: rules)
                } else if scanner.matches(key, "sdpMid") {
                    // RFC 5888, 4: an identification tag is a token.
                    try scanner.wordOrNull(of: 1...256, Grammar.isToken)
                } else if scanner.matches(key, "usernameFragment") {
                    // RFC 8839, 5.4.
                    try scanner.wordOrNull(of: 4...256, Grammar.isICE)
                } else if scanner.matches(key, "sdpMLineIndex") {
                    scanner.skipSpace()
                    if scanner.peek == UInt8(ascii: "n") {
                        try scanner.skipNull()
                    } else {
                        _ = try scanner.smallInteger()
                    }
                } else {
                    throw Refusal(.unknownField, field: "candidates")
                }
            }
        }
        candidateCount = count
    }
}

extension JSONScanner {
    fileprivate mutating func skipNull() throws(Refusal) {
        guard peek == UInt8(ascii: "n") else { throw Refusal(.badField, field: "candidates") }
        try skipValue(depth: 4)
    }

    fileprivate mutating func wordOrNull(
        of count: ClosedRange<Int>, _ isRight: (UInt8) -> Bool
    ) throws(Refusal) {
        skipSpace()
        guard peek == UInt8(ascii: "\"") else { return try skipNull() }
        let text = try string()
        guard text.count <= count.upperBound else { throw Refusal(.tooLarge, field: "candidate") }
        guard text.count >= count.lowerBound, bytes[text].allSatisfy(isRight) else {
            throw Refusal(.badField, field: "candidates")
        }
    }

    /// The text of a description, line by line; `print` becomes its fingerprint.
    fileprivate mutating func readDescription(
        _ lines: DescriptionLines, _ print: inout Range<Int>?
    ) throws(Refusal) {
        let text = try self.lines(passing: DescriptionLines.isPlainAttribute) { line throws(Refusal) in
            try lines.judge(line, &print)
        }
        guard text.count <= WireLimits.description else { throw Refusal(.tooLarge, field: "sdp") }
    }

    /// A string that can't be written in two ways.
    fileprivate mutating func plainString() throws(Refusal) -> Range<Int> {
        let text = try string()
        guard lastIsPlain else { throw Refusal(.badField, field: "body") }
        return text
    }
}
