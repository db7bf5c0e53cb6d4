import Cryptography
import Mediation
import Testing

@Suite(.timeLimit(.minutes(10))) struct JournalVerifierTests {
    private func chain(_ count: Int) -> [JournalEntry] {
        var entries: [JournalEntry] = []
        for index in 1...count {
            entries.append(
                JournalEntry(
                    sequence: UInt64(index), at: Sample.at(Int64(index)), caseID: CaseID("c"),
                    sessionID: index % 2 == 0 ? SessionID("s") : nil, kind: "k", payload: [UInt8(index)],
                    previous: entries.last?.hash ?? JournalEntry.genesis, hashing: { Digest.sha256($0) }))
        }
        return entries
    }

    private func firstBreak(_ entries: [JournalEntry]) -> JournalVerifier.Break? {
        var verifier = JournalVerifier { Digest.sha256($0) }
        for entry in entries { verifier.feed(entry) }
        return verifier.broken
    }

    /// The same entry with something else in it, its hash as it was unless it is made anew.
    private func altered(
        _ entry: JournalEntry, sequence: UInt64? = nil, at: Instant? = nil, session: SessionID?? = nil,
        kind: String? = nil, payload: [UInt8]? = nil, previous: [UInt8]? = nil, rehash: Bool = false
    ) -> JournalEntry {
        let changed = JournalEntry(
            sequence: sequence ?? entry.sequence, at: at ?? entry.at, caseID: entry.caseID,
            sessionID: session ?? entry.sessionID, kind: kind ?? entry.kind,
            payload: payload ?? entry.payload,
            previous: previous ?? entry.previous, hashing: { Digest.sha256($0) })
        return JournalEntry(
            sequence: changed.sequence, at: changed.at, caseID: changed.caseID, sessionID: changed.sessionID,
            kind: changed.kind, payload: changed.payload, previous: changed.previous,
            hash: rehash ? changed.hash : entry.hash)
    }

    @Test func `The canonical bytes are laid out as they are documented`() throws {
        let entry = JournalEntry(
            sequence: 258, at: Sample.at(-1), caseID: CaseID("c-1"), sessionID: SessionID("s"), kind: "é",
            payload: [0xAB], previous: [1, 2], hash: [])
        #expect(
            Hex.encode(entry.canonicalBytes)
                == Hex.encode(Array("trialogue journal 1\n".utf8)) + "0000000000000102" + "ffffffffffffffff"
                + "00000003632d31" + "01" + "0000000173" + "00000002c3a9" + "00000001ab" + "000000020102")
        let without = altered(entry, session: .some(nil))
        #expect(without.canonicalBytes.count == entry.canonicalBytes.count - 5)
    }

    @Test func `A whole chain holds`() { #expect(firstBreak(chain(5)) == nil) }

    @Test func `Whatever is altered in an entry is found at that entry`() {
        let entries = chain(5)
        let alterations = [
            altered(entries[2], at: Sample.at(9)), altered(entries[2], session: SessionID("t")),
            altered(entries[2], kind: "l"), altered(entries[2], payload: [4]),
            altered(entries[2], payload: []),
        ]
        for alteration in alterations {
            var forged = entries
            forged[2] = alteration
            #expect(firstBreak(forged) == .init(sequence: 3, reason: .hashMismatch))
        }
    }

    @Test func `An entry that was altered and hashed anew is found at the next one`() {
        var entries = chain(5)
        entries[2] = altered(entries[2], payload: [99], rehash: true)
        #expect(firstBreak(entries) == .init(sequence: 4, reason: .previousMismatch))
    }

    @Test func `A missing, a repeated and a renumbered entry are gaps`() {
        var missing = chain(5)
        missing.remove(at: 1)
        #expect(firstBreak(missing) == .init(sequence: 2, reason: .gap))
        #expect(firstBreak(Array(chain(5).dropFirst())) == .init(sequence: 1, reason: .gap))
        var repeated = chain(3)
        repeated.insert(repeated[1], at: 2)
        #expect(firstBreak(repeated) == .init(sequence: 3, reason: .gap))
        var swapped = chain(4)
        swapped.swapAt(1, 2)
        #expect(firstBreak(swapped) == .init(sequence: 2, reason: .gap))
    }
}
