package import Cryptography

/// The log's own key: an Ed25519 key with its name. Its text is what golang.org/x/mod/sumdb/note writes for a signer:
/// `PRIVATE+KEY+name+key ID+base64(0x01 ‖ seed)`.
package struct SigningKey: Sendable, CustomStringConvertible {
    /// What verifies this key's signatures.
    package let verifier: VerifierKey
    private let key: Ed25519.PrivateKey

    /// A new key; nil when the name can't be one (`VerifierKey.isName`). Throws `libraryFailed`.
    package init?(name: String) throws(CryptographyError) {
        try self.init(name: name, key: Ed25519.PrivateKey())
    }

    private init?(name: String, key: Ed25519.PrivateKey) throws(CryptographyError) {
        guard let verifier = VerifierKey(name: name, kind: .note, key: try key.publicKey()) else {
            return nil
        }
        self.verifier = verifier
        self.key = key
    }

    /// Reads what `secretText` writes. Throws as `VerifierKey(parsing:)` does.
    package init(parsing text: String) throws(VerifierKey.Fault) {
        guard text.hasPrefix(Self.prefix) else { throw .malformed }
        let parts = text.dropFirst(Self.prefix.count).split(
            separator: "+", maxSplits: 2, omittingEmptySubsequences: false
        ).map(String.init)
        guard parts.count == 3, let data = Base64.decode(parts[2]), let type = data.first else {
            throw .malformed
        }
        guard type == VerifierKey.Kind.note.rawValue else { throw .unknownType }
        guard let key = try? Ed25519.PrivateKey(seed: SecretBytes(copying: Array(data.dropFirst()))),
            let read = try? SigningKey(name: parts[0], key: key)
        else { throw .malformed }
        guard read.secretText == text else { throw .otherID }
        self = read
    }

    /// The key itself, to be written into a file that its owner alone can read.
    package var secretText: String {
        let parts = verifier.text.split(separator: "+", maxSplits: 2)
        let data = [VerifierKey.Kind.note.rawValue] + key.seed.exposed()
        return Self.prefix + "\(parts[0])+\(parts[1])+\(Base64.encode(data))"
    }

    package var description: String { "the signing key of \(verifier.name)" }

    /// Signs a note's text, which ends with a newline.
    package func sign(_ text: String) throws(CryptographyError) -> SignedNote.Signature {
        SignedNote.Signature(
            name: verifier.name, keyID: verifier.id, bytes: try key.sign(Array(text.utf8)))
    }

    private static let prefix = "PRIVATE+KEY+"
}
