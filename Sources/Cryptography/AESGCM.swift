internal import COpenSSL

/// A key of AES-256-GCM: 32 secret bytes.
package struct SealingKey: Sendable, CustomStringConvertible {
    package let secret: SecretBytes

    /// A key of its own randomness.
    package init() { secret = SecretBytes(random: 32) }

    /// Throws `badLength` unless there are 32 bytes.
    package init(_ secret: SecretBytes) throws(CryptographyError) {
        guard secret.count == 32 else { throw .badLength }
        self.secret = secret
    }

    /// A secret for another purpose, told by the label: HMAC-SHA256 of "derive\0label". Knowing it tells nothing
    /// of the key.
    package func derived(_ label: String) -> SecretBytes {
        SecretBytes(copying: HMAC.sha256(Array("derive\0\(label)".utf8), key: secret))
    }

    package var description: String { "a sealing key" }
}

/// Authenticated encryption: AES-256 in GCM (NIST SP 800-38D) with a random nonce of 96 bits. A key may seal about
/// 2^32 messages; each case has a key of its own and stays far below.
package enum AESGCM {
    /// What a sealed message has beyond the plain one: 12 bytes of nonce, 16 of tag.
    package static let overhead = 28
    private static let nonceCount = 12
    private static let tagCount = 16

    /// Nonce, ciphertext, tag. `associated` is not part of the result, but opening needs the same.
    package static func seal(
        _ plain: [UInt8], key: SealingKey, associated: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try seal(plain, key: key, nonce: SecureRandom.bytes(nonceCount), associated: associated)
    }

    /// With a nonce from outside: for the known answers of the tests.
    static func seal(
        _ plain: [UInt8], key: SealingKey, nonce: [UInt8], associated: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard nonce.count == nonceCount else { throw .badLength }
        guard let context = EVP_CIPHER_CTX_new() else { throw .libraryFailed }
        defer { EVP_CIPHER_CTX_free(context) }
        var sealed = nonce + [UInt8](repeating: 0, count: plain.count + tagCount)
        var written: Int32 = 0
        let begun = key.secret.withUnsafeBytes { key in
            EVP_EncryptInit_ex(
                context, Algorithms.aes256GCM, nil, key.baseAddress?.assumingMemoryBound(to: UInt8.self),
                nonce)
        }
        let done = sealed.withUnsafeMutableBufferPointer { out -> Bool in
            guard begun == 1, let out = out.baseAddress else { return false }
            let text = out + nonceCount
            guard
                associated.isEmpty
                    || EVP_EncryptUpdate(context, nil, &written, associated, Int32(associated.count)) == 1,
                plain.isEmpty || EVP_EncryptUpdate(context, text, &written, plain, Int32(plain.count)) == 1,
                EVP_EncryptFinal_ex(context, text + plain.count, &written) == 1
            else { return false }
            return EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_GET_TAG, Int32(tagCount), text + plain.count) == 1
        }
        guard done else { throw .libraryFailed }
        return sealed
    }

    /// The plain bytes of what `seal` made with this key and these associated data; `notAuthentic` for anything
    /// else, one altered bit included.
    package static func open(
        _ sealed: [UInt8], key: SealingKey, associated: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard sealed.count >= overhead else { throw .notAuthentic }
        guard let context = EVP_CIPHER_CTX_new() else { throw .libraryFailed }
        defer { EVP_CIPHER_CTX_free(context) }
        let textCount = sealed.count - overhead
        var tag = Array(sealed.suffix(tagCount))
        // Final needs a place to point at even when there is no text.
        var plain = [UInt8](repeating: 0, count: textCount + 1)
        var written: Int32 = 0
        let authentic = sealed.withUnsafeBufferPointer { source -> Bool in
            guard let source = source.baseAddress else { return false }
            let begun = key.secret.withUnsafeBytes { key in
                EVP_DecryptInit_ex(
                    context, Algorithms.aes256GCM, nil, key.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    source)
            }
            guard begun == 1,
                associated.isEmpty
                    || EVP_DecryptUpdate(context, nil, &written, associated, Int32(associated.count)) == 1,
                textCount == 0
                    || EVP_DecryptUpdate(context, &plain, &written, source + nonceCount, Int32(textCount))
                        == 1,
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagCount), &tag) == 1
            else { return false }
            var rest = [UInt8](repeating: 0, count: tagCount)
            return EVP_DecryptFinal_ex(context, &rest, &written) == 1
        }
        guard authentic else { throw .notAuthentic }
        plain.removeLast()
        return plain
    }
}
