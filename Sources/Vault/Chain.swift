internal import Cryptography
package import Mediation
package import Storage

/// The journal's chain: each entry carries the hash of the one before.
package enum Chain {
    /// Puts entries after the last one of the journal (`Chaining`).
    package static let chaining: Chaining = { tip, entries in
        var sequence = tip?.sequence ?? 0
        var previous = tip.map(hash) ?? JournalEntry.genesis
        return entries.map { each in
            sequence += 1
            let entry = JournalEntry(
                sequence: sequence, at: each.at, caseID: each.caseID, sessionID: each.sessionID,
                kind: each.kind, payload: each.payload.bytes, previous: previous,
                hashing: { Digest.sha256($0) })
            previous = entry.hash
            return entry
        }
    }

    /// A head whose hash can't be read is one damaged entry, which every walk of the chain finds. It must not keep everybody
    /// from writing: the chain goes on from what the entry should have had, or from the beginning's where nothing tells.
    private static func hash(of tip: JournalTip) -> [UInt8] {
        tip.hash ?? tip.unhashed?.chain { Digest.sha256($0) } ?? JournalEntry.genesis
    }
}
