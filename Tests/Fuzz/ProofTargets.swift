import Cryptography
import Packing
import TransparencyLog

extension FuzzTarget {
    static let proofs = [
        FuzzTarget(name: "proof", run: proof), FuzzTarget(name: "note", run: note),
        FuzzTarget(name: "packed", run: packed), FuzzTarget(name: "digits", run: digits),
    ]

    /// A bundle of a log's proof is what `init(parsing:)` takes, byte for byte: there is one spelling.
    private static func proof(_ bytes: UnsafeRawBufferPointer) -> String? {
        let bytes = Array(bytes)
        guard let read = orNil({ try LogProof(parsing: bytes) }) else { return nil }
        return read.bytes == bytes ? nil : "a proof in two spellings"
    }

    private static func note(_ bytes: UnsafeRawBufferPointer) -> String? {
        let bytes = Array(bytes)
        if let read = orNil({ try SignedNote(parsing: bytes) }) {
            if read.bytes != bytes { return "a note in two spellings" }
            if let head = Checkpoint(text: read.text), head.text != read.text {
                return "a checkpoint in two spellings"
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if let key = orNil({ try VerifierKey(parsing: text) }), key.text != text {
            return "a key in two spellings"
        }
        return nil
    }

    /// What opens as a packed text is packed and opened as the same.
    private static func packed(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let text = orNil({ try PackedText.unpack(Array(bytes)) }) else { return nil }
        if bytes.first == 0xFF, text.count > PackedText.limit { return "a text that is too long" }
        guard String(validating: text, as: UTF8.self) != nil else { return nil }
        return orNil { try PackedText.unpack(PackedText.pack(text)) } == text ? nil : "packed, it is another"
    }

    /// What is decoded was written by the encoder: hexadecimal in either case, Base64 with its padding or without.
    private static func digits(_ bytes: UnsafeRawBufferPointer) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        if let read = Hex.decode(text), Hex.encode(read) != text.lowercased() { return "Hex: two spellings" }
        if let read = Base64.decode(text), Base64.encode(read) != text,
            Base64.encode(read, padded: false) != text
        {
            return "Base64: two spellings"
        }
        if let read = Base64URL.decode(text), Base64URL.encode(read) != text {
            return "Base64URL: two spellings"
        }
        return nil
    }
}
