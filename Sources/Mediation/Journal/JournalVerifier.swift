/// Walks the journal from its first entry and tells the first place where the chain is broken. It needs no key:
/// payloads are verified as they were sealed.
///
/// A chain can't show that entries were cut from its end: compare `head` with a hash noted elsewhere.
package struct JournalVerifier {
    /// The first place where the chain does not hold.
    package struct Break: Error, Hashable, Sendable {
        package enum Reason: String, Hashable, Sendable {
            /// The sequence is not the one that follows.
            case gap
            /// `previous` is not the hash of the entry before.
            case previousMismatch = "previous_mismatch"
            /// The entry's own hash is not that of its bytes: something in it was altered.
            case hashMismatch = "hash_mismatch"
        }

        /// The sequence of the entry at fault; for a gap, the one that was expected.
        package let sequence: UInt64
        package let reason: Reason

        package init(sequence: UInt64, reason: Reason) {
            self.sequence = sequence
            self.reason = reason
        }
    }

    private let hash: ([UInt8]) -> [UInt8]
    /// How many entries were found good.
    package private(set) var verified: UInt64 = 0
    /// The hash of the last good entry; `JournalEntry.genesis` before the first.
    package private(set) var head: [UInt8] = JournalEntry.genesis
    /// Set at the first fault; whatever is fed afterwards changes nothing.
    package private(set) var broken: Break?

    package init(hash: @escaping ([UInt8]) -> [UInt8]) { self.hash = hash }

    /// Takes the next entry. Returns the first break so far, nil while the chain holds.
    @discardableResult
    package mutating func feed(_ entry: JournalEntry) -> Break? {
        if let broken { return broken }
        let expected = verified + 1
        if entry.sequence != expected {
            broken = Break(sequence: expected, reason: .gap)
        } else if entry.previous != head {
            broken = Break(sequence: expected, reason: .previousMismatch)
        } else if entry.hash != entry.chain(hash: hash) {
            broken = Break(sequence: expected, reason: .hashMismatch)
        } else {
            verified = expected
            head = entry.hash
        }
        return broken
    }
}
