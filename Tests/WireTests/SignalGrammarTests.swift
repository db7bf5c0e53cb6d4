import Foundation
import Mediation
import TestKit
import Testing
import Wire

@Suite("A signal by the grammars of its standards", .timeLimit(.minutes(10)))
struct SignalGrammarTests {
    private let relayed = SignalBody.Rules(isRelayed: true, relayAddresses: [Array("127.0.0.1".utf8)])
    private let direct = SignalBody.Rules(isRelayed: false, relayAddresses: [])

    private func scan(_ text: [UInt8], _ rules: SignalBody.Rules) throws -> SignalBody {
        try text.withUnsafeBytes { try SignalBody(scanning: $0, in: 0..<$0.count, rules: rules) }
    }

    /// A body with this text as it would stand in JSON.
    private func description(quoted: [UInt8]) -> [UInt8] {
        Array(#"{"kind":"description","n":1,"sdp":{"type":"offer","sdp":"#.utf8) + quoted + Array("}}".utf8)
    }

    private func candidates(quoted: [UInt8]) -> [UInt8] {
        Array(#"{"kind":"candidates","candidates":[{"candidate":"#.utf8) + quoted
            + Array(#","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"abcd"}],"end":false}"#.utf8)
    }

    private func json(_ text: String) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return Array(try encoder.encode(text))
    }

    private func judge(line: String, ending: String = "\r\n") throws -> Refusal? {
        let text = "v=0\r\na=fingerprint:\(SampleFingerprint.one)\r\n\(line)\(ending)"
        return refusal(description(quoted: try json(text)), relayed)
    }

    private func refusal(_ body: [UInt8], _ rules: SignalBody.Rules) -> Refusal? {
        do {
            guard let print = try scan(body, rules).fingerprint else { return nil }
            return isFingerprint(body[print]) ? nil : Refusal(.badField, field: "sdp")
        } catch {
            return error as? Refusal
        }
    }

    /// What a page is asked that is not bound yet.
    private func isFingerprint(_ text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBytes { SignalBody.isFingerprint($0) }
    }

    // MARK: Lines

    @Test(arguments: [
        "a=sendrecv", "a=mid:0", "a=x: y", "a=rtcp-mux", "a=rtcp-rsize", "a=extmap-allow-mixed",
        "a=msid-semantic: WMS",
        "a=extmap:5/recvonly http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
        "a=fmtp:111 a=b;c=d",
        "a=ssrc:1 cname:{139656fa}", "a=rtcp:9 IN IP4 0.0.0.0", "a=X-any!#$%&'*+-.^_`{|}~:1",
        "a=candidates:1",
        "a=candidat:1", "a=fingerprints:1", "a=end-of-candidates", "a=mid:\t", "a=x:\u{a0}",
        "a=tool:https:\u{2f}\u{2f}x", "s= ", "c=IN IP4 0.0.0.0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111", "b=AS:64", "t=0 0", "i=事", "a=abcdefg:1", "a=abcdefgh",
        "a=abcdefg:",
    ])
    func `a line of RFC 8866 passes, and an attribute without its value does not`(line: String) throws {
        let isWhole = line.last != ":"
        #expect(try judge(line: line) == (isWhole ? nil : Refusal(.badField, field: "sdp")))
    }

    @Test(arguments: [
        "a=:candidate:1 1 udp 1 10.0.0.9 9 typ host", "a=candidate 1 1 udp 1 10.0.0.9 9 typ host",
        "a=\u{a0}candidate:1",
        "a= candidate:1", "a=\tcandidate:1", "a=candidate\t1", "a=candidate\u{a0}:1", " a=candidate:1",
        "a =candidate:1",
        "A=candidate:1", "a=\u{200b}candidate:1", "a==candidate:1",
        "a=fingerprint \(SampleFingerprint.other)",
        "a=:fingerprint:\(SampleFingerprint.other)", "a=fingerprint\t\(SampleFingerprint.other)", "a=mid 0",
        "a=rtpmap 96 VP8",
        "a=sendrecv ", "a=", "a=:", "a=mid:", "a=a(b):1", "a=a/b:1", "a=a,b", "a=\"x\":1", "a=a\\b:1",
        "a=é:1", "v=",
        "x=1", "g=1", "A=mid:0", "0=mid", "a", "=", "\u{feff}a=mid:0", "a=cpar:a=candidate:1",
        "a=X-cpar:a=fingerprint:x",
    ])
    func `any other line is refused`(line: String) throws {
        #expect(try judge(line: line) == Refusal(.badField, field: "sdp"))
    }

    @Test(arguments: [
        "a=candidate:1 1 udp 1 10.0.0.9 9 typ host", "a=candidate", "a=CANDIDATE:1",
        "a=remote-candidates:1 10.0.0.9 9",
    ])
    func `a candidate in a description is forbidden by its name`(line: String) throws {
        #expect(try judge(line: line) == Refusal(.candidateForbidden, field: "sdp"))
    }

    @Test func `lines end with CR LF or LF, and the last one too`() throws {
        #expect(try judge(line: "a=mid:0", ending: "\n") == nil)
        for ending in ["", "\r", "\n\r", "\r\r\n", "\r\n\r\n", "\n\n", "\r\na=mid:1", "\ra=mid:1\r\n"] {
            #expect(
                try judge(line: "a=mid:0", ending: ending) == Refusal(.badField, field: "sdp"),
                "\(ending.debugDescription)")
        }
    }

    // MARK: Fingerprints

    @Test(arguments: [("sha-256", 32), ("sha-384", 48), ("sha-512", 64)])
    func `a fingerprint is found whole, and differs by its last digit alone`(hash: String, size: Int) throws {
        let print = SampleFingerprint.print(of: hash, size, first: "00")
        let changed = print.dropLast() + "E"
        let body = description(
            quoted: try json("a=fingerprint:\(print)\r\nm=audio 9 x 0\r\na=fingerprint:\(print)\r\n"))
        let range = try #require(try scan(body, relayed).fingerprint)
        #expect(String(decoding: body[range], as: UTF8.self) == print)
        let two = description(
            quoted: try json("a=fingerprint:\(print)\r\nm=audio 9 x 0\r\na=fingerprint:\(changed)\r\n"))
        #expect(refusal(two, relayed) == Refusal(.fingerprintChanged, field: "sdp"))
    }

    @Test(arguments: [
        "", "x", "sha-256", "sha-256 ", "sha-256 AB", "sha-256:AB",
        "sha-256\t" + SampleFingerprint.one.dropFirst(8),
        " " + SampleFingerprint.one, SampleFingerprint.one + " ", SampleFingerprint.one + ":00",
        SampleFingerprint.one + String(repeating: " ", count: 200), String(SampleFingerprint.one.dropLast()),
        String(SampleFingerprint.one.dropLast(3)),
        SampleFingerprint.one.replacingOccurrences(of: ":", with: "-"),
        "sha-256 " + SampleFingerprint.one.dropFirst(8).lowercased(),
        "sha-384 " + SampleFingerprint.one.dropFirst(8),
        SampleFingerprint.print(of: "md5", 16, first: "00"),
        SampleFingerprint.print(of: "sha-1", 20, first: "00"),
        SampleFingerprint.one.replacingOccurrences(of: "0F", with: "0\u{ff26}"),
    ])
    func `what is no fingerprint of RFC 8122 is refused`(print: String) throws {
        let body = description(quoted: try json("v=0\r\na=fingerprint:\(print)\r\n"))
        #expect(refusal(body, relayed) == Refusal(.badField, field: "sdp"))
    }

    @Test func `a description without a fingerprint is refused`() throws {
        #expect(
            refusal(description(quoted: try json("v=0\r\na=mid:0\r\n")), relayed)
                == Refusal(.badField, field: "sdp"))
    }

    // MARK: Candidates

    @Test(arguments: [
        "candidate:0 1 UDP 8331263 127.0.0.1 61000 typ relay raddr 0.0.0.0 rport 0",
        "candidate:1 1 udp 41885439 127.0.0.1 61000 typ relay",
        "candidate:1 1 udp 41885439 127.0.0.1 61000 typ relay rport 0",
        "candidate:a+/9 1 udp 1 127.0.0.1 61000 typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag ab+/ network-id 1 network-cost 999",
        "candidate:1 256 udp 2147483647 127.0.0.1 65535 typ relay raddr 0.0.0.0 rport 0 x (any;thing)", "",
    ])
    func `a candidate of our relay passes`(line: String) throws {
        #expect(refusal(candidates(quoted: try json(line)), relayed) == nil)
    }

    @Test(arguments: [
        "candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0 ufrag abcd network-id 1",
        "candidate:3 1 TCP 2105524479 337c5d33-326f-441d-81dd-a6aca36bd09c.local 9 typ host tcptype active",
        "candidate:1 1 udp 1686052607 2001:db8::9 50000 typ srflx raddr :: rport 9",
        "candidate:1 1 tcp 1 10.0.0.9 9 typ prflx raddr 10.0.0.9 rport 9 tcptype passive",
        "candidate:1 1 udp 1 10.0.0.9 0 typ new-type",
    ])
    func `without a relay every candidate of RFC 8839 passes, and none of them with one`(line: String) throws
    {
        #expect(refusal(candidates(quoted: try json(line)), direct) == nil)
        #expect(refusal(candidates(quoted: try json(line)), relayed) == Refusal(.candidateForbidden))
    }

    @Test(arguments: [
        "candidate:1\t1 udp 1 10.0.0.9 9 typ host", "candidate:1 1 udp 1 127.0.0.1 9 typ\trelay",
        "candidate:1  1 udp 1 127.0.0.1 9 typ relay",
        "candidate: 1 1 udp 1 127.0.0.1 9 typ relay", " candidate:1 1 udp 1 127.0.0.1 9 typ relay",
        "a=candidate:1 1 udp 1 127.0.0.1 9 typ relay",
        "Candidate:1 1 udp 1 127.0.0.1 9 typ relay", "candidate:1 1 udp 1 127.0.0.1 9 typ relay ",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay\r\n",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay x", "candidate:1 1 udp 1 127.0.0.1 9 typ relay x ",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay x  y",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay x\ty",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay x y\t10.0.0.9",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay x é",
        "candidate:1 1 udp 1 127.0.0.1 9 TYP relay", "candidate:1 1 udp 1 127.0.0.1 9 relay typ",
        "candidate:1 1 udp 1 127.0.0.1 9", "candidate:", "candidate",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay rport 0 raddr 0.0.0.0",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay raddr 0.0.0.0 raddr 0.0.0.0",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay raddr 0.0.0.0 rport 0 raddr 10.0.0.9",
        "candidate:1 1 udp 1 127.0.0.1 9 typ relay raddr",
        "candidate:1 1 udp 1 127.0.0.1 9 typ host raddr 0.0.0.0 rport 0",
        "candidate:1 0 udp 1 127.0.0.1 9 typ relay", "candidate:1 257 udp 1 127.0.0.1 9 typ relay",
        "candidate:1 1 udp 0 127.0.0.1 9 typ relay", "candidate:1 1 udp 2147483648 127.0.0.1 9 typ relay",
        "candidate:1 1 udp -1 127.0.0.1 9 typ relay",
        "candidate:1 1 udp 1 127.0.0.1 65536 typ relay", "candidate:1 1 udp 1 127.0.0.1 9.0 typ relay",
        "candidate:1 1 u/dp 1 127.0.0.1 9 typ relay",
        "candidate:_ 1 udp 1 127.0.0.1 9 typ relay",
        "candidate:\(String(repeating: "a", count: 33)) 1 udp 1 127.0.0.1 9 typ relay",
        "candidate:1 1 udp 1 [::1] 9 typ relay", "candidate:1 1 udp 1 １27.0.0.1 9 typ relay",
        "candidate:1 1 udp 1 127.0.0.1\u{a0}9 typ relay",
    ])
    func `what is no candidate of RFC 8839 is forbidden on every link`(line: String) throws {
        #expect(refusal(candidates(quoted: try json(line)), direct) == Refusal(.candidateForbidden))
        #expect(refusal(candidates(quoted: try json(line)), relayed) == Refusal(.candidateForbidden))
    }

    @Test(arguments: [
        (#""sdpMid":"0""#, true), (#""sdpMid":null"#, true), (#""sdpMid":"""#, false),
        (#""sdpMid":"a b""#, false), (#""sdpMid":"a\r\nb""#, false),
        (#""sdpMid":0"#, false), (#""usernameFragment":"ab+/""#, true), (#""usernameFragment":null"#, true),
        (#""usernameFragment":"abc""#, false),
        (#""usernameFragment":"abcd typ host""#, false), (#""usernameFragment":"ab\/d""#, false),
        (#""usernameFragment":"abcd\n""#, false),
    ])
    func `what stands beside a candidate is a word of its grammar`(member: String, passes: Bool) {
        let body = #"{"kind":"candidates","candidates":[{"candidate":"",\#(member)}],"end":false}"#
        #expect((refusal(Array(body.utf8), direct) == nil) == passes)
    }

    // MARK: Real ones

    private struct Relayed: Decodable { let body: String }
    private struct Recorded: Decodable {
        struct Candidate: Decodable { let candidate: String }
        let offer: String
        let answer: String
        let candidates: [Candidate]
    }

    private func file(_ name: String) throws -> Data {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: tests.appendingPathComponent(name))
    }

    @Test func `a whole call of Chromium passes as it was recorded`() throws {
        let call = try JSONDecoder().decode([Relayed].self, from: file("Bench/recorded-call.json"))
        #expect(call.count > 10)
        for signal in call { #expect(refusal(Array(signal.body.utf8), relayed) == nil) }
    }

    @Test func `an offer, an answer and the candidates of Firefox pass as they were recorded`() throws {
        let recorded = try JSONDecoder().decode(Recorded.self, from: file("Recorded/firefox-153.json"))
        for sdp in [recorded.offer, recorded.answer] {
            #expect(refusal(description(quoted: try json(sdp)), relayed) == nil)
        }
        #expect(!recorded.candidates.isEmpty)
        for each in recorded.candidates {
            #expect(refusal(candidates(quoted: try json(each.candidate)), direct) == nil)
        }
    }

    // MARK: Hostile ones

    @Test(arguments: 1...4)
    func `in no description that passes does a kinder reader find a candidate or another fingerprint`(
        seed: UInt64
    ) {
        var hostile = HostileSignals(seed: seed)
        var passed = 0
        var temptations = 0
        for _ in 0..<25_000 {
            let text = hostile.description()
            let body = description(quoted: hostile.quoted(text))
            guard let range = (try? scan(body, relayed))?.fingerprint, isFingerprint(body[range]) else {
                if temptations < 1000, !KinderReader.allCases.allSatisfy({ $0.findings(in: text).count == 1 })
                {
                    temptations += 1
                }
                continue
            }
            passed += 1
            let bound = String(decoding: body[range], as: UTF8.self)
            for reader in KinderReader.allCases {
                let seen = reader.findings(in: text)
                let isBound = seen.allSatisfy { $0.name == "fingerprint" && $0.value == bound }
                #expect(
                    isBound && !seen.isEmpty,
                    "\(reader): \(String(decoding: text, as: UTF8.self).debugDescription)")
            }
        }
        // Both kinds came up: what passes, and what a kinder reader would have fallen for.
        #expect(passed > 300 && temptations == 1000)
    }

    @Test(arguments: 1...4)
    func `of no candidate that passes on a relay link does a kinder reader get another address`(seed: UInt64)
    {
        var hostile = HostileSignals(seed: seed)
        var passed = 0
        var temptations = 0
        for _ in 0..<12_500 {
            let text = hostile.candidate()
            let readings = KinderReader.allCases.compactMap { $0.candidate(in: text) }
            let isOurs = readings.allSatisfy {
                $0.address == "127.0.0.1" && $0.type == "relay"
                    && ($0.relatedAddress ?? "0.0.0.0") == "0.0.0.0"
                    && ($0.relatedPort ?? 0) == 0
            }
            if !isOurs { temptations += 1 }
            guard refusal(candidates(quoted: hostile.quoted(text)), relayed) == nil, !text.isEmpty else {
                continue
            }
            passed += 1
            #expect(isOurs, "\(String(decoding: text, as: UTF8.self).debugDescription)")
        }
        #expect(passed > 500 && temptations > 1000)
    }
}
