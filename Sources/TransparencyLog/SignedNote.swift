internal import Cryptography

/// A text that one or more keys signed (C2SP signed-note). Nothing of the text counts before `verified(by:)` has said who
/// signed it.
package struct SignedNote: Hashable, Sendable {
    /// A signature line, not yet verified.
    package struct Signature: Hashable, Sendable {
        package let name: String
        package let keyID: UInt32
        /// What the key made, without the key ID before it.
        package let bytes: [UInt8]

        package init(name: String, keyID: UInt32, bytes: [UInt8]) {
            self.name = name
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    /// A signature that holds.
    package struct Verified: Hashable, Sendable {
        package let key: VerifierKey
        /// When a witness saw the checkpoint, in seconds since the epoch; nil for a note's signature.
        package let time: UInt64?
    }

    package enum Fault: Error, Hashable, Sendable {
        /// It isn't the form of signed-note.
        case malformed
        /// None of the keys signed it.
        case unsigned
        /// A signature line carries one of the keys' names and IDs and isn't that key's signature of this text.
        case badSignature(name: String)
    }

    /// The text, its last newline included.
    package let text: String
    package let signatures: [Signature]

    /// The most bytes of a note, and the most signatures, that are read.
    package static let mostBytes = 1 << 20
    package static let mostSignatures = 100

    /// Nil unless the text ends with a newline, holds no other control characters, and somebody signed it.
    package init?(text: String, signatures: [Signature]) {
        guard text.utf8.last == 0x0A, !text.utf8.contains(where: Self.isControl), !signatures.isEmpty,
            signatures.allSatisfy({ VerifierKey.isName($0.name) })
        else { return nil }
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note. What its signatures are worth is told by `verified(by:)`.
    package init(parsing bytes: [UInt8]) throws(Fault) {
        guard bytes.count <= Self.mostBytes, !bytes.contains(where: Self.isControl), bytes.last == 0x0A,
            // The last empty line parts the text from the signatures.
            let end = bytes.indices.dropLast().last(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }),
            let text = String(validating: bytes[...end], as: UTF8.self),
            let lines = String(validating: bytes[(end + 2)...], as: UTF8.self)
        else { throw .malformed }
        let written = lines.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        guard (1...Self.mostSignatures).contains(written.count) else { throw .malformed }
        var signatures: [Signature] = []
        for line in written {
            guard let signature = Self.signature(String(line)) else { throw .malformed }
            signatures.append(signature)
        }
        guard let note = SignedNote(text: text, signatures: signatures) else { throw .malformed }
        self = note
    }

    /// The note as it is stored and sent.
    package var bytes: [UInt8] {
        Array(text.utf8) + [0x0A] + signatures.flatMap { Array(Self.line($0).utf8) }
    }

    /// Whose signatures hold, of these keys, each once; signatures of other keys count for nothing. Throws
    /// `badSignature` when one of these keys' doesn't hold, and `unsigned` when there is none of them.
    package func verified(by keys: [VerifierKey]) throws(Fault) -> [Verified] {
        var found: [Verified] = []
        for signature in signatures {
            guard let key = keys.first(where: { $0.made(signature) }) else { continue }
            guard let verified = key.verify(signature.bytes, of: text) else {
                throw .badSignature(name: key.name)
            }
            if !found.contains(where: { $0.key == key }) { found.append(verified) }
        }
        guard !found.isEmpty else { throw .unsigned }
        return found
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 0x0A }

    /// Em dash, space, name, space, base64(key ID ‖ signature), newline.
    private static func line(_ signature: Signature) -> String {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: signature.keyID >> UInt32(24 - 8 * $0)) }
        return "— \(signature.name) \(Base64.encode(id + signature.bytes))\n"
    }

    private static func signature(_ line: String) -> Signature? {
        let parts = line.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count == 3, parts[0].utf8.elementsEqual("—".utf8), VerifierKey.isName(parts[1]),
            let data = Base64.decode(parts[2]), Base64.encode(data) == parts[2], data.count > 4
        else { return nil }
        return Signature(
            name: parts[1], keyID: data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
            bytes: Array(data.dropFirst(4)))
    }
}
