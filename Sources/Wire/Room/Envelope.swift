package import Mediation

/// The outside of one message, read once: its type, and of a signal the addressee and where its body stands. The
/// body is not decoded (architecture: "scanned, never decoded into objects nor re-encoded").
package struct Envelope {
    /// The bytes between the quotes of `type`.
    package private(set) var type = 0..<0
    package private(set) var to: Int?
    package private(set) var epoch: Int?
    package private(set) var body: Range<Int>?
    /// Whether `type` is "signal".
    package private(set) var isSignal = false
    /// Whether the whole message is `{"type":"beat"}`: the one that idle people say, and not worth a decoder's pass.
    package private(set) var isBeat = false
    /// How far the sender has read: what a signal's `ack` says, and the number of an `ack` in the spelling of our pages; nil says
    /// nothing.
    package private(set) var acknowledged: Int?
    /// Members beside type, to, epoch, body and a signal's `ack`: none is known to a signal.
    package private(set) var otherMembers = 0

    /// What stands in the body of a signal; nil when it is refused, for other messages and where no rules were given. Plain values,
    /// so that to pass them on costs nothing.
    package private(set) var signal: SignalBody?
    /// Why the body of a signal is refused.
    package private(set) var signalRefusal: Refusal?

    /// Reads a whole message, in one pass. `rules`: those that a signal's body is held against on the way. Refusals:
    /// `malformed` (also for a member that stands twice), `too_deep`, `too_large`, `missing_field` (type).
    package init(
        scanning bytes: UnsafeRawBufferPointer, rules: SignalBody.Rules? = nil
    ) throws(Refusal) {
        guard bytes.count <= WireLimits.message else { throw Refusal(.tooLarge) }
        if let rules, readUsual(bytes, rules) { return }
        var type: Range<Int>?
        var to: Int?
        var epoch: Int?
        var body: Range<Int>?
        var read: Int?
        var others = 0
        var signal: Result<SignalBody, Refusal>?
        var scanner = JSONScanner(bytes)
        try scanner.members { scanner, key throws(Refusal) in
            if scanner.matches(key, "type") {
                guard type == nil else { throw Refusal(.malformed) }
                type = try scanner.string()
            } else if scanner.matches(key, "to") {
                guard to == nil else { throw Refusal(.malformed) }
                to = try scanner.smallInteger()
            } else if scanner.matches(key, "epoch") {
                guard epoch == nil else { throw Refusal(.malformed) }
                epoch = try scanner.smallInteger()
            } else if scanner.matches(key, "ack") {
                guard read == nil else { throw Refusal(.malformed) }
                read = try scanner.smallInteger()
            } else if scanner.matches(key, "body") {
                guard body == nil else { throw Refusal(.malformed) }
                scanner.skipSpace()
                let start = scanner.position
                if let rules, let type, scanner.matches(type, "signal") {
                    signal = SignalBody.read(&scanner, rules)
                    // Grammar and depth hold for what is refused too; the outside of the message is judged first.
                    if case .failure = signal { scanner.rewind(to: start) }
                }
                if scanner.position == start { try scanner.skipValue(depth: 1) }
                body = start..<scanner.position
            } else {
                others += 1
                try scanner.skipValue(depth: 1)
            }
        }
        scanner.skipSpace()
        guard scanner.isAtEnd else { throw Refusal(.malformed) }
        guard let type else { throw Refusal(.missingField, field: "type") }
        self.type = type
        self.to = to
        self.epoch = epoch
        self.body = body
        isSignal = scanner.matches(type, "signal")
        if isSignal { acknowledged = read } else if read != nil { others += 1 }
        otherMembers = others
        isBeat = others == 0 && to == nil && epoch == nil && body == nil && scanner.matches(type, "beat")
        if let rules, signal == nil, let body, isSignal {
            // The body stood before the type.
            var again = JSONScanner(bytes, in: body)
            signal = SignalBody.read(&again, rules)
        }
        switch signal {
        case .success(let found): self.signal = found
        case .failure(let refusal): signalRefusal = refusal
        case nil: break
        }
    }

    /// What pages say all the time, in the one spelling of theirs: a signal that keeps the rules, an acknowledgement, a beat. false, and
    /// nothing read, for everything else, which the walk over all members reads and judges.
    private mutating func readUsual(_ bytes: UnsafeRawBufferPointer, _ rules: SignalBody.Rules) -> Bool {
        var scanner = JSONScanner(bytes)
        guard scanner.takes(#"{"type":""#) else { return false }
        let start = scanner.position
        if scanner.takes(#"signal","to":"#) {
            guard let seat = scanner.usualNumber(), scanner.takes(#","epoch":"#),
                let number = scanner.usualNumber()
            else { return false }
            var read: Int?
            if scanner.takes(#","ack":"#) {
                read = scanner.usualNumber()
                guard read != nil else { return false }
            }
            guard scanner.takes(#","body":"#), scanner.peek == UInt8(ascii: "{") else { return false }
            let bodyStart = scanner.position
            guard case .success(let found) = SignalBody.read(&scanner, rules) else { return false }
            let bodyEnd = scanner.position
            guard scanner.takes("}"), scanner.isAtEnd else { return false }
            type = start..<(start + 6)
            isSignal = true
            to = seat
            epoch = number
            acknowledged = read
            body = bodyStart..<bodyEnd
            signal = found
            return true
        }
        if scanner.takes(#"beat"}"#), scanner.isAtEnd {
            type = start..<(start + 4)
            isBeat = true
            return true
        }
        guard scanner.takes(#"ack","seq":"#), let number = scanner.usualNumber(), scanner.takes("}"),
            scanner.isAtEnd
        else { return false }
        type = start..<(start + 3)
        otherMembers = 1
        acknowledged = number
        return true
    }
}
