internal import Mediation

/// One ICE candidate as text, held against the grammar of RFC 8839, 5.1, without its `a=`: `candidate:foundation component
/// transport priority address port typ type [raddr … rport …] [name value …]`. Words are parted by one blank each, so that a
/// reader that parts them at tabs, at several blanks or only at the first one finds the same words.
struct CandidateLine {
    private let bytes: UnsafeRawBufferPointer
    private let text: Range<Int>
    /// Where the next word begins.
    private var position: Int

    init(_ bytes: UnsafeRawBufferPointer, _ text: Range<Int>) {
        self.bytes = bytes
        self.text = text
        position = text.lowerBound
    }

    /// Refuses with `candidate_forbidden` what is no candidate and, on a relay link, what is not our relay's with its related address
    /// zeroed. The empty text says that there are no more (RFC 8838, 14) and passes.
    func judge(by rules: SignalBody.Rules) throws(Refusal) {
        guard !text.isEmpty else { return }
        var reader = self
        guard reader.read(rules) else { throw Refusal(.candidateForbidden) }
    }

    private mutating func read(_ rules: SignalBody.Rules) -> Bool {
        guard takesName() else { return false }
        guard word(1...32, Grammar.isICE) != nil, number(1...3, 1...256),
            let transport = word(1...32, Grammar.isToken), number(1...10, 1...0x7FFF_FFFF),
            let address = word(1...255, Grammar.isAddress), number(1...5, 0...65_535),
            takes("typ"), let type = word(1...32, Grammar.isToken)
        else { return false }
        if rules.isRelayed {
            guard matches(type, "relay"), matches(transport, "udp") || matches(transport, "UDP"),
                rules.relayAddresses.contains(where: { $0.elementsEqual(bytes[address]) })
            else { return false }
        }
        let isHost = matches(type, "host")
        if takes("raddr") {
            guard !isHost, let related = word(1...255, Grammar.isAddress),
                !rules.isRelayed || matches(related, "0.0.0.0")
            else { return false }
        }
        if takes("rport") {
            guard !isHost, number(1...5, rules.isRelayed ? 0...0 : 0...65_535) else { return false }
        }
        while position < text.upperBound {
            // Related addresses have their place, and no second one, nor one in capitals.
            guard let name = word(1...255, Grammar.isToken), !matches(folding: name, "raddr"),
                !matches(folding: name, "rport"), word(1...255, Grammar.isVisible) != nil
            else { return false }
        }
        return true
    }

    private mutating func takesName() -> Bool {
        let name: StaticString = "candidate:"
        let end = text.lowerBound + name.utf8CodeUnitCount
        guard end < text.upperBound, matches(text.lowerBound..<end, name) else { return false }
        position = end
        return true
    }

    /// The word that stands here, to the next blank or the end, when all its bytes are right.
    private mutating func word(_ length: ClosedRange<Int>, _ isRight: (UInt8) -> Bool) -> Range<Int>? {
        let start = position
        var end = start
        while end < text.upperBound, bytes[end] != UInt8(ascii: " ") {
            guard isRight(bytes[end]) else { return nil }
            end += 1
        }
        guard length.contains(end - start), endsWord(at: end) else { return nil }
        return start..<end
    }

    /// Goes past the blank at `end`; behind a blank stands another word.
    private mutating func endsWord(at end: Int) -> Bool {
        position = end == text.upperBound ? end : end + 1
        return end == text.upperBound || position < text.upperBound
    }

    private mutating func number(_ length: ClosedRange<Int>, _ bounds: ClosedRange<Int>) -> Bool {
        guard let digits = word(length, Grammar.isDigit) else { return false }
        return bounds.contains(bytes[digits].reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    /// Takes `expected` if it is the word that stands here.
    private mutating func takes(_ expected: StaticString) -> Bool {
        let start = position
        let end = start + expected.utf8CodeUnitCount
        guard end <= text.upperBound, matches(start..<end, expected),
            end == text.upperBound || bytes[end] == UInt8(ascii: " "), endsWord(at: end)
        else {
            position = start
            return false
        }
        return true
    }

    private func matches(folding range: Range<Int>, _ expected: StaticString) -> Bool {
        range.count == expected.utf8CodeUnitCount
            && range.indices.allSatisfy { bytes[$0] | 0x20 == expected.utf8Start[$0 - range.lowerBound] }
    }

    private func matches(_ range: Range<Int>, _ expected: StaticString) -> Bool {
        guard range.count == expected.utf8CodeUnitCount else { return false }
        for index in 0..<range.count where bytes[range.lowerBound + index] != expected.utf8Start[index] {
            return false
        }
        return true
    }
}
