import Mediation
import TestKit
import Testing
import Wire

/// What pages say all the time is read by a shorter way; it must come to what the walk over all members comes to. White space
/// before a message leads it around the shorter way and changes nothing else.
@Suite("The usual spelling of a signal and an acknowledgement", .timeLimit(.minutes(10)))
struct UsualSpellingTests {
    private let rules = SignalBody.Rules(isRelayed: true, relayAddresses: [Array("127.0.0.1".utf8)])

    private static let usual = [
        #"{"type":"signal","to":2,"epoch":5,"body":{"kind":"description","n":1,"sdp":{"type":"offer","sdp":"v=0\r\na=fingerprint:\#(SampleFingerprint.one)\r\n"}}}"#,
        #"{"type":"signal","to":3,"epoch":17,"body":{"kind":"candidates","candidates":[{"candidate":"candidate:1 1 udp 41885439 127.0.0.1 61000 typ relay raddr 0.0.0.0 rport 0","sdpMid":"0"}],"end":false}}"#,
        #"{"type":"signal","to":1,"epoch":999999999,"body":{"kind":"restart"}}"#,
        #"{"type":"signal","to":2,"epoch":5,"ack":130,"body":{"kind":"restart"}}"#,
        #"{"type":"ack","seq":41}"#,
        #"{"type":"beat"}"#,
    ]

    /// The same message with a space behind the body's brace, which leads around the shorter way through the body too, as if the
    /// space were not there.
    private func walked(_ text: [UInt8]) -> String {
        let mark = Array(#""body":{"#.utf8)
        guard let start = text.indices.first(where: { text[$0...].starts(with: mark) }) else {
            return reading(text, spaces: 0)
        }
        let at = start + mark.count
        return reading(Array(text[..<at]) + [0x20] + Array(text[at...]), spaces: 0, insertedAt: at)
    }

    /// All that a message says, or its refusal, as text; ranges counted as if what was inserted were not there.
    private func reading(_ text: [UInt8], spaces: Int, insertedAt place: Int = .max) -> String {
        let bytes = [UInt8](repeating: 0x20, count: spaces) + text
        func moved(_ index: Int) -> Int { index - spaces - (index > place ? 1 : 0) }
        func moved(_ range: Range<Int>?) -> String {
            range.map { "\(moved($0.lowerBound))..<\(moved($0.upperBound))" } ?? "-"
        }
        return bytes.withUnsafeBytes { buffer in
            do {
                let envelope = try Envelope(scanning: buffer, rules: rules)
                let signal =
                    envelope.signal.map { "\($0.kind) \(moved($0.fingerprint)) \($0.candidateCount)" }
                    ?? envelope.signalRefusal.map { "\($0)" } ?? "-"
                return "\(moved(envelope.type)) \(envelope.to ?? -1) \(envelope.epoch ?? -1) "
                    + "\(moved(envelope.body)) \(envelope.isSignal) \(envelope.isBeat) \(envelope.otherMembers) \(signal)"
                    + (envelope.isSignal ? " \(envelope.acknowledged ?? -1)" : "")
            } catch {
                return "\(error)"
            }
        }
    }

    @Test("each is read as the walk over all members reads it", arguments: usual)
    func same(text: String) {
        let read = reading(Array(text.utf8), spaces: 0)
        #expect(read == reading(Array(text.utf8), spaces: 1))
        #expect(read == walked(Array(text.utf8)))
        #expect(!read.contains("Refusal"))
    }

    @Test("so is what differs from it in one byte, lacks one or ends early", arguments: usual)
    func changed(text: String) {
        let bytes = Array(text.utf8)
        for index in bytes.indices {
            var texts = [Array(bytes[..<index])]
            var shorter = bytes
            shorter.remove(at: index)
            texts.append(shorter)
            for byte in [UInt8(ascii: " "), UInt8(ascii: "0"), UInt8(ascii: "\""), UInt8(ascii: "}"), 0x01] {
                var other = bytes
                other[index] = byte
                texts.append(other)
                other = bytes
                other.insert(byte, at: index)
                texts.append(other)
            }
            let differing = texts.filter {
                let read = reading($0, spaces: 0)
                return read != reading($0, spaces: 1) || read != walked($0)
            }
            #expect(differing.isEmpty)
        }
    }

    @Test(
        "an acknowledgement's number is known at once, a signal's too",
        arguments: [
            (#"{"type":"ack","seq":41}"#, 41),
            (#"{"type":"signal","to":2,"epoch":5,"ack":130,"body":{"kind":"restart"}}"#, 130),
            (#"{"ack":130,"body":{"kind":"restart"},"epoch":5,"to":2,"type":"signal"}"#, 130),
            (#"{"type":"signal","to":2,"epoch":5,"body":{"kind":"restart"}}"#, nil),
            (#"{"type":"ready","id":"k3","ack":130}"#, nil),
        ])
    func acknowledgement(text: String, number: Int?) throws {
        let read = try Array(text.utf8).withUnsafeBytes { try Envelope(scanning: $0, rules: rules) }
        #expect(read.acknowledged == number)
    }
}
