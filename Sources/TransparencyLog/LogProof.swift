internal import Cryptography

/// That an entry stands in the log, in one file that needs nothing but the log's key to be checked (C2SP tlog-proof): its
/// place, the hashes beside its way, and a signed checkpoint. The file's name ends in `.tlog-proof`.
package struct LogProof: Hashable, Sendable {
    package enum Fault: Error, Hashable, Sendable {
        /// It isn't the form of tlog-proof, or its checkpoint isn't one.
        case malformed
        /// The checkpoint isn't the log's.
        case checkpoint(SignedNote.Fault)
        /// The hashes don't lead from the entry to the checkpoint's root.
        case notIncluded
    }

    package let index: UInt64
    package let hashes: [Hash]
    /// Data beside the proof, which nothing authenticates.
    package let extra: [UInt8]?
    /// The checkpoint as it was signed, cosignatures included.
    package let checkpoint: SignedNote

    package init(_ proof: InclusionProof, checkpoint: SignedNote, extra: [UInt8]? = nil) {
        index = proof.index
        hashes = proof.hashes
        self.extra = extra
        self.checkpoint = checkpoint
    }

    package init(parsing bytes: [UInt8]) throws(Fault) {
        // The first empty line ends the proof; the checkpoint has one of its own.
        guard let end = bytes.indices.dropLast().first(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }),
            let head = String(validating: bytes[..<end], as: UTF8.self)
        else { throw .malformed }
        var lines = head.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)[...]
        guard lines.popFirst() == Self.form, var line = lines.popFirst() else { throw .malformed }
        var extra: [UInt8]?
        if line.hasPrefix("extra ") {
            let text = String(line.dropFirst(6))
            guard let data = Base64.decode(text), Base64.encode(data) == text, let next = lines.popFirst()
            else {
                throw .malformed
            }
            extra = data
            line = next
        }
        // A tree of 2^63 leaves is 63 high.
        guard line.hasPrefix("index "), let index = decimal(String(line.dropFirst(6))), lines.count <= 63
        else {
            throw .malformed
        }
        let hashes = lines.compactMap { Hash(base64: $0) }
        guard hashes.count == lines.count else { throw .malformed }
        do {
            checkpoint = try SignedNote(parsing: Array(bytes[(end + 2)...]))
        } catch {
            throw .checkpoint(error)
        }
        self.index = index
        self.hashes = hashes
        self.extra = extra
    }

    /// The file.
    package var bytes: [UInt8] {
        var lines = [Self.form]
        if let extra { lines.append("extra \(Base64.encode(extra))") }
        lines.append("index \(index)")
        lines += hashes.map(\.base64)
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.bytes
    }

    /// The log's checkpoint, once the entry is shown to stand in it.
    ///
    /// - Parameters:
    ///   - leaf: the entry's leaf hash.
    ///   - log: the log's key, known from elsewhere.
    package func verify(_ leaf: Hash, log: VerifierKey) throws(Fault) -> Checkpoint {
        let head: Checkpoint
        do {
            head = try Checkpoint(of: checkpoint, by: log)
        } catch {
            throw .checkpoint(error)
        }
        guard InclusionProof(index: index, size: head.size, hashes: hashes).verifies(leaf, in: head.root)
        else {
            throw .notIncluded
        }
        return head
    }

    private static let form = "c2sp.org/tlog-proof@v1"
}
