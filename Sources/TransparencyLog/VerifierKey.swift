package import Cryptography

/// A public key with its name, as C2SP signed-note writes it ("vkey"): `name+key ID+base64(type ‖ key)`.
package struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// What a key signs, by the type byte of signed-note.
    package enum Kind: UInt8, Hashable, Sendable {
        /// The text of a note.
        case note = 0x01
        /// A checkpoint with the time at which a witness saw it (C2SP tlog-cosignature).
        case cosignature = 0x04
    }

    /// Why a text is no key that can be used here.
    package enum Fault: Error, Hashable, Sendable {
        /// It hasn't the three parts, or one of them is malformed.
        case malformed
        /// The type isn't one of `Kind`.
        case unknownType
        /// The key ID isn't the one that name and key give: a letter was mistyped.
        case otherID
    }

    package let name: String
    package let kind: Kind
    package let key: Ed25519.PublicKey
    /// The first four bytes of SHA-256(name ‖ newline ‖ type ‖ key): it tells keys apart and proves nothing.
    package let id: UInt32

    /// Nil when the name can't be one (`isName`).
    package init?(name: String, kind: Kind, key: Ed25519.PublicKey) {
        guard Self.isName(name) else { return nil }
        self.name = name
        self.kind = kind
        self.key = key
        let digest = Digest.sha256(Array(name.utf8) + [0x0A, kind.rawValue] + key.bytes)
        id = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads what `text` writes, and nothing else.
    package init(parsing text: String) throws(Fault) {
        // At the first two alone: base64 has plus signs of its own.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count == 3, Self.isName(parts[0]), parts[1].utf8.count == 8,
            let id = Hex.decode(parts[1]), Hex.encode(id) == parts[1],
            let data = Base64.decode(parts[2]), Base64.encode(data) == parts[2], let type = data.first
        else { throw .malformed }
        guard let kind = Kind(rawValue: type) else { throw .unknownType }
        guard let key = try? Ed25519.PublicKey(bytes: Array(data.dropFirst())),
            let read = VerifierKey(name: parts[0], kind: kind, key: key)
        else { throw .malformed }
        guard read.text == text else { throw .otherID }
        self = read
    }

    /// The key as one line of text, without an end of line.
    package var text: String {
        "\(name)+\(hexadecimalID)+\(Base64.encode([kind.rawValue] + key.bytes))"
    }

    package var description: String { text }

    private var hexadecimalID: String {
        Hex.encode((0..<4).map { UInt8(truncatingIfNeeded: id >> UInt32(24 - 8 * $0)) })
    }

    /// The most bytes of a name here; signed-note has no limit.
    package static let longestName = 200

    /// Whether a text can be a key's name: not empty, without spaces of any kind, plus signs and control characters.
    package static func isName(_ text: String) -> Bool {
        (1...longestName).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0 != "+" && $0.properties.generalCategory != .control
            }
    }

    /// Whether a signature line is by this key. Names are compared byte by byte.
    func made(_ signature: SignedNote.Signature) -> Bool {
        signature.keyID == id && signature.name.utf8.elementsEqual(name.utf8)
    }

    /// Verifies the bytes of a signature line over a note's text. A cosignature gives its time, in seconds since the epoch.
    func verify(_ signature: [UInt8], of text: String) -> SignedNote.Verified? {
        switch kind {
        case .note:
            guard key.verify(signature, of: Array(text.utf8)) else { return nil }
            return SignedNote.Verified(key: self, time: nil)
        case .cosignature:
            guard signature.count == 72 else { return nil }
            let time = signature.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
            guard time <= UInt64(Int64.max),
                key.verify(
                    Array(signature.dropFirst(8)), of: Array("cosignature/v1\ntime \(time)\n\(text)".utf8))
            else { return nil }
            return SignedNote.Verified(key: self, time: time)
        }
    }
}
