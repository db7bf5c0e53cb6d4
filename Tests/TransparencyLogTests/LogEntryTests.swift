import Cryptography
import Mediation
import Testing
import TransparencyLog

/// The entry's bytes (docs/record.md, 2) and the chain of a stream.
@Suite(.timeLimit(.minutes(10))) struct LogEntryTests {
    private static let petition = EntryStream.petition(CaseID("case-1"))
    private static let session = EntryStream.session(SessionID("session-7"), of: CaseID("case-1"))

    private static let cited = LogEntry(
        stream: petition, position: 3, at: Instant(milliseconds: 1_790_000_000_123), kind: "session_ended",
        sealed: Hash(of: [1]), content: Hash(of: [2]),
        cites: LogEntry.Citation(stream: session, count: 41, hash: Hash(of: [3])), previous: Hash(of: [4]))

    @Test func `an entry has the bytes that the document tells`() {
        let expected =
            Array("trialogue journal 2\n".utf8) + [1]
            + [0, 0, 0, 6] + Array("case-1".utf8)
            + [0, 0, 0, 0, 0, 0, 0, 3]
            + [0x00, 0x00, 0x01, 0xA0, 0xC4, 0x50, 0x6C, 0x7B]
            + [0, 0, 0, 13] + Array("session_ended".utf8)
            + Digest.sha256([1]) + Digest.sha256([2])
            + [1, 2] + [0, 0, 0, 6] + Array("case-1".utf8) + [0, 0, 0, 9] + Array("session-7".utf8)
            + [0, 0, 0, 0, 0, 0, 0, 41] + Digest.sha256([3])
            + Digest.sha256([4])
        #expect(Self.cited.canonicalBytes == expected)
        #expect(Self.cited.leaf.bytes == Digest.sha256([0] + expected))
        let first = LogEntry(
            stream: .bureau, position: 1, at: Instant(milliseconds: -1), kind: "新", sealed: Hash(of: []),
            content: .zero, previous: .zero)
        #expect(
            first.canonicalBytes
                == Array("trialogue journal 2\n".utf8) + [0] + [0, 0, 0, 0, 0, 0, 0, 1]
                + [UInt8](repeating: 0xFF, count: 8) + [0, 0, 0, 3, 0xE6, 0x96, 0xB0]
                + Digest.sha256([]) + [UInt8](repeating: 0, count: 32) + [0]
                + [UInt8](repeating: 0, count: 32))
    }

    @Test func `an entry is read from its own bytes and from no others`() {
        for entry in Self.chain + [Self.cited] {
            let bytes = entry.canonicalBytes
            #expect(LogEntry(canonicalBytes: bytes) == entry)
            for count in bytes.indices { #expect(LogEntry(canonicalBytes: Array(bytes[..<count])) == nil) }
            #expect(LogEntry(canonicalBytes: bytes + [0]) == nil)
            for place in bytes.indices {
                var altered = bytes
                altered[place] ^= 0x80
                // Another entry, or none: never the same one from other bytes.
                let read = LogEntry(canonicalBytes: altered)
                #expect(read != entry)
                #expect(read.map { $0.canonicalBytes == altered } ?? true)
            }
        }
    }

    @Test func `every part of an entry is in its hash`() {
        let entry = Self.cited
        func other(
            stream: EntryStream? = nil, position: UInt64? = nil, at: Instant? = nil, kind: String? = nil,
            sealed: Hash? = nil, content: Hash? = nil, cites: LogEntry.Citation?? = nil, previous: Hash? = nil
        ) -> Hash {
            LogEntry(
                stream: stream ?? entry.stream, position: position ?? entry.position, at: at ?? entry.at,
                kind: kind ?? entry.kind, sealed: sealed ?? entry.sealed, content: content ?? entry.content,
                cites: cites ?? entry.cites, previous: previous ?? entry.previous
            ).leaf
        }
        let hashes = [
            other(), other(stream: .petition(CaseID("case-2"))), other(stream: Self.session),
            other(position: 4),
            other(at: Instant(milliseconds: 0)), other(kind: "session_launched"), other(sealed: .zero),
            other(content: .zero), other(cites: .some(nil)),
            other(cites: LogEntry.Citation(stream: Self.session, count: 40, hash: Hash(of: [3]))),
            other(cites: LogEntry.Citation(stream: Self.session, count: 41, hash: .zero)),
            other(cites: LogEntry.Citation(stream: .bureau, count: 41, hash: Hash(of: [3]))),
            other(previous: .zero),
        ]
        #expect(hashes[0] == entry.leaf)
        #expect(Set(hashes).count == hashes.count)
    }

    @Test func `a stream verifies, and any entry altered, left out, put in or exchanged is found`() throws {
        let chain = Self.chain
        var verifier = StreamVerifier(of: Self.session)
        for entry in chain { try verifier.feed(entry) }
        #expect(verifier.count == UInt64(chain.count))
        #expect(verifier.head == chain.last?.leaf)

        for place in chain.indices.dropLast() {
            var altered = chain
            altered[place] = Self.entry(chain[place].position, kind: "altered", after: chain[place].previous)
            #expect(fault(of: altered) == .previousMismatch(position: UInt64(place + 2)))
            var short = chain
            short.remove(at: place)
            #expect(fault(of: short) == .gap(position: UInt64(place + 1)))
            var long = chain
            long.insert(chain[place], at: place)
            #expect(fault(of: long) == .gap(position: UInt64(place + 2)))
            var exchanged = chain
            exchanged.swapAt(place, place + 1)
            #expect(fault(of: exchanged) == .gap(position: UInt64(place + 1)))
        }
        var strange = chain
        strange[3] = LogEntry(
            stream: Self.petition, position: 4, at: chain[3].at, kind: chain[3].kind, sealed: chain[3].sealed,
            content: chain[3].content, previous: chain[3].previous)
        #expect(fault(of: strange) == .otherStream(position: 4))
        // A cut end doesn't show in the chain: the case's entry at the end cites count and head.
        #expect(fault(of: Array(chain.dropLast())) == nil)
    }

    @Test func `a stream that began before goes on from where it was`() throws {
        var verifier = StreamVerifier(of: Self.session, after: 4, head: Self.chain[3].leaf)
        for entry in Self.chain[4...] { try verifier.feed(entry) }
        #expect(verifier.head == Self.chain.last?.leaf)
    }

    @Test func `a payload's digest is of salt and plain bytes, and another each time`() throws {
        let plain = Array("同意".utf8)
        let (first, second) = (SaltedContent(plain), SaltedContent(plain))
        #expect(first.plain == plain && first.salt.count == 32)
        #expect(first.bytes == first.salt + plain)
        #expect(first.digest.bytes == Digest.sha256(first.salt + plain))
        #expect(first.salt != second.salt && first.digest != second.digest)
        #expect(SaltedContent(opened: first.bytes) == first)
        #expect(SaltedContent(opened: [UInt8](repeating: 0, count: 31)) == nil)
        #expect(try #require(SaltedContent(opened: [UInt8](repeating: 0, count: 32))).plain.isEmpty)
    }

    // MARK: Material

    private static let chain: [LogEntry] = (1...6).reduce(into: []) { chain, position in
        chain.append(entry(UInt64(position), kind: "happened", after: chain.last?.leaf ?? .zero))
    }

    private static func entry(_ position: UInt64, kind: String, after previous: Hash) -> LogEntry {
        LogEntry(
            stream: session, position: position, at: Instant(milliseconds: 1000 + Int64(position)),
            kind: kind,
            sealed: Hash(of: [UInt8(position)]), content: Hash(of: [UInt8(position), 1]), previous: previous)
    }

    private func fault(of entries: [LogEntry]) -> StreamVerifier.Fault? {
        var verifier = StreamVerifier(of: Self.session)
        for entry in entries {
            do throws(StreamVerifier.Fault) { try verifier.feed(entry) } catch { return error }
        }
        return nil
    }
}
