import Mediation
import TestKit
import Testing
import Wire

@Suite("What the server looks for in a signal", .timeLimit(.minutes(10)))
struct SignalBodyTests {
    private let relayed = SignalBody.Rules(isRelayed: true, relayAddresses: [Array("127.0.0.1".utf8)])
    private let print = SampleFingerprint.one
    private let direct = SignalBody.Rules(isRelayed: false, relayAddresses: [])

    private func scan(_ text: String, _ rules: SignalBody.Rules) throws -> SignalBody {
        try Array(text.utf8).withUnsafeBytes { buffer in
            try SignalBody(scanning: buffer, in: 0..<buffer.count, rules: rules)
        }
    }

    private func description(_ lines: String) -> String {
        #"{"kind":"description","n":1,"sdp":{"type":"offer","sdp":"\#(lines)"}}"#
    }

    private func candidates(_ line: String) -> String {
        #"{"kind":"candidates","candidates":[{"candidate":"\#(line)","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"abcd"}],"end":false}"#
    }

    private let relayLine =
        "candidate:1 1 udp 41885439 127.0.0.1 61000 typ relay raddr 0.0.0.0 rport 0 generation 0"

    @Test func everyExampleOfTheProtocolPassesOrLacksOnlyItsFingerprint() throws {
        for fixture in try ProtocolFixture.all("c2s") where fixture.name.hasPrefix("signal") {
            try fixture.bytes.withUnsafeBytes { bytes in
                let envelope = try Envelope(scanning: bytes)
                #expect(envelope.otherMembers == 0 && envelope.to != nil && envelope.epoch == 5)
                let range = try #require(envelope.body)
                do {
                    _ = try SignalBody(scanning: bytes, in: range, rules: relayed)
                } catch {
                    // The document shortens its descriptions; a real one without fingerprint is refused.
                    #expect(error as? Refusal == Refusal(.badField, field: "sdp"))
                }
            }
        }
    }

    @Test func theFingerprintOfADescriptionIsFound() throws {
        let text = description(
            #"v=0\r\na=fingerprint:\#(print)\r\nm=audio\r\na=fingerprint:\#(print)\r\n"#)
        let body = try scan(text, relayed)
        let range = try #require(body.fingerprint)
        #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == print)
    }

    @Test func twoFingerprintsInOneDescriptionAreRefused() {
        let text = description(#"a=fingerprint:\#(print)\r\na=fingerprint:\#(SampleFingerprint.other)\r\n"#)
        #expect(throws: Refusal(.fingerprintChanged, field: "sdp")) { try scan(text, relayed) }
    }

    @Test func candidatesInsideADescriptionAreRefused() {
        let text = description(#"a=fingerprint:\#(print)\r\na=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n"#)
        #expect(throws: Refusal(.candidateForbidden, field: "sdp")) { try scan(text, relayed) }
    }

    @Test(arguments: [#"\u0061=candidate:x"#, #"\b"#, #"\f"#])
    func escapesThatCouldHideAWordAreRefused(_ escape: String) {
        let text = description(#"a=fingerprint:\#(print)\r\n"# + escape)
        #expect(throws: Refusal(.badField, field: "body")) { try scan(text, relayed) }
    }

    @Test func aRelayCandidateOfOursPasses() throws {
        #expect(try scan(candidates(relayLine), relayed).candidateCount == 1)
    }

    @Test(arguments: [
        "candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0",
        "candidate:1 1 udp 1686052607 203.0.113.9 50000 typ srflx raddr 192.168.1.7 rport 50000",
        "candidate:1 1 udp 41885439 198.51.100.1 61000 typ relay raddr 0.0.0.0 rport 0",
        "candidate:1 1 udp 41885439 127.0.0.1 61000 typ relay raddr 192.168.1.7 rport 50000",
        "candidate:1 1 udp 41885439 127.0.0.1 61000 typ relay raddr 0.0.0.0 rport 50000",
        "candidate:1 1 udp 41885439 127.0.0.1 61000 typ", "candidate:1", "x",
        "candidate:1 1 udp 1 127.0.0.1 61000 typ relay raddr",
    ])
    func anyOtherCandidateIsForbiddenOnARelayLink(_ line: String) {
        #expect(throws: Refusal(.candidateForbidden)) { try scan(candidates(line), relayed) }
    }

    @Test func withoutARelayHostCandidatesPass() throws {
        _ = try scan(candidates("candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host"), direct)
    }

    @Test func sixtyFourCandidatesAreTheMost() {
        let one = #"{"candidate":"","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"abcd"}"#
        let many = Array(repeating: one, count: 65).joined(separator: ",")
        #expect(throws: Refusal(.tooManySignals, field: "candidates")) {
            try scan(#"{"kind":"candidates","candidates":[\#(many)],"end":false}"#, relayed)
        }
    }

    @Test func anUnknownKindOrMemberIsRefused() {
        #expect(throws: Refusal(.badField, field: "kind")) { try scan(#"{"kind":"poem"}"#, relayed) }
        #expect(throws: Refusal(.unknownField, field: "body")) {
            try scan(#"{"kind":"restart","x":1}"#, relayed)
        }
        #expect(throws: Refusal(.missingField, field: "kind")) { try scan("{}", relayed) }
    }

    @Test func theBodyLeavesAsItCame() throws {
        let text = #"{"kind":"restart"}"#
        for sequence in [7, 10, 999, 1_000_000_007] {
            let written = Array(text.utf8).withUnsafeBytes { body in
                let signal = RelayedSignal(from: RoomDriver.seat(1), epoch: 12, body: body)
                return withUnsafeTemporaryAllocation(byteCount: signal.capacity, alignment: 1) { out in
                    String(decoding: out[..<signal.write(sequence: sequence, into: out)], as: UTF8.self)
                }
            }
            #expect(
                written
                    == #"{"seq":\#(sequence),"type":"signal","from":1,"epoch":12,"body":{"kind":"restart"}}"#)
        }
    }

    @Test func theBodyIsReadOnTheWayOrAfterwardsWithTheSameOutcome() throws {
        let good = description(#"v=0\r\na=fingerprint:\#(print)\r\n"#)
        let bad = description(#"a=fingerprint:\#(print)\r\na=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n"#)
        for (body, isGood) in [(good, true), (bad, false)] {
            for text in [
                #"{"type":"signal","to":2,"epoch":5,"body":\#(body)}"#,
                #"{"body":\#(body),"epoch":5,"type":"signal","to":2}"#,
            ] {
                try Array(text.utf8).withUnsafeBytes { bytes in
                    let envelope = try Envelope(scanning: bytes, rules: relayed)
                    let range = try #require(envelope.body)
                    #expect(String(decoding: bytes[range], as: UTF8.self) == body)
                    #expect((envelope.signal?.fingerprint != nil) == isGood)
                    let refusal = isGood ? nil : Refusal(.candidateForbidden, field: "sdp")
                    #expect(envelope.signalRefusal == refusal)
                }
            }
        }
    }

    /// The words of eight against a walk over single bytes, at every place and distance of two special bytes.
    @Test func theWordsOfEightFindWhatSingleBytesFind() {
        for length in 0..<40 {
            for first in 0..<max(1, length) {
                for special in [#"\\"#, #"\n"#, "\u{01}", #"\x"#, #"\u12aG"#, #"\u12aF"#, #"\b"#, "é"] {
                    var text = String(repeating: "a", count: first) + special
                    text += String(repeating: "z", count: length - first)
                    let isGood = ![#"\x"#, "\u{01}", #"\u12aG"#].contains(special)
                    let isPlain = ![#"\b"#, #"\u12aF"#].contains(special)
                    Array("\"\(text)\"".utf8).withUnsafeBytes { bytes in
                        var scanner = JSONScanner(bytes)
                        let range = try? scanner.string()
                        #expect((range != nil) == isGood, "\(text)")
                        if isGood { #expect(scanner.lastIsPlain == isPlain, "\(text)") }
                    }
                }
            }
        }
    }
}
