package import Cryptography

/// What the log says of itself: so many entries, and this root (C2SP tlog-checkpoint). Once signed, a log that altered or
/// dropped one of these entries can't be shown to whoever keeps the checkpoint.
package struct Checkpoint: Hashable, Sendable {
    /// The log's name: that of its key.
    package let origin: String
    /// The entries.
    package let size: UInt64
    /// The root of their tree.
    package let root: Hash
    /// Further lines, without meaning here and not empty; the format advises against them.
    package let extensions: [String]

    package init(origin: String, size: UInt64, root: Hash) {
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// Reads the text of a note; nil when it isn't a checkpoint's.
    package init?(text: String) {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        // The last line has its end as well.
        guard lines.count >= 4, lines.last == "", lines.dropLast().allSatisfy({ !$0.isEmpty }),
            let size = decimal(lines[1]), let root = Hash(base64: lines[2])
        else { return nil }
        origin = lines[0]
        self.size = size
        self.root = root
        extensions = Array(lines[3..<lines.count - 1])
    }

    /// The text that is signed.
    package var text: String {
        "\(origin)\n\(size)\n\(root.base64)\n" + extensions.map { $0 + "\n" }.joined()
    }

    /// The checkpoint signed by the log's own key; nil when its origin can't stand in a note.
    package func signed(by key: SigningKey) throws(CryptographyError) -> SignedNote? {
        SignedNote(text: text, signatures: [try key.sign(text)])
    }

    /// The checkpoint of a note that the log's key signed. Throws as `SignedNote.verified(by:)`, and `malformed` when the
    /// text is no checkpoint or names another origin than the key.
    package init(of note: SignedNote, by log: VerifierKey) throws(SignedNote.Fault) {
        _ = try note.verified(by: [log])
        guard let read = Checkpoint(text: note.text), read.origin.utf8.elementsEqual(log.name.utf8) else {
            throw .malformed
        }
        self = read
    }
}

/// A number in ASCII digits without leading zeros; nil for anything else.
func decimal(_ text: String) -> UInt64? {
    guard let number = UInt64(text), String(number) == text else { return nil }
    return number
}
